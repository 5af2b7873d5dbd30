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

/** A link to a line of a file; `words` are text of a config. */
export type FileLink = (
  words: string,
  place: { readonly file: string; readonly line: number },
) => string;

/** Relative to the repository: for documents in it. */
const inRepository = '{file}#L{line}';

/**
 * Links to files by a URL in which `{file}` and `{line}` stand for the two: a comment on a pull request is in no folder, and each
 * site has URLs of its own.
 */
export function fileLinks(template: string = inRepository): FileLink {
  return (words, { file, line }) => {
    const path = file
      .split('/')
      .map((segment) => encodeURIComponent(segment).replace(/[()']/g, percentEncoded))
      .join('/');
    const url = template.replaceAll('{file}', () => path).replaceAll('{line}', String(line));
    return `[${escapeMarkdown(words)}](${url})`;
  };
}

function percentEncoded(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16)}`;
}
