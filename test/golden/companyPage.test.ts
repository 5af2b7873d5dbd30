import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { customColumns, focusColumns } from '../../src/core/report/focus/columns.ts';
import type { Report } from '../../src/core/report/reportModel.ts';
import { callCli } from '../support/callCli.ts';
import { openDuckDb } from '../support/duckDb.ts';
import { repositoryWith } from '../support/gitRepository.ts';
import { llamaText } from '../support/sampleTexts.ts';
import { folderWith } from '../support/testFolder.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/company.md'), 'utf8');
const query = await openDuckDb();

/** Blocks of code of a language, those with a name by it. */
function blocks(language: string): readonly { readonly name: string; readonly code: string }[] {
  const fence = new RegExp(`(?:<!-- (?:duckdb|script): (\\w+) -->\\n\\n)?\`\`\`${language}\\n(.*?)\`\`\``, 'gs');
  return [...page.matchAll(fence)].map(([, name = '', code = '']) => ({ name, code }));
}

function block(language: string, name: string): string {
  const found = blocks(language).find((one) => one.name === name);
  if (found === undefined) throw new Error(`docs/company.md has no block ${name}`);
  return found.code;
}

const assumptions = (team: string, environment: string): string =>
  `deployments:\n  '*': { team: ${team}, environment: ${environment} }\n`;

const files = {
  'payments/deploy/llama.yaml': llamaText.replace('team: search', 'team: payments'),
  'payments/.servingcost.yaml': assumptions('payments', 'production'),
  'search/llama.yaml': llamaText.replace('replicas: 2', 'replicas: 5'),
  'search/.servingcost.yaml': assumptions('search', 'staging'),
  'docs/readme.yaml': 'nothing: here\n',
};

describe.skipIf(query === null)('the SQL of the page, in a real DuckDB (skipped where npm has no build of it)', () => {
  const folder = folderWith(files);
  const sql = async (name: string) =>
    (await query?.(
      block('sql', name).replaceAll(/'((?:focus\/|serving_cost\.parquet)[^']*)'/g, `'${folder}/$1'`),
    )) ?? [];
  const number = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);

  /** Rows of the repositories in a month, one of which serves nothing and has no row. */
  const load = async (): Promise<void> => {
    for (const month of ['2026-10', '2026-11']) {
      for (const name of ['payments', 'search', 'docs']) {
        // In the first month there is no search yet.
        if (name === 'search' && month === '2026-10') continue;
        const out = join(folder, 'focus', month, `${name}.focus.csv`);
        mkdirSync(dirname(out), { recursive: true });
        const { status, warnings } = await callCli(join(folder, name), [
          'report', '--out', out, '--month', month, '--repository', `acme/${name}`,
        ]);
        expect({ status, warnings }).toEqual({ status: 0, warnings: '' });
      }
    }
    await sql('load');
  };

  test('says what the report says', async () => {
    await load();
    const byTeam = await sql('team');
    for (const [name, environment] of [['payments', 'production'], ['search', 'staging']] as const) {
      const { output } = await callCli(join(folder, name), ['report', '--format', 'json']);
      const { totals, deployments, byTeam: groups } = JSON.parse(output) as Report;
      expect(groups.map((group) => group.name)).toEqual([name]);
      const row = byTeam.find(({ team, month }) => team === name && String(month).startsWith('2026-11'));
      expect(row).toMatchObject({ environment, currency: 'USD', lower_bound: totals.lowerBound });
      expect(Number(row?.deployments)).toBe(deployments.length);
      expect(number(row?.least)).toBeCloseTo(totals.min ?? Number.NaN, 4);
      expect(number(row?.expected)).toBeCloseTo(totals.expected ?? Number.NaN, 4);
      expect(number(row?.most)).toBeCloseTo(totals.max ?? Number.NaN, 4);
    }
    // Two teams in one month, one in the month before.
    expect(byTeam).toHaveLength(3);

    const accelerators = await sql('accelerator');
    const sum = (rows: readonly Readonly<Record<string, unknown>>[], column: string): number =>
      rows.reduce((total, row) => total + number(row[column]), 0);
    const november = byTeam.filter(({ month }) => String(month).startsWith('2026-11'));
    expect(sum(accelerators, 'usd')).toBeCloseTo(sum(november, 'expected'), 4);
    expect(accelerators.map(({ accelerator }) => accelerator)).toContain('A100-SXM-80');

    const change = await sql('change');
    expect(change.map(({ repository, more }) => [repository, more])).toEqual([
      ['acme/payments', 0],
      ['acme/search', null],
      ['acme/payments', null],
    ]);

    await query?.(
      `create table bill as select timestamptz '2026-11-01 00:00:00+00' as BillingPeriodStart, '{"team":"payments"}' as Tags, 12000.0::double as EffectiveCost`,
    );
    const beside = await sql('bill');
    expect(beside.map(({ team, billed }) => [team, billed])).toEqual(
      expect.arrayContaining([['payments', 12000], ['search', null]]),
    );

    await sql('parquet');
    const [read] = (await query?.(
      `select sum(EffectiveCost) as expected, any_value(typeof(BillingPeriodStart)) as type, any_value(typeof(Tags)) as tags from '${folder}/serving_cost.parquet'`,
    )) ?? [];
    expect(number(read?.expected)).toBeCloseTo(sum(byTeam, 'expected'), 4);
    expect([read?.type, read?.tags]).toEqual(['TIMESTAMP WITH TIME ZONE', 'VARCHAR']);
  });
});

test('the SQL of other engines asks for columns that there are', () => {
  const columns = new Set(
    [...Object.keys(focusColumns), ...Object.keys(customColumns)].map((name) => name.toLowerCase()),
  );
  const others = blocks('sql').filter(({ name }) => name === '');
  expect(others).toHaveLength(3);
  for (const { code } of others) {
    const asked = code.match(/\b(?:x_\w+|(?:billing|pricing|effective|resource|service)[a-z]+)\b/gi) ?? [];
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((name) => !columns.has(name.toLowerCase()) && name !== 'serving_cost')).toEqual([]);
  }
});

test('options on the page are those of the commands, and its pipelines can be read', async () => {
  const calls = page.match(/serving-cost (?:report|merge)(?:[^\n|`]|\\\n)*/g) ?? [];
  expect(calls.length).toBeGreaterThan(8);
  for (const call of calls) {
    const [, command = ''] = /^serving-cost (\w+)/.exec(call) ?? [];
    const { output } = await callCli(folderWith({}), [command, '--help']);
    for (const option of call.match(/--[a-z-]+/g) ?? []) expect(output, call).toContain(`${option} `);
  }
  const [github, gitlab] = blocks('yaml').map(({ code }) => parse(code) as Record<string, unknown>);
  const { strategy, env } = (github?.jobs as { scan: { strategy: { matrix: { shard: number[] } }; env: { SHARDS: string } } }).scan;
  expect(strategy.matrix.shard).toEqual(Array.from({ length: Number(env.SHARDS) }, (_, index) => index + 1));
  expect(Object.keys(gitlab ?? {})).toEqual(['scan', 'merge']);
});

const bundle = join(import.meta.dirname, '../../dist/cli.js');

/** Needs `npm run build`; says so by being skipped. */
describe.skipIf(!existsSync(bundle))('the script of the page', () => {
  test('reports on every repository once, whatever fails, and merge makes one of them', async () => {
    const names = ['payments', 'search', 'docs'] as const;
    const urls = names.map((name) => {
      const own = Object.entries(files).filter(([file]) => file.startsWith(`${name}/`));
      const { path } = repositoryWith(
        Object.fromEntries(own.map(([file, text]) => [file.slice(name.length + 1), text])),
      );
      return `file://${path}`;
    });
    const work = folderWith({
      'scan.sh': block('sh', 'scan'),
      'repositories.txt': [...urls, 'file:///nowhere/at-all.git'].map((url) => `${url}\n`).join(''),
      'bin/serving-cost': `#!/bin/sh\nexec '${process.execPath}' '${bundle}' "$@"\n`,
    });
    chmodSync(join(work, 'bin/serving-cost'), 0o755);
    for (const shard of ['1', '2']) {
      const { status, stderr } = spawnSync('sh', ['scan.sh'], {
        cwd: work,
        encoding: 'utf8',
        env: {
          ...process.env,
          PATH: `${join(work, 'bin')}:${process.env.PATH ?? ''}`,
          SHARD: shard,
          SHARDS: '2',
          SOURCE_DATE_EPOCH: '1795305600',
        },
      });
      expect(status).toBe(0);
      if (shard === '2') expect(stderr).toContain('Without a report:\nfile:///nowhere/at-all.git\n');
    }
    expect(readdirSync(join(work, 'reports'))).toHaveLength(names.length);
    const { status, output, warnings } = await callCli(work, ['merge', 'reports', '--format', 'json']);
    expect({ status, warnings }).toEqual({ status: 0, warnings: '' });
    const { repositories, deployments } = JSON.parse(output) as Report;
    expect(repositories.map((one) => one.deployments).toSorted()).toEqual([0, 2, 2]);
    expect(deployments).toHaveLength(4);
    for (const { commit } of repositories) expect(commit).toMatch(/^[0-9a-f]{40}$/);
  });
});
