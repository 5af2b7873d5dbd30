import { expect, test } from 'vitest';
import { getDiagnostics } from '../../../src/core/features/diagnostics.ts';
import { sampleAnalysis } from '../../support/sampleAnalysis.ts';
import { kserveText, kserveUri, llamaUri } from '../../support/sampleTexts.ts';

test('stand on the value that should change, with code, source and severity', () => {
  const diagnostics = getDiagnostics(sampleAnalysis, kserveUri);
  const lines = kserveText.split('\n');
  expect(
    diagnostics.map(({ range, code, source, severity }) => ({
      text: lines[range.start.line]?.slice(range.start.character, range.end.character),
      code,
      source,
      severity,
    })),
  ).toEqual([
    { text: '"1"', code: 'unknown-accelerator', source: 'serving-cost', severity: 3 },
    { text: '1', code: 'does-not-fit', source: 'serving-cost', severity: 1 },
  ]);
  expect(getDiagnostics(sampleAnalysis, llamaUri).map(({ severity }) => severity)).toEqual([2, 3]);
});

test('findings of a file that belong to no deployment are there too', () => {
  const uri = 'file:///repo/.servingcost.yaml';
  const [first] = sampleAnalysis.files;
  if (first === undefined) throw new Error('no sample');
  const file = {
    ...first,
    file: { ...first.file, source: { uri, version: 1, text: 'demnd: 1\n' } },
    findings: [
      {
        code: 'assumptions',
        level: 'warning' as const,
        deploymentId: null,
        uri,
        span: { start: 0, end: 5 },
        message: 'demnd is not known; demand is.',
        fixes: [],
        tradeOffs: [],
        consequence: null,
      },
    ],
  };
  const diagnostics = getDiagnostics({ ...sampleAnalysis, files: [file] }, uri);
  expect(diagnostics).toMatchObject([
    { code: 'assumptions', range: { start: { line: 0, character: 0 }, end: { character: 5 } } },
  ]);
});

test('a value of several lines is marked on its first', () => {
  const [, , llama] = sampleAnalysis.deployments;
  const [finding] = llama?.findings ?? [];
  if (llama === undefined || finding === undefined) throw new Error('the sample has changed');
  const wide = { ...finding, span: { start: finding.span.start, end: finding.span.end + 200 } };
  const analysis = { ...sampleAnalysis, deployments: [{ ...llama, findings: [wide] }] };
  const [diagnostic] = getDiagnostics(analysis, finding.uri);
  expect(diagnostic?.range.end.line).toBe(diagnostic?.range.start.line);
  expect(diagnostic?.range.end.character).toBeGreaterThan(diagnostic?.range.start.character ?? 0);
});
