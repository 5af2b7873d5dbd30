import { describe, expect, it } from 'vitest';
import { analysisOf, vllmDeployment } from '../../support/deploymentText.ts';

const small = (name: string, instance = 'p5.48xlarge') =>
  vllmDeployment({
    model: 'meta-llama/Llama-3.1-8B-Instruct',
    args: ['--max-model-len=8192'],
    selector: { 'node.kubernetes.io/instance-type': instance },
  }).replace('name: chat #', `name: ${name} #`);

function computeOf(text: string, assumptions?: string): Readonly<Record<string, number>> {
  return Object.fromEntries(
    analysisOf(text, assumptions).deployments.map(({ deployment, estimate }) => [
      deployment.name,
      estimate.byCategory.compute,
    ]),
  );
}

describe('who pays for a machine that several models use', () => {
  const both = [small('busy'), small('quiet')].join('---\n');
  const machine = computeOf(small('whole')).whole ?? NaN;

  it('each its part by what it asks for, where nobody measured', () => {
    const { busy = NaN, quiet = NaN } = computeOf(both);
    expect(busy).toBeCloseTo(quiet);
    expect(busy).toBeCloseTo(machine);
  });

  it('by the measured share, which goes before the requests', () => {
    const measured = (busy: number, quiet: number) =>
      `version: 1\ndeployments:\n  busy: {nodeShare: ${busy}}\n  quiet: {nodeShare: ${quiet}}\n`;
    const { busy = NaN, quiet = NaN } = computeOf(both, measured(0.75, 0.25));
    expect(busy / quiet).toBeCloseTo(3);
    // Of eight accelerators each asked for one; what is measured is of the whole machine.
    expect(busy + quiet).toBeCloseTo(8 * machine);
  });

  it('one that has it for itself carries it all', () => {
    const alone = computeOf(small('alone', 'g6e.xlarge'), 'version: 1\nprices: {g6e.xlarge: 2}\n');
    expect(alone.alone).toBeCloseTo(2 * 730);
  });

  it('slices of one accelerator pay by their part of it', () => {
    const slice = small('sliced').replace('nvidia.com/gpu: 1', 'nvidia.com/mig-3g.40gb: 1');
    const { sliced = NaN } = computeOf(slice);
    expect(sliced / machine).toBeGreaterThan(0.42);
    expect(sliced / machine).toBeLessThan(0.52);
  });
});
