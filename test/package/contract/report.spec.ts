import { Ajv } from 'ajv';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/core/report/reportModel.ts';
import { differences, documentedJson } from '../../support/documentedJson.ts';
import { llama8bText } from '../../support/llama8bText.ts';
import { readJunit } from '../../support/junitSchema.ts';
import { csvRows } from '../../support/renderedTables.ts';
import { reportSchema } from '../../support/reportSchema.ts';
import { sarifMistakes } from '../../support/sarifSchema.ts';
import { folderWith } from '../../support/testFolder.ts';
import { copyOfExamples, installCli, reportOf } from '../installedCli.ts';

const cli = await installCli();
const folder = copyOfExamples();
const json = cli.run(folder, ['report', '--format', 'json']);
const report = reportOf(json);
const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
const ajv = new Ajv({ strict: true, allowUnionTypes: true });

/** What may not be known and is then null: never 0. */
function sumOf(values: readonly (number | null)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}

function isUnpriced({ unitPrice }: { readonly unitPrice: number | null }): boolean {
  return unitPrice === null;
}

describe('report --format json, on all examples', () => {
  it('ends with 0, and says nothing but the report', () => {
    expect({ status: json.status, stderr: json.stderr }).toEqual({ status: 0, stderr: '' });
    expect(report.deployments.length).toBeGreaterThan(50);
  });

  it('has the promised properties, with the promised types', () => {
    ajv.validate(reportSchema, report);
    expect(ajv.errors).toBeNull();
  });

  it('has what its documentation shows', () => {
    expect(differences(documentedJson('docs/command-line.md')[0], report)).toEqual([]);
  });

  it('names files relative to the current folder, and lines that they have', () => {
    for (const { file, line, findings } of report.deployments) {
      for (const place of [{ file, line }, ...findings]) {
        expect(place.file).not.toMatch(/^\/|\\|^\.\.?\//);
        expect(place.line).toBeLessThanOrEqual(text(place.file).split('\n').length);
      }
    }
    for (const { file } of report.skipped) expect(existsSync(join(folder, file)), file).toBe(true);
  });

  it('has edits that lie in their files, in order, without overlap', () => {
    const edits = report.deployments
      .flatMap(({ findings }) => findings)
      .flatMap(({ fix }) => (fix === null ? [] : [fix.edits]));
    expect(edits.length).toBeGreaterThan(30);
    for (const list of edits) {
      expect(list.length).toBeGreaterThan(0);
      for (const [index, { file, start, end, newText }] of list.entries()) {
        const length = existsSync(join(folder, file)) ? text(file).length : 0;
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(length);
        expect(start < end || newText !== '').toBe(true);
        const next = list[index + 1];
        if (next?.file === file) expect(end).toBeLessThanOrEqual(next.start);
      }
    }
  });

  it('has an id for each deployment', () => {
    const ids = report.deployments.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('adds up, from least to most', () => {
    for (const key of ['min', 'expected', 'max'] as const) {
      expect(report.totals[key]).toBeCloseTo(
        sumOf(report.deployments.map((one) => one.monthly[key])),
        2,
      );
    }
    for (const { name, monthly, replicas } of report.deployments) {
      const { min, expected, max } = monthly;
      if (min === null || expected === null || max === null) continue;
      expect(min, name).toBeLessThanOrEqual(expected + 1e-6);
      expect(expected, name).toBeLessThanOrEqual(max + 1e-6);
      expect(replicas.min).toBeLessThanOrEqual(replicas.max);
    }
  });

  it('has a null accelerator on CPUs, and one without a name where the config names none', () => {
    const named = (name: string) =>
      report.deployments.find((one) => one.file.startsWith(`${name}/`));
    expect(named('fraud-score')).toMatchObject({ accelerator: null });
    expect(named('first-look')).toMatchObject({ accelerator: { name: null, count: 1 } });
    const codes = named('first-look')?.findings.map(({ code }) => code);
    expect(codes).toContain('unknown-accelerator');
  });

  it('never has 0 for what is not known', () => {
    const unknown = report.deployments.filter(({ monthly }) => monthly.lowerBound);
    expect(unknown.length).toBeGreaterThan(0);
    expect(report.totals.lowerBound).toBe(true);
    const unpriced = unknown.flatMap(({ components }) => components.filter(isUnpriced));
    expect(unpriced.length).toBeGreaterThan(0);
    for (const { monthly } of unpriced) expect(monthly).toBeNull();
  });
});

describe('report', () => {
  const chat = folderWith({ 'chat.yaml': llama8bText, 'a/.servingcost.yaml': 'discount: 0.5\n' });
  const formats = {
    text: /^Total \$/m,
    markdown: /^\| /m,
    json: /^\{/,
    csv: /^name,.*monthly_expected_usd/,
    html: /^<!doctype html>/i,
    sarif: /"version": ?"2\.1\.0"/,
  };

  it.each(Object.entries(formats))('--format %s, and --out the same', (format, start) => {
    const { status, stdout } = cli.run(chat, ['report', 'chat.yaml', '--format', format]);
    expect(status).toBe(0);
    expect(stdout).toMatch(start);
    const written = cli.run(chat, ['report', 'chat.yaml', '--format', format, '--out', 'r']);
    expect(written).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(chat, 'r'), 'utf8')).toBe(stdout);
  });

  it('has the same number in all of them', () => {
    const { totals } = reportOf(cli.run(chat, ['report', 'chat.yaml', '--format', 'json']));
    const [row] = csvRows(cli.run(chat, ['report', 'chat.yaml', '--format', 'csv']).stdout);
    expect(row?.monthly_expected_usd).toBe(String(totals.expected));
    const sarif = cli.run(chat, ['report', 'chat.yaml', '--format', 'sarif']).stdout;
    expect(sarifMistakes(sarif)).toEqual([]);
    const junit = readJunit(cli.run(chat, ['report', 'chat.yaml', '--format', 'junit']).stdout);
    expect(junit.some(({ name, outcome }) => name === 'month' && outcome === 'passed')).toBe(true);
  });

  it('reads standard input, in pieces and with other paths', () => {
    const file = reportOf(cli.run(chat, ['report', 'chat.yaml', '--format', 'json']));
    const piped = reportOf(cli.run(chat, ['report', '-', '--format', 'json'], llama8bText));
    expect(piped.totals).toEqual(file.totals);
    expect(piped.deployments.map(({ name, line }) => ({ name, line }))).toEqual(
      file.deployments.map(({ name, line }) => ({ name, line })),
    );
    const both = reportOf(
      cli.run(
        chat,
        ['report', '-', 'chat.yaml', '--format', 'json'],
        llama8bText.replace('name: chat', 'name: talk'),
      ),
    );
    expect(both.deployments.map(({ name }) => name).sort()).toEqual(['chat', 'talk']);
  });

  it('reads the current folder when no path is given', () => {
    writeFileSync(join(chat, 'unrelated.yaml'), 'a: 1\n');
    const { deployments } = reportOf(cli.run(chat, ['report', '--format', 'json']));
    expect(deployments.map(({ file }) => file)).toEqual(['chat.yaml']);
  });

  it('takes the assumptions that it is told', () => {
    const own = reportOf(cli.run(chat, ['report', 'chat.yaml', '--format', 'json']));
    const half = [
      'report',
      'chat.yaml',
      '--assumptions',
      'a/.servingcost.yaml',
      '--format',
      'json',
    ];
    const told = reportOf(cli.run(chat, half));
    const compute = ({ deployments }: Report) => deployments[0]?.monthly.compute ?? Number.NaN;
    expect(compute(told) / compute(own)).toBeCloseTo(0.5, 6);
  });

  it('gives the same bytes for the same input', () => {
    const again = cli.run(folder, ['report', '--format', 'json']);
    expect(again.stdout === json.stdout).toBe(true);
  });
});
