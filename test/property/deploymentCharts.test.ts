import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateCost } from '../../src/core/cost/estimateCost.ts';
import { evaluateAll } from '../../src/core/cost/evaluateAll.ts';
import { loadCurve } from '../../src/core/insight/loadCurve.ts';
import type { LoadedPoint } from '../../src/core/model/insight.ts';
import { chartSchema, type Chart } from '../../src/core/report/chart/chartSchema.ts';
import { loadChart } from '../../src/core/report/loadChart.ts';
import { weekChart } from '../../src/core/report/weekChart.ts';
import { checkAny as check, type Looked } from '../support/anyCost.ts';
import { assume, deployment, environment, gpus } from '../support/costDeployments.ts';

/** Deployments of sense, which hold their limits up to somewhere. */
function checkSound(property: (looked: Looked) => void): void {
  const workload = fc.record({
    requestsPerSecond: fc.double({ min: 0.1, max: 20, noNaN: true }),
    inputTokens: fc.integer({ min: 1, max: 4000 }),
    outputTokens: fc.integer({ min: 1, max: 1000 }),
    percentile: fc.constantFrom(50, 90, 95, 99),
    latency: fc.record(
      {
        ttftMs: fc.integer({ min: 100, max: 5000 }),
        tpotMs: fc.integer({ min: 10, max: 200 }),
        e2eMs: fc.integer({ min: 1000, max: 60_000 }),
      },
      { requiredKeys: [] },
    ),
  });
  fc.assert(
    fc.property(workload, fc.constantFrom('L4', 'H100-SXM'), (asked, product) => {
      const { percentile, latency, ...rest } = asked;
      const of = deployment({ accelerator: gpus(product) });
      const assumptions = assume(
        of,
        JSON.stringify({ workload: { ...rest, latency: { ...latency, percentile } } }),
      );
      property({ of, assumptions, estimate: estimateCost(of, assumptions, environment) });
    }),
    { numRuns: 200 },
  );
}

/** Everything that is drawn lies on its axes, and every stop has a cell for each column. */
function expectDrawable(chart: Chart): void {
  expect(chartSchema.parse(chart)).toEqual(chart);
  const inside = (axis: Chart['x'], value: number): boolean =>
    value >= axis.from - slackOf(axis) && value <= axis.to + slackOf(axis);
  for (const { y, series, marks } of chart.panes) {
    expect(y.from).toBeLessThan(y.to);
    for (const point of [...series.flatMap(({ points }) => points), ...marks]) {
      expect(inside(chart.x, point.x)).toBe(true);
      expect(inside(y, point.y)).toBe(true);
    }
  }
  for (const { values, dots } of chart.stops) {
    expect(values).toHaveLength(chart.columns.length - 1);
    for (const { pane, y } of dots) {
      const axis = chart.panes[pane]?.y;
      expect(axis !== undefined && inside(axis, y)).toBe(true);
    }
  }
}

const slackOf = ({ from, to }: Chart['x']): number => (to - from) * 1e-6;

describe('throughput and latency under load, of any deployment', () => {
  it('has the operating point of the estimate on it', () => {
    let seen = 0;
    const isOnIt = ({ of, assumptions, estimate }: Looked): void => {
      const curve = loadCurve(of, assumptions, environment);
      expect(curve === null).toBe(estimate.performance === null);
      if (curve === null) return;
      const { now, points } = curve;
      const { point } = now;
      if (point === null) return;
      seen++;
      expect(points).toContain(point);
      const { phase } = estimate.performance ?? {};
      if (phase !== 'decode') expectNear(point.ttftMs, estimate.ttftMs);
      if (phase !== 'prefill') expectNear(point.tpotMs, estimate.tpotMs);
      const { perReplica } = evaluateAll(of, assumptions, environment).chosen.operation;
      expectNear(now.requestsPerSecond, perReplica);
    };
    check(200, isOnIt);
    checkSound(isOnIt);
    expect(seen).toBeGreaterThan(50);
  });

  it('rises: more at once are served no slower and wait no less', () => {
    check(200, ({ of, assumptions }) => {
      const { points } = loadCurve(of, assumptions, environment) ?? { points: [] };
      points.slice(1).forEach((point, index) => {
        const before = points[index];
        if (before === undefined) return;
        const slack = 1 - 1e-3;
        expect(point.concurrency).toBeGreaterThanOrEqual(before.concurrency);
        expect(point.requestsPerSecond).toBeGreaterThanOrEqual(before.requestsPerSecond * slack);
        expect(point.percentile.e2eMs).toBeGreaterThanOrEqual(before.percentile.e2eMs * slack);
        expect(point.percentile.ttftMs).toBeGreaterThanOrEqual(point.ttftMs * slack);
        expect(point.percentile.tpotMs).toBeGreaterThanOrEqual(point.tpotMs * slack);
      });
    });
  });

  it('keeps the limits up to the capacity, and breaks one right beyond it', () => {
    let seen = 0;
    checkSound(({ of, assumptions, estimate }) => {
      const { performance, workload } = estimate;
      const { capacity, points } = loadCurve(of, assumptions, environment) ?? {};
      if (performance === null || capacity == null || points === undefined) return;
      if (!performance.limit.startsWith('slo-')) return;
      seen++;
      const holds = ({ percentile }: LoadedPoint, slack: number): boolean =>
        percentile.ttftMs <= (workload.ttftMs?.value ?? Infinity) * slack &&
        percentile.tpotMs <= (workload.tpotMs?.value ?? Infinity) * slack &&
        percentile.e2eMs <= (workload.e2eMs?.value ?? Infinity) * slack;
      expect(holds(capacity, 1.01)).toBe(true);
      for (const point of points) {
        if (point.concurrency > capacity.concurrency * 1.05) expect(holds(point, 0.99)).toBe(false);
      }
    });
    expect(seen).toBeGreaterThan(10);
  });

  it('can be drawn', () => {
    check(100, ({ of, assumptions, estimate }) => {
      const curve = loadCurve(of, assumptions, environment);
      if (curve === null || estimate.performance === null) return;
      expectDrawable(loadChart(of.id, curve, estimate.performance, estimate.workload));
    });
  });
});

describe('the week of any deployment', () => {
  it('adds up to the compute of its month', () => {
    let seen = 0;
    check(300, ({ estimate }) => {
      const { autoscaling, components, replicas, hoursPerMonth } = estimate;
      if (autoscaling === null) return;
      const mean = autoscaling.replicas.reduce((sum, count) => sum + count, 0) / 168;
      expectNear(mean, replicas.expected);
      const compute = components.find(({ unit }) => unit === 'instance-hours');
      if (compute?.monthly == null || compute.unitPrice === null || compute.quantity === null)
        return;
      seen++;
      const perReplica = compute.quantity / hoursPerMonth / replicas.expected;
      if (!Number.isFinite(perReplica)) return;
      expectNear(mean * perReplica * hoursPerMonth * compute.unitPrice, compute.monthly.expected);
    });
    expect(seen).toBeGreaterThan(5);
  });

  it('can be drawn', () => {
    check(100, ({ of, estimate }) => {
      if (estimate.autoscaling === null) return;
      const chart = weekChart(of.id, estimate, estimate.autoscaling, environment.currency);
      expectDrawable(chart);
      expect(chart.stops).toHaveLength(168);
    });
  });
});

function expectNear(actual: number, wanted: number | null): void {
  expect(wanted).not.toBeNull();
  expect(Math.abs(actual - (wanted ?? NaN))).toBeLessThanOrEqual(
    1e-3 * Math.abs(wanted ?? NaN) + 1e-9,
  );
}
