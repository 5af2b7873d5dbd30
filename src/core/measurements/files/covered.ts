import { secondsOf } from '../../text/days.ts';

/** A step of a bill: its window, and until when something in it cost. ISO times. */
export interface BilledStep {
  readonly window: { readonly start: string; readonly end: string };
  readonly end?: string | null | undefined;
}

/** The time that bills are of, in seconds since 1970, and how many seconds of it they cover. */
export interface Covered {
  readonly from: number;
  readonly to: number;
  readonly seconds: number;
}

/**
 * The time that steps cover together, each window once. The last window may end after the bill was asked for, as `7d` does,
 * which goes to the end of the day: it counts until the last cost in it. Null where no window is known.
 */
export function coveredBy(steps: readonly BilledStep[]): Covered | null {
  const windows = new Map<number, { readonly to: number; readonly last: number }>();
  for (const { window, end } of steps) {
    const [from, to] = [secondsOf(window.start), secondsOf(window.end)];
    if (from === null || to === null || to <= from) continue;
    const costs = Math.min(to, secondsOf(end ?? '') ?? to);
    const last = Math.max(windows.get(from)?.last ?? from, costs);
    windows.set(from, { to: Math.max(windows.get(from)?.to ?? to, to), last });
  }
  const sorted = [...windows].sort(([a], [b]) => a - b);
  const final = sorted.at(-1);
  if (final === undefined) return null;
  const [start, { last }] = final;
  if (last <= start) return null;
  const seconds = sorted.slice(0, -1).reduce((sum, [from, { to }]) => sum + to - from, 0);
  return { from: sorted[0]?.[0] ?? start, to: last, seconds: seconds + last - start };
}
