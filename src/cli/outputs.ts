import { resolve } from 'node:path';
import type { Paint } from '../core/report/text.ts';
import { paintAnsi } from './colors.ts';
import { oneOf } from './options.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';
import { writeWholeFile } from './writeFile.ts';

/** The options of commands that write in several formats. */
export const outputOptions = {
  format: { type: 'string' },
  out: { type: 'string', multiple: true, default: [] as string[] },
} as const;

/** Says which names of files stand for which of the formats. */
export function outputUsage(formats: readonly string[]): string {
  const names = endings
    .filter(([, format]) => formats.includes(format))
    .map(([ending, format]) => (ending === '.xml' ? `${ending} (${format})` : ending));
  return `  --out FILE           write there instead of standard output, as often as needed; without --format
                       the name says the format:
                       ${names.join(', ')}`;
}

/** The option of commands whose Markdown names lines of files. */
export const linksOption = { links: { type: 'string' } } as const;

export const linksUsage = `  --links URL          where Markdown links to, with {file} and {line}: the repository on a site`;

/** Something a command writes. */
export interface Output<Format extends string> {
  readonly format: Format;
  /** Null = standard output. */
  readonly file: string | null;
}

const endings: readonly (readonly [string, string])[] = [
  ['.md', 'markdown'],
  ['.html', 'html'],
  ['.json', 'json'],
  ['.focus.csv', 'focus'],
  ['.csv', 'csv'],
  ['.sarif', 'sarif'],
  ['.xml', 'junit'],
];

/**
 * What is written where: the files of `--out`, else standard output. `--format` holds for all of them; without it a file has the
 * format that its name says, and text where it says none.
 */
export function readOutputs<const Format extends string>(
  { format, out }: { readonly format?: string | undefined; readonly out: readonly string[] },
  formats: readonly (Format | 'text')[],
): readonly Output<Format | 'text'>[] {
  const stated = format === undefined ? null : oneOf('--format', format, formats);
  if (out.length === 0) return [{ format: stated ?? 'text', file: null }];
  return out.map((file) => ({ format: stated ?? formatOf(file, formats), file }));
}

/** The template of `--links`, checked. */
export function readLinks({ links }: { readonly links?: string | undefined }): string | undefined {
  if (links === undefined) return undefined;
  if (/^https?:\/\/[^\s()<>]+$/.test(links) && links.includes('{file}')) return links;
  throw new UsageError(
    `--links ${links}: expected a URL with {file}, such as https://example.com/blob/main/{file}#L{line}.`,
  );
}

/** The format that a file of this name is expected to have. @throws UsageError for one that the command does not write. */
function formatOf<Format extends string>(
  file: string,
  formats: readonly Format[],
): Format | 'text' {
  const name = endings.find(([ending]) => file.endsWith(ending))?.[1];
  if (name === undefined) return 'text';
  const found = formats.find((one) => one === name);
  if (found !== undefined) return found;
  throw new UsageError(
    `--out ${file}: ${name} is not written here, but ${formats.join(', ')}; --format states one for any name.`,
  );
}

/** Renders and writes each output; colours are for a terminal alone. */
export async function writeOutputs<Format extends string>(
  outputs: readonly Output<Format>[],
  render: (format: Format, paint: Paint | undefined) => string,
  terminal: Terminal,
): Promise<void> {
  for (const { format, file } of outputs) {
    const text = render(format, file === null && terminal.colors ? paintAnsi : undefined);
    if (file === null) await terminal.write(text);
    else writeWholeFile(resolve(terminal.cwd, file), text, file);
  }
}
