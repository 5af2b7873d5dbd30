/** Values at the ends of hours, by time in seconds since 1970. */
export type Hourly = ReadonlyMap<number, number>;

const hour = 3600;

/** How demand moved over the time range. */
export interface Course {
  /** Mean over the hours of which something is known. */
  readonly mean: number;
  /** 168 means from Monday 00:00 UTC, or 24 by hour of the day; null where the range does not cover a day. */
  readonly series: readonly number[] | null;
}

/** `hours` are the ends of the hours of which something is known; where they have no value there were no requests. */
export function courseOf(rates: Hourly, hours: readonly number[]): Course {
  const values = hours.map((time) => [time, rates.get(time) ?? 0] as const);
  const mean = values.reduce((sum, [, value]) => sum + value, 0) / Math.max(1, values.length);
  const week = folded(values, 168);
  return { mean, series: mean > 0 ? (week ?? folded(values, 24)) : null };
}

/** Means by hour of the week or day; null where one of them is not known. */
function folded(
  values: readonly (readonly [number, number])[],
  length: 24 | 168,
): readonly number[] | null {
  const sums = new Array<number>(length).fill(0);
  const counts = new Array<number>(length).fill(0);
  for (const [end, value] of values) {
    const index = hourOfWeek(end - hour) % length;
    sums[index] = (sums[index] ?? 0) + value;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.includes(0) ? null : sums.map((sum, index) => sum / (counts[index] ?? 1));
}

/** Hours from Monday 00:00 UTC; 1970 began on a Thursday. */
function hourOfWeek(seconds: number): number {
  const hours = Math.floor(seconds / hour);
  return (((hours + 3 * 24) % 168) + 168) % 168;
}

/** Requests in five minutes from which on their highest number is no chance alone. */
const enough = 100;

/**
 * The busiest five minutes of an hour over its mean, weighted by requests: null where no hour has so many that it means
 * anything. 1–12.
 */
export function peakFactorOf(rates: Hourly, peaks: Hourly): number | null {
  let weighted = 0;
  let weight = 0;
  for (const [time, rate] of rates) {
    const peak = peaks.get(time);
    if (peak === undefined || rate * 300 < enough) continue;
    weighted += Math.min(12, Math.max(1, peak / rate)) * rate;
    weight += rate;
  }
  return weight === 0 ? null : weighted / weight;
}

/**
 * The value below which a share of what was counted lies, from cumulative buckets by their upper bound, as
 * `histogram_quantile` has it: evenly spread within a bucket. Null where it lies beyond the last bound.
 */
export function quantileOf(buckets: ReadonlyMap<string, number>, share: number): number | null {
  const sorted = [...buckets]
    .map(([bound, count]) => [bound === '+Inf' ? Infinity : Number(bound), count] as const)
    .filter(([bound]) => !Number.isNaN(bound))
    .sort(([a], [b]) => a - b);
  const total = sorted.at(-1)?.[1] ?? 0;
  if (sorted.at(-1)?.[0] !== Infinity || !(total > 0)) return null;
  let [lower, below] = [0, 0];
  for (const [bound, count] of sorted) {
    if (count >= share * total) {
      if (bound === Infinity) return null;
      return count === below
        ? bound
        : lower + ((bound - lower) * (share * total - below)) / (count - below);
    }
    [lower, below] = [bound, Math.max(below, count)];
  }
  return null;
}

/** Requests in flight on a replica, the mean over tokens; null where nothing was made or in flight. */
export function concurrencyOf(tokens: Hourly, running: Hourly, replicas: Hourly): number | null {
  let weighted = 0;
  let weight = 0;
  for (const [time, made] of tokens) {
    const inFlight = running.get(time);
    const servers = replicas.get(time) ?? 0;
    if (inFlight === undefined || servers <= 0 || !(made > 0)) continue;
    weighted += (inFlight / servers) * made;
    weight += made;
  }
  return weight > 0 && weighted > 0 ? weighted / weight : null;
}
