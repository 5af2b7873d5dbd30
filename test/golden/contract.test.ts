import { Ajv } from 'ajv';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { getReport } from '../../src/core/report/report.ts';
import type { FixReport, Report } from '../../src/core/report/reportModel.ts';
import { callCli } from '../support/callCli.ts';
import { temporaryFolder } from '../support/fakeTerminal.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { reportSchema } from '../support/reportSchema.ts';
import { sampleAnalysis } from '../support/sampleAnalysis.ts';
import { kserveText, llamaText } from '../support/sampleTexts.ts';

const files = { 'llama.yaml': llamaText, 'a/kserve.yaml': kserveText, 'chat.yaml': llama8bText };
const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(reportSchema);

async function reportOf(cwd: string): Promise<Report> {
  const { output } = await callCli(cwd, ['report', '--format', 'json']);
  return JSON.parse(output) as Report;
}

/** Carries out the edits as anybody would who knows the contract alone. */
function apply(cwd: string, { edits }: FixReport): void {
  for (const { file, start, end, newText } of edits.toSorted((a, b) => b.start - a.start)) {
    const path = join(cwd, file);
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    writeFileSync(path, text.slice(0, start) + newText + text.slice(end));
  }
}

test('the report has the shape that is promised', async () => {
  const folder = temporaryFolder(files);
  const reports = [
    getReport(sampleAnalysis, { base: 'file:///repo' }),
    await reportOf(folder.path),
    getReport({ ...sampleAnalysis, files: [], deployments: [] }, { base: 'file:///repo' }),
  ];
  folder.remove();
  for (const report of reports) {
    validate(JSON.parse(JSON.stringify(report)));
    expect(validate.errors).toBeNull();
  }
});

test('a saving is what the total falls by when the edits of the report are applied', async () => {
  const folder = temporaryFolder(files);
  const before = await reportOf(folder.path);
  folder.remove();
  const fixes = before.deployments
    .flatMap(({ findings }) => findings)
    .flatMap(({ fix, alternatives }) => (fix === null ? [] : [fix, ...alternatives]));
  expect(fixes.length).toBeGreaterThan(0);
  for (const fix of fixes) {
    if (fix.monthlySaving === null) continue;
    const changed = temporaryFolder(files);
    apply(changed.path, fix);
    const after = await reportOf(changed.path);
    changed.remove();
    const fall = (before.totals.expected ?? Number.NaN) - (after.totals.expected ?? Number.NaN);
    expect(fall, fix.title).toBeCloseTo(fix.monthlySaving, 4);
  }
});
