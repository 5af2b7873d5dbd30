import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScalingPolicy } from '../../src/core/cost/autoscaling/desired.ts';
import { simulateWeek, type WeekDemand } from '../../src/core/cost/autoscaling/week.ts';
import { weeklyFactors } from '../../src/core/cost/demand.ts';
import { assume, deployment } from '../support/costDeployments.ts';

const rates = fc.oneof(
  fc
    .double({ min: 0, max: 200, noNaN: true })
    .map((rate) => Array.from({ length: 168 }, () => rate)),
  fc
    .array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 200, noNaN: true })), {
      minLength: 24,
      maxLength: 24,
    })
    .map((day) => Array.from({ length: 168 }, (_, hour) => day[hour % 24] ?? 0)),
  fc.array(fc.double({ min: 0, max: 1e-3, noNaN: true }), { minLength: 168, maxLength: 168 }),
);

const demands: fc.Arbitrary<WeekDemand> = fc
  .record({
    hourly: rates,
    peak: fc.oneof(fc.constant(1), fc.double({ min: 1, max: 12, noNaN: true })),
    limit: fc.oneof(fc.constant(Infinity), fc.double({ min: 0.1, max: 100, noNaN: true })),
    patience: fc.constantFrom(0, 60, 86_400),
    target: fc.double({ min: 0.01, max: 20, noNaN: true }),
    tolerant: fc.boolean(),
    capacity: fc.double({ min: 0.01, max: 1, noNaN: true }),
    inTime: fc.oneof(fc.constant(Infinity), fc.double({ min: 0, max: 1, noNaN: true })),
    percentile: fc.double({ min: 0.5, max: 1, noNaN: true }),
    saturated: fc.double({ min: 0.01, max: 30, noNaN: true }),
  })
  .map((of) => ({
    ...of,
    target: Math.min(of.target, of.saturated),
    capacity: of.capacity * of.saturated,
    inTime: of.inTime * of.saturated,
  }));

const seconds = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20_000 }));
const policies: fc.Arbitrary<ScalingPolicy> = fc
  .record({
    min: fc.integer({ min: 0, max: 5 }),
    more: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constant(Infinity)),
    upDelay: seconds,
    downDelay: seconds,
    coolDown: seconds,
    tolerance: fc.double({ min: 0, max: 0.5, noNaN: true }),
    coldStart: seconds,
  })
  .map(({ more, ...of }) => ({ ...of, max: of.min + more }));

const check = (property: (demand: WeekDemand, policy: ScalingPolicy) => void): void => {
  fc.assert(fc.property(demands, policies, property), { numRuns: 300 });
};
const slack = (value: number): number => 1e-6 * Math.max(1, Math.abs(value));

describe('a simulated week', () => {
  it('loses no request and invents none', () => {
    check((demand, policy) => {
      const { offered, served, refused, dropped } = simulateWeek(demand, policy);
      const wanted = demand.hourly.reduce((sum, rate) => sum + rate * 3600, 0);
      expect(Math.abs(offered - wanted)).toBeLessThanOrEqual(slack(wanted));
      expect(Math.abs(served + refused + dropped - offered)).toBeLessThanOrEqual(slack(offered));
    });
  });

  it('holds finite, non-negative numbers within their bounds', () => {
    check((demand, policy) => {
      const week = simulateWeek(demand, policy);
      const { hourly, needed, ...totals } = week;
      const all = [...hourly, ...needed, ...Object.values(totals)];
      expect(all.filter((value) => !(Number.isFinite(value) && value >= 0))).toEqual([]);
      const replicas = [...hourly, week.replicas];
      expect(Math.min(...replicas)).toBeGreaterThanOrEqual(policy.min - 1e-9);
      expect(Math.max(...replicas)).toBeLessThanOrEqual(policy.max + 1e-9);
      expect(week.waiting + week.late).toBeLessThanOrEqual(week.served + slack(week.served));
      expect(week.idleShare).toBeLessThanOrEqual(1);
      if (policy.min > 0) expect(week.waiting).toBe(0);
    });
  });

  it('counts as idle, hour by hour, what is paid and not needed', () => {
    check((demand, policy) => {
      const { hourly, needed, replicas, idleShare } = simulateWeek(demand, policy);
      needed.forEach((count, hour) => {
        expect(count).toBeLessThanOrEqual((hourly[hour] ?? 0) * (1 + 1e-9));
      });
      const mean = needed.reduce((sum, count) => sum + count, 0) / needed.length;
      expect(Math.abs(mean - replicas * (1 - idleShare))).toBeLessThanOrEqual(slack(replicas));
    });
  });

  it('needs no fewer replica-hours for more requests', () => {
    fc.assert(
      fc.property(
        demands,
        policies,
        fc.double({ min: 1, max: 3, noNaN: true }),
        (demand, policy, factor) => {
          const more = { ...demand, hourly: demand.hourly.map((rate) => rate * factor) };
          const fewer = simulateWeek(demand, policy).replicas;
          expect(simulateWeek(more, policy).replicas).toBeGreaterThanOrEqual(fewer - slack(fewer));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('runs no fewer replicas under a higher minimum or maximum', () => {
    check((demand, policy) => {
      const { replicas } = simulateWeek(demand, policy);
      const higher = { ...policy, max: policy.max + 3 };
      expect(simulateWeek(demand, higher).replicas).toBeGreaterThanOrEqual(
        replicas - slack(replicas),
      );
      if (policy.min >= policy.max) return;
      const raised = simulateWeek(demand, { ...policy, min: policy.min + 1 });
      expect(raised.replicas).toBeGreaterThanOrEqual(replicas - slack(replicas));
    });
  });

  it('answers no fewer requests with a faster start', () => {
    check((demand, policy) => {
      const slow = simulateWeek(demand, policy);
      const quick = simulateWeek(demand, { ...policy, coldStart: 0 });
      expect(quick.served).toBeGreaterThanOrEqual(slow.served - slack(slow.served));
      expect(quick.waiting).toBeLessThanOrEqual(slow.waiting + slack(slow.waiting));
    });
  });
});

describe('any measured series', () => {
  it('keeps the mean', () => {
    const values = fc.double({ min: 0, max: 1e6, noNaN: true });
    const series = fc.oneof(
      fc.array(values, { minLength: 24, maxLength: 24 }),
      fc.array(values, { minLength: 168, maxLength: 168 }),
    );
    fc.assert(
      fc.property(series, (numbers) => {
        const yaml = JSON.stringify({ workload: { series: numbers } });
        const factors = weeklyFactors(assume(deployment(), yaml).workload);
        expect(factors).toHaveLength(168);
        const mean = factors.reduce((sum, factor) => sum + factor, 0) / 168;
        expect(Math.abs(mean - 1)).toBeLessThan(1e-9);
      }),
    );
  });
});
