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
 * The rows of a table corrected by those of another with the same `key` column: a cell that is not empty takes the place of
 * the table's, a row with a new key is added at the end. Two sources become one text, the correction last.
 */
export function correctedRows(table: string, corrections: string, key: string): readonly Row[] {
  const rows = readRows(table);
  const changes = new Map(readRows(corrections).map((row) => [row.text(key), row]));
  const known = new Set(rows.map((row) => row.text(key)));
  const added = [...changes.values()].filter((row) => !known.has(row.text(key)));
  return [...rows.map((row) => corrected(row, changes.get(row.text(key)))), ...added];
}

function corrected(row: Row, change: Row | undefined): Row {
  if (change === undefined) return row;
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
