/** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
const DATED = /^\d{4}(?:-\d{2}){0,2}$/;

/**
 * Whether a price dated `a` is newer than one dated `b` for certain: `2026` may be its first day, `2026-07` its last one. What is
 * not dated is newer than nothing.
 */
export function isNewer(a: string, b: string): boolean {
  if (!DATED.test(a)) return false;
  return `${a}-01-01`.slice(0, 10) > (DATED.test(b) ? `${b}-99-99`.slice(0, 10) : '');
}
