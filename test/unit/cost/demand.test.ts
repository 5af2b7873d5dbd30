import { describe, expect, it } from 'vitest';
import { dailyPeak, weeklyFactors, weeklyPeak } from '../../../src/core/cost/demand.ts';
import { assume, deployment } from '../../support/costDeployments.ts';

const course = (yaml: string) => assume(deployment(), `workload: {${yaml}}`).workload;
const shapes = ['steady', 'business-hours', 'diurnal', 'spiky'] as const;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('weekly demand', () => {
  it.each(shapes)('%s has 168 hours, none negative, around a mean of 1', (shape) => {
    const factors = weeklyFactors(course(`shape: ${shape}`));
    expect(factors).toHaveLength(168);
    expect(mean(factors)).toBeCloseTo(1, 10);
    expect(Math.min(...factors)).toBeGreaterThan(0);
    expect(weeklyPeak(course(`shape: ${shape}`))).toBe(Math.max(...factors));
  });

  it('is highest in office hours on a weekday, and low on a Sunday', () => {
    const factors = weeklyFactors(course('shape: business-hours'));
    expect(factors[11]).toBe(Math.max(...factors));
    expect(factors[6 * 24 + 11]).toBeLessThan(0.3);
  });

  it('takes a measured day for every day, in whatever unit', () => {
    const day = Array.from({ length: 24 }, (_, hour) => (hour < 8 ? 0 : 300));
    const factors = weeklyFactors(course(`series: [${day.join(', ')}]`));
    expect(mean(factors)).toBeCloseTo(1, 10);
    expect(factors[3]).toBe(0);
    expect(factors[8]).toBeCloseTo(1.5, 10);
    expect(factors[6 * 24 + 8]).toBeCloseTo(1.5, 10);
  });

  it('takes a measured week as it is, Monday first', () => {
    const week = Array.from({ length: 168 }, (_, hour) => (hour < 24 ? 2 : 1));
    const factors = weeklyFactors(course(`series: [${week.join(', ')}]`));
    expect((factors[0] ?? 0) / (factors[24] ?? 1)).toBeCloseTo(2, 10);
  });

  it('knows bursts within the hour', () => {
    expect(weeklyPeak(course('shape: steady, peakFactor: 3'))).toBe(3);
  });

  it('knows the busiest day, which is what a queue leaves of the busiest hour', () => {
    const office = course('shape: business-hours');
    expect(dailyPeak(office)).toBeCloseTo(mean(weeklyFactors(office).slice(0, 24)), 10);
    expect(dailyPeak(office)).toBeLessThan(weeklyPeak(office));
    expect(dailyPeak(course('shape: steady'))).toBeCloseTo(1, 10);
  });
});
