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

/** Columns that a table must have and lacks. */
export function missingColumns(text: string, needed: readonly string[]): readonly string[] {
  const present = new Set((text.split(/\r?\n/, 1)[0] ?? '').split('\t'));
  return needed.filter((column) => !present.has(column));
}
