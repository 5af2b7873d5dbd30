/** Rows by the titles of their columns. */
type Row = Readonly<Record<string, string | undefined>>;

function rowOf(titles: readonly string[], cells: readonly string[]): Row {
  return Object.fromEntries(titles.map((title, index) => [title, cells[index]]));
}

/** A reader of CSV after RFC 4180. */
export function csvRows(csv: string): readonly Row[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',') rows.push([]);
  }
  const [titles = [], ...others] = rows.slice(0, -1);
  return others.map((cells) => rowOf(titles, cells));
}

/** The words of escaped Markdown or HTML. */
export function unescaped(text: string): string {
  return text
    .replace(/\\(?=[^a-z0-9\s])/gi, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&');
}

/** The title of a rendered report, and the rows of its table of deployments. */
export function tableRows(text: string, format: 'markdown' | 'html'): [string, readonly Row[]] {
  return format === 'markdown' ? markdownRows(text) : htmlRows(text);
}

function markdownRows(text: string): [string, readonly Row[]] {
  const title = /^# (.*)$/m.exec(text)?.[1] ?? '';
  const start = text.indexOf('| Deployment |');
  const table = text.slice(start, text.indexOf('\n\n', start)).split('\n');
  const cells = table.map((line) =>
    line
      .slice(2, -2)
      .split(/ (?<!\\)\| /)
      .map((cell) => unescaped(cell.trim().replace(/^\[(.*?[^\\])\]\(.*\)$/, '$1'))),
  );
  const [titles = [], , ...rows] = start < 0 ? [] : cells;
  return [unescaped(title), rows.map((row) => rowOf(titles, row))];
}

function htmlRows(text: string): [string, readonly Row[]] {
  const title = /<h1>(.*?)<\/h1>/s.exec(text)?.[1] ?? '';
  const [table = ''] = /<table><caption>Deployments<.*?<\/table>/s.exec(text) ?? [];
  const cells = [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gs)].map(([, cell = '']) =>
      unescaped(cell.replace(/<[^>]*>/g, '')),
    ),
  );
  const [titles = [], ...rows] = cells;
  return [unescaped(title), rows.map((row) => rowOf(titles, row))];
}
