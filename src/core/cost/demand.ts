import type { Workload } from '../model/workload.ts';

export const hoursPerWeek = 168;

/** How demand moves: the part of a workload that is not its mean rate. */
export type DemandCourse = Pick<Workload, 'shape' | 'series' | 'peakFactor'>;

/**
 * How the rate of each hour of a week (Monday 00:00 first) compares to the mean; the 168 factors have mean 1. All but
 * `measured` are stylised shapes, not measurements:
 *
 * - `steady`: the same rate all week.
 * - `business-hours`: full from 9 to 18 on weekdays, 40% in the two hours before and after, 5% otherwise.
 * - `diurnal`: a sine over the day between 40% and 160% with its peak at 16:00, weekends at 80%.
 * - `spiky`: an even rate, and two hours a day (10:00 and 15:00) at five times that rate.
 * - `measured`: the series, 24 numbers for every day or 168 for the week, over its own mean.
 */
export function weeklyFactors({
  shape,
  series,
}: Pick<DemandCourse, 'shape' | 'series'>): readonly number[] {
  if (shape.value !== 'measured') return stylised[shape.value];
  return series === null ? stylised.steady : measured(series.value);
}

/** Busiest moments of the week over its mean. */
export function weeklyPeak(course: DemandCourse): number {
  return Math.max(...weeklyFactors(course)) * Math.max(1, course.peakFactor.value);
}

/** Busiest day of the week over its mean: what counts where a queue spreads the work of each day over that day. */
export function dailyPeak(course: DemandCourse): number {
  const factors = weeklyFactors(course);
  const days = factors.filter((_, hour) => hour % 24 === 0);
  return Math.max(...days.map((_, day) => mean(factors.slice(day * 24, day * 24 + 24))));
}

const stylised = {
  steady: normalised(() => 1),
  'business-hours': normalised((day, hour) => {
    if (day >= 5) return 0.05;
    if (hour >= 9 && hour < 18) return 1;
    return (hour >= 7 && hour < 9) || (hour >= 18 && hour < 20) ? 0.4 : 0.05;
  }),
  diurnal: normalised(
    (day, hour) => (1 + 0.6 * Math.cos(((hour - 16) / 24) * 2 * Math.PI)) * (day >= 5 ? 0.8 : 1),
  ),
  spiky: normalised((_day, hour) => (hour === 10 || hour === 15 ? 5 : 1)),
} as const;

/** A series repeats until the week is full; one that sums to nothing says nothing and counts as steady. */
function measured(series: readonly number[]): readonly number[] {
  return normalised((day, hour) => series[(day * 24 + hour) % series.length] ?? 0);
}

function normalised(weight: (day: number, hour: number) => number): readonly number[] {
  const weights = Array.from({ length: hoursPerWeek }, (_, index) =>
    weight(Math.floor(index / 24), index % 24),
  );
  const whole = mean(weights);
  return whole > 0 && Number.isFinite(whole)
    ? weights.map((value) => value / whole)
    : weights.map(() => 1);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
