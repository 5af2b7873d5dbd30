import { describe, expect, it } from 'vitest';
import { estimateCost } from '../../../src/core/cost/estimateCost.ts';
import { insightOf } from '../../../src/core/insight/insight.ts';
import type { Deployment } from '../../../src/core/model/deployment.ts';
import { assume, deployment, gpus, scaled, stated } from '../../support/costDeployments.ts';
import { testEnvironment } from '../../support/environment.ts';

const environment = testEnvironment();
const load = 'workload: { requestsPerSecond: 4 }';
const nowhere = deployment().placement;

function waysOf(of: Partial<Deployment>, yaml = load) {
  const made = deployment(of);
  const assumptions = assume(made, yaml, environment);
  const estimate = estimateCost(made, assumptions, environment);
  const all = insightOf({ deployment: made, assumptions, estimate }, environment).alternatives;
  const by = (way: string, seller = /./) =>
    all.find((one) => one.way === way && seller.test(one.seller));
  return { all, by, estimate };
}

describe('the same replicas sold in other ways', () => {
  const { all, by, estimate } = waysOf({ accelerator: gpus('L4'), replicas: scaled(1, 8) });

  it('hold the deployment as it is, at its own month and unit cost', () => {
    const [current, ...others] = all.filter(({ isCurrent }) => isCurrent);
    expect(others).toEqual([]);
    expect(current?.monthly).toBe(estimate.monthly?.expected);
    expect(current?.unit?.cost.expected).toBe(estimate.unit.perMillionTokens);
    expect(current?.way).toBe('on-demand');
  });

  it('are the same machine at the price of each way, cheapest first', () => {
    expect(all.map(({ monthly }) => monthly)).toEqual(
      all.map(({ monthly }) => monthly).toSorted((a, b) => a - b),
    );
    const machines = ['on-demand', 'spot', 'reserved-1y', 'reserved-3y'].map((way) => by(way));
    expect(new Set(machines.map((one) => one?.offer)).size).toBe(1);
    expect(by('reserved-3y')?.monthly).toBeLessThan(by('reserved-1y')?.monthly ?? 0);
    expect(by('reserved-1y')?.monthly).toBeLessThan(by('on-demand')?.monthly ?? 0);
    expect(by('spot')?.monthly).toBeLessThan(by('on-demand')?.monthly ?? 0);
  });

  it('are endpoints with as many of the same accelerators, one of each platform', () => {
    const managed = all.filter(({ way }) => way === 'managed');
    expect(managed.map(({ seller }) => seller).toSorted()).toEqual([
      'aws-sagemaker',
      'gcp-vertex',
      'hf-endpoints',
    ]);
    for (const { offer } of managed) expect(offer).toMatch(/g6|g2-standard|l4-x1$/);
    // SageMaker asks more for the machine than EC2 does.
    expect(by('managed', /sagemaker/)?.monthly).toBeGreaterThan(by('on-demand')?.monthly ?? 0);
  });

  it('have the cheapest hosted model for the same traffic beside them', () => {
    const hosted = all.filter(({ way }) => way === 'hosted');
    expect(hosted).toHaveLength(1);
    expect(hosted[0]?.monthly).toBeCloseTo(
      ((hosted[0]?.unit?.cost.expected ?? NaN) * estimate.requestsPerMonth * 1250) / 1e6,
    );
  });

  it('take the next larger endpoint where there is none with so many accelerators', () => {
    const three = waysOf({ accelerator: gpus('A10G', 3) });
    expect(three.by('managed', /sagemaker/)?.offer).toMatch(/g5\.(12|24)xlarge/);
  });

  it('put an endpoint beside the machines of its cloud and the endpoints of others', () => {
    const endpoint = waysOf({
      accelerator: null,
      supply: {
        kind: 'managed',
        platform: 'aws-sagemaker',
        instanceType: stated('ml.g5.xlarge'),
      },
    });
    expect(endpoint.all.filter(({ isCurrent }) => isCurrent)).toEqual([
      endpoint.by('managed', /sagemaker/),
    ]);
    expect(endpoint.by('on-demand')?.offer).toMatch(/^g5\./);
    expect(endpoint.by('managed', /hf-endpoints/)?.offer).toBe('nvidia-a10g-x1');
  });

  it('are none for slices, for CPUs, and for what has no price', () => {
    const slice = { profile: '1g.10gb', computeShare: 1 / 7, memoryGiB: 10 };
    const sliced = waysOf({ accelerator: gpus('A100-SXM-80', 1, { slice }) });
    expect(sliced.by('managed')).toBeUndefined();
    expect(waysOf({ cpuCores: stated(4) }).by('managed')).toBeUndefined();
    expect(waysOf({ accelerator: gpus('Quantum-9000') }).all).toEqual([]);
  });

  it('leave out other ways to buy a machine whose price is the user’s own', () => {
    const placement = { ...nowhere, instanceType: stated('g6.xlarge') };
    const own = waysOf(
      { accelerator: gpus('L4'), placement },
      'workload: { requestsPerSecond: 4 }\nprices: { g6.xlarge: 0.5 }',
    );
    expect(own.by('spot')).toBeUndefined();
    expect(own.by('managed')).toBeDefined();
  });

  it('do not change who pays for a hosted model already', () => {
    const supply = {
      kind: 'api',
      provider: stated('openai'),
      model: stated('gpt-4o-mini'),
    } as const;
    expect(waysOf({ supply }).all).toEqual([]);
  });
});
