import type { Labels } from '../match.ts';
import type { PrometheusSeries } from './answer.ts';
import type { Hourly } from './course.ts';

/** A group of series by its labels, as one text. */
export function groupKey(labels: Labels): string {
  return JSON.stringify(
    Object.entries(labels)
      .filter(([name]) => name !== 'le' && name !== '__name__')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The values of some groups together, by time. */
export function hourlyOf(series: readonly PrometheusSeries[], keys: ReadonlySet<string>): Hourly {
  const sums = new Map<number, number>();
  for (const { labels, values } of series) {
    if (!keys.has(groupKey(labels))) continue;
    for (const [time, value] of values) sums.set(time, (sums.get(time) ?? 0) + value);
  }
  return sums;
}

/** What some groups come to over all parts; null where none of them was seen. */
export function totalOf(
  series: readonly PrometheusSeries[],
  keys: ReadonlySet<string>,
): number | null {
  let sum: number | null = null;
  for (const { labels, values } of series) {
    if (!keys.has(groupKey(labels))) continue;
    for (const [, value] of values) sum = (sum ?? 0) + value;
  }
  return sum;
}

/** Counts of some groups by the upper bound of their buckets. */
export function bucketsOf(
  series: readonly PrometheusSeries[],
  keys: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { labels, values } of series) {
    const { le } = labels;
    if (le === undefined || !keys.has(groupKey(labels))) continue;
    // Versions of a client write 1 and 1.0.
    const bound = Number.isFinite(Number(le)) ? String(Number(le)) : le;
    for (const [, value] of values) counts.set(bound, (counts.get(bound) ?? 0) + value);
  }
  return counts;
}
