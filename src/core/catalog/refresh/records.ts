/** The cells of one record by the names of their columns; a cell that is missing reads as ''. */
export interface RecordCells {
  text(column: string): string;
  /** The cell as a number; null when it is empty, NaN when it is no number. */
  number(column: string): number | null;
}

/** Reads records under a header. */
export function recordsUnder(header: readonly string[]): (cells: readonly string[]) => RecordCells {
  const columns = new Map(header.map((name, index) => [name.trim(), index]));
  return (cells) => {
    const text = (column: string): string => cells[columns.get(column) ?? -1]?.trim() ?? '';
    return { text, number: (column) => numberIn(text(column)) };
  };
}

/** `1,952 GiB` and `32 GiB` are numbers of GiB; an empty cell is none. */
export function numberIn(cell: string): number | null {
  const plain = cell.replace(/GiB$/, '').trimEnd().replaceAll(',', '');
  return plain === '' ? null : Number(plain);
}
