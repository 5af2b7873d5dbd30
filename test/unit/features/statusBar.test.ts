import { expect, test } from 'vitest';
import { getStatusBarText } from '../../../src/core/features/statusBar.ts';
import { sampleAnalysis } from '../../support/sampleAnalysis.ts';
import { emptyEstimate } from '../../support/sampleParts.ts';
import { kserveUri, llamaUri } from '../../support/sampleTexts.ts';

test('the total of the file, and one line for each deployment', () => {
  expect(getStatusBarText(sampleAnalysis, llamaUri)).toEqual({
    text: '$10,300/mo',
    tooltip: [
      'llama-70b · \\$10,000/mo · 4 × A100-SXM-80',
      'reranker · \\$261/mo · 1 × c7i.2xlarge',
      'Prices of 2026-07-20, 4 months old.',
    ].join('\n\n'),
  });
  expect(getStatusBarText(sampleAnalysis, kserveUri)?.tooltip).toContain(
    'Between \\$1,180–8,100 a month.',
  );
});

test('a deployment without a price makes the total a lower bound', () => {
  const part = (names: readonly string[]) => ({
    ...sampleAnalysis,
    deployments: sampleAnalysis.deployments.map((one) =>
      names.includes(one.deployment.name)
        ? { ...one, estimate: { ...one.estimate, monthly: null, unit: emptyEstimate('').unit } }
        : one,
    ),
  });
  expect(getStatusBarText(part(['reranker']), llamaUri)?.text).toBe('≥ $10,000/mo');
  expect(getStatusBarText(part(['reranker', 'llama-70b']), llamaUri)?.text).toBe('price not known');
});

test('a file without deployments has none', () => {
  expect(getStatusBarText(sampleAnalysis, 'file:///repo/README.md')).toBeNull();
});
