import { formatQuantity } from '../report/format.ts';

/**
 * The day of the prices as a reader needs it: `2026-11-09`, or, where what is shown rests on older ones,
 * `2026-11-09, those used here of 2026-07-20, 4 months old`.
 *
 * @param asOf Newest day of the catalogue.
 * @param used Oldest day of a price that weighs in what is shown; null where there is none.
 * @param today `YYYY-MM-DD`.
 */
export function priceDayText(asOf: string, used: string | null, today: string): string {
  const isOlder = used !== null && used < asOf;
  const day = isOlder ? `${asOf}, those used here of ${used}` : asOf;
  const age = ageText(isOlder ? used : asOf, today);
  return age === null ? day : `${day}, ${age} old`;
}

/** In whole months, from two years on in years; null for less than a month, and for what is no day. */
function ageText(day: string, today: string): string | null {
  const [from, to] = [day, today].map((one) => /^(\d{4})-(\d{2})-(\d{2})$/.exec(one)?.map(Number));
  if (from === undefined || to === undefined) return null;
  const [, year = 0, month = 0, date = 0] = from;
  const [, nowYear = 0, nowMonth = 0, nowDate = 0] = to;
  const months = (nowYear - year) * 12 + nowMonth - month - (nowDate < date ? 1 : 0);
  if (months < 1) return null;
  return months < 24
    ? formatQuantity(months, 'month')
    : formatQuantity(Math.floor(months / 12), 'year');
}
