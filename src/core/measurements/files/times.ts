import { secondsOf, timeText } from '../../text/days.ts';

/** Begin and end, as the assumptions file has them. */
export interface TimeRange {
  readonly from: string;
  readonly to: string;
}

type Time = string | number | null | undefined;

/** From ISO times or seconds since 1970; the other one's where one is not known, null where neither is. */
export function timeRange(from: Time, to: Time): TimeRange | null {
  const begin = textOf(from);
  const end = textOf(to);
  const [first, last] = [begin ?? end, end ?? begin];
  return first === null || last === null ? null : { from: first, to: last };
}

function textOf(time: Time): string | null {
  if (time == null) return null;
  const seconds = typeof time === 'number' ? time : secondsOf(time);
  return seconds === null || !Number.isFinite(seconds) || Math.abs(seconds) > 1e11
    ? null
    : timeText(seconds);
}
