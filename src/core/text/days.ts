/** Days since the first of March of the year 0, by which leap days stand at the end of a year. */
export function numberOf(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const fromMarch = (month + 9) % 12;
  const counted = year - (month <= 2 ? 1 : 0);
  return (
    365 * counted +
    Math.floor(counted / 4) -
    Math.floor(counted / 100) +
    Math.floor(counted / 400) +
    Math.floor((153 * fromMarch + 2) / 5) +
    date -
    1
  );
}

/** The day of that number, `YYYY-MM-DD`. */
export function dayOf(count: number): string {
  let year = Math.floor(count / 365.2425);
  const start = (of: number): number => numberOf(`${of}-03-01`);
  while (start(year) > count) year -= 1;
  while (start(year + 1) <= count) year += 1;
  const rest = count - start(year);
  const fromMarch = Math.floor((5 * rest + 2) / 153);
  const date = rest - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = ((fromMarch + 2) % 12) + 1;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${month <= 2 ? year + 1 : year}-${two(month)}-${two(date)}`;
}

const dayOf1970 = numberOf('1970-01-01');
const secondsOfDay = 86_400;

/** Seconds since 1970 as a time of UTC, `2026-11-27T14:00Z`. */
export function timeText(seconds: number): string {
  const days = Math.floor(seconds / secondsOfDay);
  const rest = seconds - days * secondsOfDay;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${dayOf(days + dayOf1970)}T${two(Math.floor(rest / 3600))}:${two(Math.floor((rest % 3600) / 60))}Z`;
}

/**
 * Seconds since 1970 of an ISO 8601 time (`2026-11-27`, `2026-11-27T14:00Z`, `2026-11-27T14:00:00+02:00`); without an offset it
 * is UTC. Null for what is none.
 */
export function secondsOf(text: string): number | null {
  const match =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|([+-])(\d{2}):?(\d{2}))?)?$/.exec(
      text.trim(),
    );
  if (match === null) return null;
  const [, day = '', hours = '0', minutes = '0', seconds = '0', sign, east = '0', more = '0'] =
    match;
  if (dayOf(numberOf(day)) !== day || Number(hours) > 24 || Number(minutes) > 59) return null;
  const offset = (Number(east) * 60 + Number(more)) * 60 * (sign === '-' ? -1 : 1);
  const time = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return (numberOf(day) - dayOf1970) * secondsOfDay + time - offset;
}
