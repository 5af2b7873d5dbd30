import { escapeMarkdown } from '../text/escapeMarkdown.ts';

/** Cells are Markdown already; a title that starts with "-" stands over a right-aligned column. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(titles.map((title) => title.replace(/^-/, ''))),
    line(titles.map((title) => (title.startsWith('-') ? '--:' : ':--'))),
    ...rows.map(line),
  ].join('\n');
}

/** A link to a line of a file in the repository; `words` are text of a config. */
export function fileLink(words: string, { file, line }: { file: string; line: number }): string {
  const path = file
    .split('/')
    .map((segment) => encodeURIComponent(segment).replace(/[()']/g, percentEncoded))
    .join('/');
  return `[${escapeMarkdown(words)}](${path}#L${line})`;
}

function percentEncoded(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16)}`;
}
