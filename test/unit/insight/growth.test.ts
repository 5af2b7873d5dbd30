import { describe, expect, it } from 'vitest';
import { estimateCost } from '../../../src/core/cost/estimateCost.ts';
import { grownMonths } from '../../../src/core/insight/growth.ts';
import { assume, deployment, gpus, scaled } from '../../support/costDeployments.ts';
import { testEnvironment } from '../../support/environment.ts';

const environment = testEnvironment();

function grown(yaml: string, of: Parameters<typeof deployment>[0] = {}) {
  const made = deployment({ accelerator: gpus('L4'), replicas: scaled(1, 40), ...of });
  const assumptions = assume(made, yaml, environment);
  const estimate = estimateCost(made, assumptions, environment);
  return { estimate, months: grownMonths(made, assumptions, environment, estimate, 12) };
}

const rates = (months: ReturnType<typeof grown>['months']): number[] =>
  months.map(({ workload }) => workload.requestsPerSecond.value);

describe('the months to come', () => {
  it('begin with the month that is estimated, and ask for more by the stated share', () => {
    const { estimate, months } = grown('workload: { requestsPerSecond: 4, growthPerMonth: 0.1 }');
    expect(months).toHaveLength(12);
    expect(months[0]).toBe(estimate);
    for (const [month, rate] of rates(months).entries()) expect(rate).toBeCloseTo(4 * 1.1 ** month);
    const cost = months.map(({ monthly }) => monthly?.expected ?? 0);
    expect(cost).toEqual(cost.toSorted((a, b) => a - b));
    expect(cost[11]).toBeGreaterThan(1.5 * (cost[0] ?? 0));
  });

  it('cost what the config would if somebody stated the grown rate', () => {
    const { months } = grown('workload: { requestsPerSecond: 4, growthPerMonth: 0.25 }');
    const later = grown(`workload: { requestsPerSecond: ${4 * 1.25 ** 6} }`);
    expect(months[6]?.monthly?.expected).toBeCloseTo(later.estimate.monthly?.expected ?? NaN, 6);
    expect(months[6]?.replicas).toEqual(later.estimate.replicas);
    expect(months[6]?.unit.perMillionTokens).toBeCloseTo(
      later.estimate.unit.perMillionTokens ?? NaN,
      6,
    );
  });

  it('shrink where traffic does', () => {
    const { months } = grown('workload: { requestsPerSecond: 20, growthPerMonth: -0.2 }');
    expect(months[11]?.monthly?.expected).toBeLessThan(months[0]?.monthly?.expected ?? 0);
  });

  it('are alike where no growth is stated', () => {
    const { estimate, months } = grown('workload: { requestsPerSecond: 4 }');
    expect(new Set(months)).toEqual(new Set([estimate]));
  });

  it('grow from the rate that the replicas are sized for where none is stated, which stays a default', () => {
    const { estimate, months } = grown('workload: { growthPerMonth: 0.1 }');
    const { value } = estimate.workload.requestsPerSecond;
    for (const [month, rate] of rates(months).entries()) {
      expect(rate).toBeCloseTo(value * 1.1 ** month);
    }
    for (const { workload } of months) {
      expect(workload.requestsPerSecond.origin.kind).toBe('default');
    }
  });
});
