/** Rows of RFC 4180 as objects; an empty cell without quotes is null. Takes nothing for granted but the quotes. */
export function parseCsv(text: string): readonly Readonly<Record<string, string | null>>[] {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const found = cell.exec(text);
    if (found === null) throw new Error(`No cell at ${at}`);
    const [, quoted, plain = '', end] = found;
    row.push(quoted?.replaceAll('""', '"') ?? (plain === '' ? null : plain));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  const [titles = [], ...others] = rows;
  return others.map((cells) =>
    Object.fromEntries(titles.map((title, index) => [title ?? '', cells[index] ?? null])),
  );
}
