import { describe, expect, it } from 'vitest';
import { planReplicas } from '../../../src/core/cost/replicas.ts';
import type { Deployment } from '../../../src/core/model/deployment.ts';
import { deployment, scaled, stated } from '../../support/costDeployments.ts';
import { hours, weekOf } from '../../support/weeks.ts';

const between = (min: number, max: number | null): Deployment =>
  deployment({ replicas: scaled(min, max) });
const plan = (of: Deployment, rate: number | readonly number[], capacity = 1) =>
  planReplicas(
    of,
    weekOf(rate, { target: capacity, capacity, inTime: capacity, saturated: capacity }),
    null,
    0,
  );

describe('planReplicas', () => {
  it('keeps a fixed number whatever comes', () => {
    const of = deployment({ replicas: { min: stated(3), max: null, autoscaler: null } });
    expect(plan(of, 100).range).toEqual({ min: 3, expected: 3, max: 3 });
  });

  it('runs as many as demand needs, between minimum and maximum', () => {
    expect(plan(between(1, 10), 4.5).range.expected).toBe(5);
    expect(plan(between(2, 10), 0.1).range.expected).toBe(2);
    expect(plan(between(1, 10), 99).range.expected).toBe(10);
  });

  it('brings no replica for a rate that exactly fills the others', () => {
    expect(plan(between(1, 10), 0.3, 0.1).range.expected).toBe(3);
  });

  it('averages over the hours of the week', () => {
    const { range, hourly } = plan(
      between(1, 20),
      hours((hour) => (hour % 24 < 12 ? 2 : 6)),
    );
    expect(hourly).toHaveLength(168);
    expect(range.expected).toBeGreaterThan(4);
    expect(range.expected).toBeLessThan(4.3);
  });

  it('sleeps between rare requests when it may scale to zero', () => {
    const rare = plan(between(0, 5), 1 / 3600).range;
    expect(rare.min).toBe(0);
    expect(rare.expected).toBeCloseTo(1 - Math.exp(-300 / 3600), 6);
    expect(plan(between(0, 5), 0).range.expected).toBe(0);
    expect(plan(between(0, 5), 0.5).range.expected).toBeCloseTo(1, 6);
  });

  it('says so when the autoscaler has no upper limit', () => {
    const open = plan(between(1, null), 7.5);
    expect(open.range.max).toBe(8);
    expect(open.remark).toContain('no upper limit');
    expect(plan(between(1, 5), 7.5).remark).toBeNull();
  });

  it('expects the minimum when the capacity is not known', () => {
    const unknown = planReplicas(between(2, 9), null, null, 0);
    expect(unknown.range).toEqual({ min: 2, expected: 2, max: 9 });
    expect(unknown.week).toBeNull();
  });

  it('prefers a measured average, within the limits', () => {
    const measured = (count: number) => planReplicas(between(1, 9), weekOf(2), stated(count), 0);
    expect(measured(4.2).range.expected).toBe(4.2);
    expect(measured(4.2).hourly).toBeNull();
    expect(measured(20).range.expected).toBe(9);
  });

  it('runs at the maximum when a replica can serve nothing', () => {
    expect(plan(between(1, 9), 2, 0).range.expected).toBe(9);
    expect(plan(between(1, null), 2, 0).range.expected).toBe(1);
  });
});
