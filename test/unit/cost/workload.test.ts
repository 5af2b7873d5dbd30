import { describe, expect, it } from 'vitest';
import { weeklyPeak } from '../../../src/core/cost/demand.ts';
import { plannedCapacity, pricedWorkload } from '../../../src/core/cost/workload.ts';
import type { OperatingPoint, PerformanceEstimate } from '../../../src/core/model/performance.ts';
import { llama8b } from '../../support/performanceFacts.ts';
import { assume, deployment, stated } from '../../support/costDeployments.ts';

const point = (requestsPerSecond: number): OperatingPoint => ({
  concurrency: 1,
  requestsPerSecond,
  outputTokensPerSecond: 1,
  totalTokensPerSecond: 1,
  ttftMs: 1,
  tpotMs: 1,
});
const able = (capacity: number, saturated: number): PerformanceEstimate => ({
  saturated: point(saturated),
  capacity: point(capacity),
  limit: 'target-utilization',
  maxConcurrency: 1,
  prefillShare: 0.5,
  work: { unit: 'tokens', perRequest: 1250 },
  confidence: 'fitted',
  band: { low: 1, high: 1 },
});
const four = deployment({ replicas: { min: stated(4), max: null, autoscaler: null } });
const rate = (
  yaml: string,
  model: typeof llama8b | null,
  performance: PerformanceEstimate | null,
) => {
  const assumptions = assume(four, yaml);
  const { latencyClass } = assumptions.workload;
  const capacity =
    performance === null
      ? null
      : { planned: plannedCapacity(performance, latencyClass.value), target: null };
  return pricedWorkload(four, assumptions, model, capacity).requestsPerSecond;
};

describe('pricedWorkload', () => {
  it('takes the rate somebody stated', () => {
    expect(rate('workload: {requestsPerSecond: 7}', llama8b, able(3, 4)).value).toBe(7);
  });

  it('takes the deployment to be sized for its busiest hour where nobody states a rate', () => {
    const { value, origin } = rate('workload: {shape: spiky}', llama8b, able(30, 40));
    expect(value * weeklyPeak(assume(four, 'workload: {shape: spiky}').workload)).toBeCloseTo(
      4 * 30,
    );
    expect(origin).toMatchObject({ kind: 'default', name: 'requestsPerSecond' });
  });

  it('does not invent hundreds of requests a second for a small encoder', () => {
    const encoder = { ...llama8b, modality: 'embedding' };
    expect(rate('', encoder, able(300, 400)).value).toBe(10);
    expect(rate('workload: {shape: steady}', encoder, able(1, 2)).value).toBe(4);
  });

  it('plans with the usual utilization where the objective holds at no rate', () => {
    expect(rate('workload: {shape: steady}', llama8b, able(0, 4)).value).toBeCloseTo(4 * 3);
  });

  it('takes a token rate for the smaller components where the speed is not known', () => {
    expect(rate('', null, null)).toMatchObject({ value: 1, origin: { kind: 'default' } });
  });
});
