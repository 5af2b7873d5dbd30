import { describe, expect, it } from 'vitest';
import { estimateCost } from '../../../src/core/cost/estimateCost.ts';
import { scalingPolicies } from '../../../src/core/insight/scalingPolicies.ts';
import { assume, deployment, gpus, scaled, stated } from '../../support/costDeployments.ts';
import { testEnvironment } from '../../support/environment.ts';

const environment = testEnvironment();

function compare(of: Parameters<typeof deployment>[0], yaml: string) {
  const made = deployment({ accelerator: gpus('L4'), ...of });
  const assumptions = assume(made, yaml, environment);
  const estimate = estimateCost(made, assumptions, environment);
  return { estimate, outcomes: scalingPolicies(made, assumptions, environment, estimate) };
}

describe('scaling policies', () => {
  const yaml = 'workload: { requestsPerSecond: 12, shape: business-hours }';
  const { outcomes } = compare({}, yaml);
  const month = outcomes.map(({ monthly }) => monthly ?? 0);
  const missed = outcomes.map(({ missedShare }) => missedShare ?? 0);

  it('go from replicas that are always there to replicas that hardly are', () => {
    expect(outcomes.map(({ policy }) => policy)).toEqual([
      'none',
      'conservative',
      'balanced',
      'aggressive',
    ]);
    expect(outcomes[0]?.replicas.min).toBe(outcomes[0]?.replicas.max);
    expect(outcomes[0]?.coldStartsPerMonth).toBe(0);
  });

  it('cost less and make more requests late the bolder they are', () => {
    expect(month).toEqual(month.toSorted((a, b) => b - a));
    expect(missed[0]).toBe(0);
    expect(missed[3]).toBeGreaterThan(missed[1] ?? 1);
  });

  it('waste less of what they pay', () => {
    const idle = outcomes.map(({ idleMonthly }) => idleMonthly ?? 0);
    expect(idle[0]).toBeGreaterThan(idle[3] ?? Infinity);
    for (const [index, value] of idle.entries()) expect(value).toBeLessThan(month[index] ?? 0);
  });

  it('are measured against the demand that is priced, whatever the config runs', () => {
    const other = compare({ replicas: scaled(1, 40) }, yaml);
    expect(other.outcomes.map(({ monthly }) => monthly)).toEqual(month);
  });

  it('are not compared where the speed is not known', () => {
    const unknown = compare({ model: { id: stated('acme/private'), location: null } }, yaml);
    expect(unknown.outcomes).toEqual([]);
  });
});
