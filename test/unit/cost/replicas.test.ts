import { describe, expect, it } from 'vitest';
import { peakFactor, weeklyFactors } from '../../../src/core/cost/demand.ts';
import { planReplicas } from '../../../src/core/cost/replicas.ts';
import type { Deployment } from '../../../src/core/model/deployment.ts';
import { deployment, scaled, stated } from '../../support/costDeployments.ts';

const shapes = ['steady', 'business-hours', 'diurnal', 'spiky'] as const;
const steady = (requestsPerSecond: number, capacity = 1) =>
  ({ requestsPerSecond, capacity, shape: 'steady' }) as const;
const between = (min: number, max: number | null): Deployment =>
  deployment({ replicas: scaled(min, max) });

describe('weekly demand', () => {
  it.each(shapes)('%s has 168 hours, none negative, around a mean of 1', (shape) => {
    const factors = weeklyFactors(shape);
    expect(factors).toHaveLength(168);
    expect(factors.reduce((sum, factor) => sum + factor, 0) / 168).toBeCloseTo(1, 10);
    expect(Math.min(...factors)).toBeGreaterThan(0);
    expect(peakFactor(shape)).toBe(Math.max(...factors));
  });

  it('is highest in office hours on a weekday, and low on a Sunday', () => {
    const factors = weeklyFactors('business-hours');
    expect(factors[11]).toBe(peakFactor('business-hours'));
    expect(factors[6 * 24 + 11]).toBeLessThan(0.3);
  });
});

describe('planReplicas', () => {
  it('keeps a fixed number whatever comes', () => {
    const of = deployment({ replicas: { min: stated(3), max: null, autoscaler: null } });
    expect(planReplicas(of, steady(100), null).range).toEqual({ min: 3, expected: 3, max: 3 });
  });

  it('runs as many as demand needs, between minimum and maximum', () => {
    expect(planReplicas(between(1, 10), steady(4.5), null).range.expected).toBe(5);
    expect(planReplicas(between(2, 10), steady(0.1), null).range.expected).toBe(2);
    expect(planReplicas(between(1, 10), steady(99), null).range.expected).toBe(10);
  });

  it('brings no replica for a rate that exactly fills the others', () => {
    expect(planReplicas(between(1, 10), steady(0.3, 0.1), null).range.expected).toBe(3);
  });

  it('averages over the hours of the week', () => {
    const demand = { requestsPerSecond: 4, capacity: 1, shape: 'diurnal' } as const;
    const { range, hourly } = planReplicas(between(1, 20), demand, null);
    expect(hourly).toHaveLength(168);
    expect(Math.max(...(hourly ?? []))).toBeGreaterThan(range.expected);
    expect(Math.min(...(hourly ?? []))).toBeLessThan(range.expected);
  });

  it('sleeps between rare requests when it may scale to zero', () => {
    const rare = planReplicas(between(0, 5), steady(1 / 3600), null).range;
    expect(rare.min).toBe(0);
    expect(rare.expected).toBeCloseTo(1 - Math.exp(-300 / 3600), 6);
    expect(planReplicas(between(0, 5), steady(0), null).range.expected).toBe(0);
    expect(planReplicas(between(0, 5), steady(0.5), null).range.expected).toBeCloseTo(1, 6);
  });

  it('says so when the autoscaler has no upper limit', () => {
    const plan = planReplicas(between(1, null), steady(7.5), null);
    expect(plan.range.max).toBe(8);
    expect(plan.remark).toContain('no upper limit');
    expect(planReplicas(between(1, 5), steady(7.5), null).remark).toBeNull();
  });

  it('expects the minimum when the capacity is not known', () => {
    expect(planReplicas(between(2, 9), null, null).range).toEqual({ min: 2, expected: 2, max: 9 });
  });

  it('prefers a measured average, within the limits', () => {
    expect(planReplicas(between(1, 9), steady(2), stated(4.2)).range.expected).toBe(4.2);
    expect(planReplicas(between(1, 9), steady(2), stated(20)).range.expected).toBe(9);
  });

  it('runs at the maximum when a replica can serve nothing', () => {
    expect(planReplicas(between(1, 9), steady(2, 0), null).range.expected).toBe(9);
    expect(planReplicas(between(1, null), steady(2, 0), null).range.expected).toBe(1);
  });
});
