/** The first moment of a month and of the next, in UTC as ISO 8601 has it. */
export interface BillingMonth {
  readonly start: string;
  readonly end: string;
}

/** The month of `YYYY-MM` or `YYYY-MM-DD`; null when it is neither. */
export function billingMonth(day: string): BillingMonth | null {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])(?:-\d{2})?$/.exec(day) ?? [];
  if (year === undefined || month === undefined) return null;
  const next = Number(month) % 12;
  const nextYear = next === 0 ? Number(year) + 1 : Number(year);
  return { start: first(Number(year), Number(month)), end: first(nextYear, next + 1) };
}

function first(year: number, month: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01T00:00:00Z`;
}
