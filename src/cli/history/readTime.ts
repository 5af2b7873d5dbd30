import { UsageError } from '../usageError.ts';

/**
 * The moment that an option names, in seconds since 1970: ISO 8601 with a time zone, or a day, which stands for `timeOfDay` in UTC.
 * Null when the option is not given. What git would make of other words depends on the hour it is asked at.
 */
export function readTime(
  option: string,
  value: string | undefined,
  timeOfDay: string,
): number | null {
  if (value === undefined) return null;
  const [, day = '', time = `T${timeOfDay}Z`] =
    /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2}))?$/.exec(value) ?? [];
  const milliseconds = Date.parse(day + time);
  if (!isOnCalendar(day) || Number.isNaN(milliseconds)) {
    throw new UsageError(
      `${option} ${value}: expected a day such as 2026-11-20, or a time such as 2026-11-20T08:00Z.`,
    );
  }
  return milliseconds / 1000;
}

/** The 30th of February would be taken for the 2nd of March. */
function isOnCalendar(day: string): boolean {
  const start = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(start.getTime()) && start.toISOString().startsWith(day);
}
