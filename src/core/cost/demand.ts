import type { DemandShape } from '../model/workload.ts';

export const hoursPerWeek = 168;

/**
 * How the rate of each hour of a week (Monday 00:00 first) compares to the mean; the 168 factors have mean 1. These are
 * stylised shapes, not measurements:
 *
 * - `steady`: the same rate all week.
 * - `business-hours`: full from 9 to 18 on weekdays, 40% in the two hours before and after, 5% otherwise.
 * - `diurnal`: a sine over the day between 40% and 160% with its peak at 16:00, weekends at 80%.
 * - `spiky`: an even rate, and two hours a day (10:00 and 15:00) at five times that rate.
 */
export function weeklyFactors(shape: DemandShape): readonly number[] {
  return factors[shape];
}

/** Highest factor of a shape: the busiest hour over the mean. */
export function peakFactor(shape: DemandShape): number {
  return peaks[shape];
}

const factors: Readonly<Record<DemandShape, readonly number[]>> = {
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
};

const peaks: Readonly<Record<DemandShape, number>> = {
  steady: Math.max(...factors.steady),
  'business-hours': Math.max(...factors['business-hours']),
  diurnal: Math.max(...factors.diurnal),
  spiky: Math.max(...factors.spiky),
};

function normalised(weight: (day: number, hour: number) => number): readonly number[] {
  const weights = Array.from({ length: hoursPerWeek }, (_, index) =>
    weight(Math.floor(index / 24), index % 24),
  );
  const mean = weights.reduce((sum, value) => sum + value, 0) / hoursPerWeek;
  return weights.map((value) => value / mean);
}
