import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../src/core/model/deployment.ts';
import type { CostEstimate } from '../../src/core/model/estimate.ts';
import { componentDefaults } from '../../src/core/assumptions/componentDefaults.ts';
import { anyAssumptions, anyDeployment } from '../support/anyCost.ts';
import { priced, stated } from '../support/costDeployments.ts';

/** Every number in a value, with the path to it. */
function* numbers(value: unknown, path = ''): Generator<readonly [string, number]> {
  if (typeof value === 'number') yield [path, value];
  else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) yield* numbers(child, `${path}.${key}`);
  }
}

const check = (property: (of: Deployment, yaml: string) => void): void => {
  fc.assert(fc.property(anyDeployment, anyAssumptions, property), { numRuns: 300 });
};

/** The same but for the order in which floating-point numbers were added. */
function expectSame(actual: number, wanted: number): void {
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(1e-9 * Math.abs(wanted));
}

describe('any cost estimate', () => {
  it('is the sum of its components, at least, on average and at most', () => {
    check((of, yaml) => {
      const { components, monthly, byCategory } = priced(of, yaml);
      for (const bound of ['min', 'expected', 'max'] as const) {
        const sum = components.reduce((total, one) => total + (one.monthly?.[bound] ?? 0), 0);
        expectSame(monthly?.[bound] ?? 0, sum);
      }
      const categories = Object.values(byCategory).reduce((total, one) => total + one, 0);
      expectSame(monthly?.expected ?? 0, categories);
    });
  });

  it('holds no number that is none, no negative cost, and no range out of order', () => {
    check((of, yaml) => {
      const estimate = priced(of, yaml);
      const { components, monthly, wholeNodeMonthly, replicas, unit, utilization } = estimate;
      const { coldStart, autoscaling } = estimate;
      const figures = { components, monthly, wholeNodeMonthly, unit, coldStart, autoscaling };
      for (const [path, value] of numbers(figures)) {
        expect(Number.isFinite(value), path).toBe(true);
        expect(value, path).toBeGreaterThanOrEqual(0);
      }
      if (utilization !== null) expect(utilization).toBeGreaterThanOrEqual(0);
      for (const range of [monthly, wholeNodeMonthly, replicas]) {
        if (range === null) continue;
        expect(range.min).toBeLessThanOrEqual(range.expected * (1 + 1e-9));
        expect(range.expected).toBeLessThanOrEqual(range.max * (1 + 1e-9));
      }
    });
  });

  it('never shows the unknown as nothing', () => {
    check((of, yaml) => {
      const estimate = priced(of, yaml);
      const open = estimate.components.filter(({ monthly }) => monthly === null);
      expect(estimate.lowerBound).toBe(estimate.missing.length > 0);
      if (open.length > 0) expect(estimate.lowerBound).toBe(true);
      const counted = estimate.missing.filter((phrase) => !phrase.startsWith('how many '));
      expect(counted.length > 0).toBe(open.length > 0);
      const compute = estimate.components.find(({ category }) => category === 'compute');
      // What is paid by use costs nothing where nothing is used.
      const byUse = of.supply.kind === 'api' || of.supply.kind === 'serverless';
      const units = of.supply.kind === 'units' ? of.supply.count.value : 1;
      const runs = estimate.replicas.min > 0 && !byUse && units > 0;
      if (compute?.monthly && runs) expect(compute.monthly.min).toBeGreaterThan(0);
    });
  });

  it('is the same every time', () => {
    check((of, yaml) => {
      expect(JSON.stringify(priced(of, yaml))).toBe(JSON.stringify(priced(of, yaml)));
    });
  });

  it('never gets cheaper with more replicas', () => {
    const month = (of: Deployment, min: number, yaml: string): CostEstimate['monthly'] =>
      priced({ ...of, replicas: { min: stated(min), max: null, autoscaler: null } }, yaml).monthly;
    check((of, yaml) => {
      const min = of.replicas.min.value;
      const fewer = month(of, min, yaml);
      const more = month(of, min + 1, yaml);
      if (fewer === null || more === null) return;
      expect(more.expected).toBeGreaterThanOrEqual(fewer.expected * (1 - 1e-9));
    });
  });

  it('never gets cheaper at most with a higher maximum', () => {
    const most = (of: Deployment, more: number, yaml: string): number | undefined => {
      const { min, autoscaler } = of.replicas;
      const replicas = { min, max: stated(min.value + more), autoscaler };
      return priced({ ...of, replicas }, yaml).monthly?.max;
    };
    check((of, yaml) => {
      const lower = most(of, 2, yaml);
      const higher = most(of, 5, yaml);
      if (lower === undefined || higher === undefined) return;
      expect(higher).toBeGreaterThanOrEqual(lower * (1 - 1e-9));
    });
  });

  it('runs no fewer replica-hours for more requests on the same hardware', () => {
    const hours = (of: Deployment, rate: number): number | undefined =>
      priced(of, `workload: { requestsPerSecond: ${rate} }`).autoscaling?.replicaHours.expected;
    const rates = fc.double({ min: 0, max: 500, noNaN: true });
    fc.assert(
      fc.property(anyDeployment, rates, rates, (of, one, other) => {
        if (of.accelerator?.product === null) return;
        const fewer = hours(of, Math.min(one, other));
        const more = hours(of, Math.max(one, other));
        if (fewer === undefined || more === undefined) return;
        expect(more).toBeGreaterThanOrEqual(fewer * (1 - 1e-9));
      }),
      { numRuns: 200 },
    );
  });

  it('pays at least as much for whole nodes as for shares of them', () => {
    check((of, yaml) => {
      const { monthly, wholeNodeMonthly } = priced(of, yaml);
      if (monthly === null || wholeNodeMonthly === null) return;
      expect(wholeNodeMonthly.expected).toBeGreaterThanOrEqual(monthly.expected * (1 - 1e-9));
      expect(wholeNodeMonthly.max).toBeGreaterThanOrEqual(monthly.max * (1 - 1e-9));
    });
  });

  it('never rises when a component is switched off', () => {
    // A CDN takes traffic off the egress; without it that leaves at the egress price, which can be more.
    const names = Object.keys(componentDefaults).filter((name) => name !== 'cdn');
    fc.assert(
      fc.property(anyDeployment, anyAssumptions, fc.constantFrom(...names), (of, yaml, name) => {
        const file = JSON.parse(yaml) as { components: Record<string, object> };
        const off = { ...file, components: { ...file.components, [name]: { enabled: false } } };
        const before = priced(of, yaml).monthly;
        const after = priced(of, JSON.stringify(off)).monthly;
        for (const bound of ['min', 'expected', 'max'] as const) {
          expect(after?.[bound] ?? 0).toBeLessThanOrEqual((before?.[bound] ?? 0) * (1 + 1e-9));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of a commitment that covers nothing is that on demand', () => {
    check((of, yaml) => {
      const file = JSON.parse(yaml) as object;
      const placement = { ...of.placement, purchase: null };
      const bought = (purchase: string) =>
        priced(
          { ...of, placement },
          JSON.stringify({ ...file, purchase, commitment: { coverage: 0 } }),
        ).monthly?.expected ?? null;
      const onDemand = bought('on-demand');
      const committed = bought('reserved-1y');
      if (onDemand === null) expect(committed).toBeNull();
      else expectSame(committed ?? NaN, onDemand);
    });
  });
});
