import type { CostComponent } from '../model/estimate.ts';
import { dayOf, numberOf } from '../text/days.ts';

/** The first day that lies so many days before another one, `YYYY-MM-DD`. */
export function daysBefore(day: string, days: number): string {
  return dayOf(numberOf(day) - days);
}

/**
 * Last day on which a price that is dated so may have been true: `2026-07` may be the 31st. Null for what is not dated.
 */
function lastDayOf(asOf: string): string | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(asOf)) return asOf;
  const [, year, month] = /^(\d{4})-(\d{2})$/.exec(asOf) ?? [];
  if (month === '12') return `${asOf}-31`;
  if (month !== undefined) {
    return daysBefore(`${year ?? ''}-${String(Number(month) + 1).padStart(2, '0')}-01`, 1);
  }
  return /^\d{4}$/.test(asOf) ? `${asOf}-12-31` : null;
}

/** The oldest dated list price that a line of the bill rests on; null where it rests on none. */
export function oldestPrice({ inputs }: Pick<CostComponent, 'inputs'>): string | null {
  let oldest: string | null = null;
  for (const { origin, unit } of inputs) {
    if (origin.kind !== 'catalog' || !unit.startsWith('USD')) continue;
    const day = lastDayOf(origin.asOf);
    if (day !== null && (oldest === null || day < oldest)) oldest = day;
  }
  return oldest;
}
