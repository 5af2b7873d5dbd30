import { expect, test } from 'vitest';
import { renderReport } from '../../src/core/report/render.ts';
import { getReport } from '../../src/core/report/report.ts';
import { sampleAnalysis } from '../support/sampleAnalysis.ts';

const report = getReport(sampleAnalysis, {
  base: 'file:///repo',
  skipped: [{ file: 'big.yaml', reason: 'larger than 5 MB', line: null }],
});
const rules = [
  { code: 'spot', title: 'Run on spot', description: 'Spare capacity at a lower price.' },
];

test.each([
  ['text', 'txt'],
  ['markdown', 'md'],
  ['json', 'json'],
  ['csv', 'csv'],
  ['html', 'html'],
  ['sarif', 'sarif'],
  ['focus', 'focus.csv'],
  ['junit', 'xml'],
] as const)('report as %s', async (format, extension) => {
  const text = renderReport(report, format, { rules });
  await expect(text).toMatchFileSnapshot(`report/report.${extension}`);
});
