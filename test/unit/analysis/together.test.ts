import { describe, expect, it } from 'vitest';
import { priceFixes } from '../../../src/core/analyze.ts';
import type { Finding } from '../../../src/core/model/finding.ts';
import { applyEdits } from '../../../src/core/text/applyEdits.ts';
import { analysisOf, vllmDeployment } from '../../support/deploymentText.ts';

const busy = `version: 1
workload:
  requestsPerSecond: 12
  shape: steady
  inputTokens: 500
  outputTokens: 200
`;
const narrow = vllmDeployment({
  model: 'meta-llama/Llama-3.1-8B-Instruct',
  replicas: 60,
  args: ['--max-model-len=4096', '--max-num-seqs=4'],
  selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
});

const analysis = analysisOf(narrow, busy);
const findings = analysis.deployments[0]?.findings ?? [];
const fixOf = (code: string): Finding['fixes'][number] => {
  const fix = findings.find((finding) => finding.code === code)?.fixes[0];
  if (fix === undefined) throw new Error(`${code} has no fix here`);
  return fix;
};
const replicasOf = (text: string) => Number(/replicas: (\d+)/.exec(text)?.[1]);
const textAfter = (ids: readonly string[]): string =>
  priceFixes(analysis, ids).edits.reduce((text, { edits }) => applyEdits(text, edits), narrow);

describe('fixes of one deployment that both need fewer replicas', () => {
  const quantize = fixOf('quantize');
  const batching = fixOf('batching');
  const both = [quantize.id, batching.id];

  it('are both in, with the replicas that suffice for the two together', () => {
    expect(priceFixes(analysis, both).conflicting).toEqual([]);
    const text = textAfter(both);
    expect(text).toMatch(/--max-num-seqs=(?!4\b)\d+/);
    expect(replicasOf(text)).toBeLessThan(replicasOf(textAfter([quantize.id])));
    expect(replicasOf(text)).toBeLessThan(replicasOf(textAfter([batching.id])));
  });

  it('save together what pricing the joined text says', () => {
    const joint = priceFixes(analysis, both);
    const after = analysisOf(textAfter(both), busy);
    const fallen = analysis.totals.monthly.expected - after.totals.monthly.expected;
    expect(joint.monthlySaving).toBeCloseTo(fallen, 6);
    expect(joint.monthlySaving).toBeGreaterThan(
      Math.max(quantize.monthlySaving ?? 0, batching.monthlySaving ?? 0),
    );
  });

  it('leave no replica overloaded', () => {
    const after = analysisOf(textAfter(both), busy).deployments[0]?.estimate;
    expect(after?.utilization).toBeLessThanOrEqual(1);
  });
});

describe('two fixes that set the same thing', () => {
  it('do not go together: the first one counts', () => {
    const variants = findings.find(({ code }) => code === 'quantize')?.fixes ?? [];
    expect(variants.length).toBeGreaterThan(1);
    const [first, second] = variants.map(({ id }) => id);
    const joint = priceFixes(analysis, [first ?? '', second ?? '']);
    expect(joint.applied).toEqual([first]);
    expect(joint.conflicting).toEqual([second]);
  });
});
