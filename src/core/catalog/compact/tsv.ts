/** One row of a table: column name to cell; a missing cell reads as ''. */
export interface Row {
  text(column: string): string;
  /** The cell as a number; null when it is empty or no finite number. */
  number(column: string): number | null;
}

/** Rows of a tab-separated text with a header line. Quotes have no meaning. */
export function readRows(text: string): readonly Row[] {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const columns = new Map((lines[0] ?? '').split('\t').map((name, index) => [name, index]));
  return lines.slice(1).map((line) => {
    const cells = line.split('\t');
    const cell = (column: string): string => cells[columns.get(column) ?? -1]?.trim() ?? '';
    return {
      text: cell,
      number: (column) => {
        const written = cell(column);
        const value = written === '' ? NaN : Number(written);
        return Number.isFinite(value) ? value : null;
      },
    };
  });
}

/**
 * The rows of several tables as one. A row whose `key` an earlier table holds corrects it: a cell that is not empty takes the
 * place of the earlier one, and both sources are named. Other rows are added at the end.
 */
export function correctedRows(tables: readonly string[], key: string): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const row of tables.flatMap(readRows)) {
    const known = rows.get(row.text(key));
    rows.set(row.text(key), known === undefined ? row : corrected(known, row));
  }
  return [...rows.values()];
}

function corrected(row: Row, change: Row): Row {
  const of = (column: string): Row => (change.text(column) === '' ? row : change);
  return {
    text: (column) =>
      column === 'source'
        ? [row, change].map((one) => one.text(column)).join('; ')
        : of(column).text(column),
    number: (column) => of(column).number(column),
  };
}

/** Columns that a table must have and lacks. */
export function missingColumns(text: string, needed: readonly string[]): readonly string[] {
  const present = new Set((text.split(/\r?\n/, 1)[0] ?? '').split('\t'));
  return needed.filter((column) => !present.has(column));
}
