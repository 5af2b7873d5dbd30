import { describe, expect, it } from 'vitest';
import { compareDeployment } from '../../../src/core/compare/compare.ts';
import type { VolumeComparison } from '../../../src/core/compare/volumes.ts';
import { analysisOf, vllmDeployment } from '../../support/deploymentText.ts';

function volumes(text: string, assumptions: string): VolumeComparison {
  const analysis = analysisOf(text, assumptions);
  const [one] = analysis.deployments;
  if (one === undefined) throw new Error('no deployment');
  const found = compareDeployment(analysis, one.deployment.id).volumes;
  if ('reason' in found) throw new Error(found.reason);
  return found;
}

const chat = (replicas: number): string =>
  vllmDeployment({
    model: 'meta-llama/Llama-3.1-8B-Instruct',
    replicas,
    args: ['--max-model-len=8192'],
    selector: { 'node.kubernetes.io/instance-type': 'g6.xlarge' },
  });
const asking = (rate: number, more = ''): string =>
  `version: 1\nworkload: { requestsPerSecond: ${rate}, inputTokens: 800, outputTokens: 200 }\n${more}`;

describe('hosted models against self-hosting over volume', () => {
  it('one replica is paid until it is full, then another one', () => {
    const { selfHosted, capacityToday } = volumes(chat(1), asking(0.5));
    const least = selfHosted[0];
    for (const point of selfHosted) {
      const needed = Math.ceil(point.requests / capacityToday - 1e-9);
      expect(point.most).toBe(Math.max(1, needed));
    }
    expect(least?.most).toBe(1);
    expect(Math.max(...selfHosted.map(({ most }) => most))).toBeGreaterThan(3);
    const steps = selfHosted.filter(
      ({ requests }) => Math.abs(requests / capacityToday - 1) < 1e-5,
    );
    expect(steps.map(({ most }) => most)).toEqual([1, 2]);
  });

  it('a month only grows with the volume', () => {
    const { selfHosted } = volumes(chat(2), asking(1));
    const months = selfHosted.map(({ monthly }) => monthly);
    for (const [index, monthly] of months.entries()) {
      expect(monthly).toBeGreaterThanOrEqual((months[index - 1] ?? 0) * (1 - 1e-9));
    }
  });

  it('where hosting costs next to nothing there is no break-even; at a machine of one’s own for cents there is', () => {
    const dear = volumes(chat(1), asking(0.5));
    expect(dear.hosted[0]).toMatchObject({ crossings: [], cheaperFrom: null });
    const cheap = volumes(chat(1), asking(0.5, 'prices: { g6.xlarge: 0.01 }\n'));
    const [line] = cheap.hosted;
    const [crossing] = line?.crossings ?? [];
    expect(crossing?.then).toBe('self-hosted');
    const hosted = (crossing?.requests ?? 0) * (line?.perRequest ?? 0);
    const [below, above] = [1 - 1e-3, 1 + 1e-3].map((factor) => {
      const at = (crossing?.requests ?? 0) * factor;
      const near = cheap.selfHosted.filter(({ requests }) => requests <= at).at(-1);
      return near === undefined ? 0 : near.monthly;
    });
    expect(below).toBeGreaterThan(0);
    // One replica all the time: its month is what the hosted model costs there, but for what grows with the traffic.
    expect(above).toBeLessThan(hosted * 1.2);
    expect(above).toBeGreaterThan(hosted * 0.8);
    expect(line?.cheaperFrom).not.toBeNull();
  });

  it('says why there is nothing to compare', () => {
    const analysis = analysisOf(vllmDeployment({ model: 'ours/unheard-of' }));
    const [one] = analysis.deployments;
    expect(one && compareDeployment(analysis, one.deployment.id).volumes).toEqual({
      reason: 'The model is not known.',
    });
  });
});
