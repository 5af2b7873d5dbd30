import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../../src/core/analysis.ts';
import { getCodeLenses } from '../../../src/core/features/codeLens.ts';
import type { CostComponent, CostEstimate } from '../../../src/core/model/estimate.ts';
import { sampleAnalysis } from '../../support/sampleAnalysis.ts';
import { emptyEstimate } from '../../support/sampleParts.ts';
import { kserveUri, llamaUri } from '../../support/sampleTexts.ts';

const titles = (analysis: Analysis, uri: string) =>
  getCodeLenses(analysis, uri).map(
    ({ range, command }) => `${range.start.line + 1}: ${command?.title ?? ''}`,
  );

/** The sample with the estimate of its third deployment, `llama-70b`, changed. */
const withLlama = (change: Partial<CostEstimate>): Analysis => ({
  ...sampleAnalysis,
  deployments: sampleAnalysis.deployments
    .filter(({ deployment }) => deployment.name === 'llama-70b')
    .map((one) => ({ ...one, findings: [], estimate: { ...one.estimate, ...change } })),
});

test('a priced deployment says cost, hardware, unit cost and load, then what can be saved', () => {
  expect(titles(sampleAnalysis, llamaUri)).toEqual([
    '4: $10,000/mo · 4 × A100-SXM-80 · $1.91/1M tokens · 38% busy',
    '4: save up to $5,820/mo (2)',
    '28: $261/mo · 1 × c7i.2xlarge',
  ]);
});

test('an accelerator without a name is a range and a choice; what does not fit says by how much', () => {
  expect(titles(sampleAnalysis, kserveUri)).toEqual([
    '4: $588–7,510/mo · 1 GPU, not named',
    '4: choose accelerator',
    '21: does not fit: needs 133 of 20.2 GiB · $588/mo while restarting',
  ]);
});

test('what is too large by less than the estimate is sure of may not fit', () => {
  const unsure = {
    ...sampleAnalysis,
    deployments: sampleAnalysis.deployments.map((one) => ({
      ...one,
      findings: one.findings.map((finding) => ({ ...finding, level: 'warning' as const })),
    })),
  };
  expect(titles(unsure, kserveUri)[2]).toMatch(/^21: may not fit: needs 133 of 20\.2 GiB/);
});

test('all lenses of a deployment stand on one line, each with its target', () => {
  const [cost, fixes] = getCodeLenses(sampleAnalysis, llamaUri);
  expect(cost?.range.start.line).toBe(fixes?.range.start.line);
  const deploymentId = `${llamaUri}#Deployment/default/llama-70b`;
  expect(cost?.command).toMatchObject({
    command: 'servingCost.showReport',
    arguments: [{ uri: llamaUri, deploymentId }],
  });
  expect(fixes?.command?.command).toBe('servingCost.showFixes');
});

test('a file that is no serving config has none', () => {
  expect(getCodeLenses(sampleAnalysis, 'file:///repo/other.yaml')).toEqual([]);
});

describe('what is not certain is said', () => {
  test.each([
    [{ monthly: null, unit: emptyEstimate('').unit }, 'price not known'],
    [{ lowerBound: true }, '≥ $10,000/mo'],
    [{ monthly: { min: 5000, expected: 7500, max: 10_000 } }, '$7,500/mo ($5,000–10,000)'],
  ])('%o', (change, start) => {
    const [title] = titles(withLlama(change), llamaUri);
    expect(title?.startsWith(`4: ${start} · 4 × A100-SXM-80`)).toBe(true);
  });

  test('overload', () => {
    expect(titles(withLlama({ utilization: 1.4 }), llamaUri)[0]).toContain('overloaded, 140%');
  });
});

test('deployments that share a line say whose each lens is', () => {
  const [llama] = withLlama({}).deployments;
  if (llama === undefined) throw new Error('the sample has lost its deployment');
  const variant = (name: string) => ({
    ...llama,
    deployment: { ...llama.deployment, name: `llama-70b@${name}` },
  });
  const shared = { ...sampleAnalysis, deployments: [variant('production'), variant('staging')] };
  expect(titles(shared, llamaUri)).toEqual([
    expect.stringMatching(/^4: production: \$10,000/),
    expect.stringMatching(/^4: staging: \$10,000/),
  ]);
});

test('what is paid by use has a price also where nobody states the traffic', () => {
  const [compute] = withLlama({}).deployments[0]?.estimate.components ?? [];
  if (compute === undefined) throw new Error('the sample has lost its components');
  const start = (change: Partial<CostComponent>) =>
    titles(withLlama({ monthly: null, components: [{ ...compute, ...change }] }), llamaUri)[0];
  expect(start({ quantity: null })).toMatch(/^4: use not known · .* · \$1\.91\/1M tokens/);
  expect(start({ quantity: null, unitPrice: null })).toMatch(/^4: price not known · /);
});
