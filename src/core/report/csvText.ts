import { decimalText } from './format.ts';

/** What a cell may hold; null = not known, an empty cell. */
export type Cell = string | number | boolean | null;

/** Rows as RFC 4180. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return rows.map((cells) => `${cells.map(field).join(',')}\r\n`).join('');
}

/** Numbers as they are; text that a spreadsheet would take for a formula is marked as text. */
function field(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return decimalText(value);
  if (typeof value === 'boolean') return String(value);
  const inert = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
