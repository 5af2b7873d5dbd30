import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ParsedFile } from '../../src/core/model/document.ts';
import { parseFile } from '../../src/core/syntax/parse.ts';

/** Real files from public repositories. They are not part of the project: tests over them run where they are. */
const root = join(import.meta.dirname, '../../../shared/corpus');

export const corpusIsHere = existsSync(join(root, 'index.tsv'));

export interface CorpusEntry {
  readonly family: string;
  /** Relative to the corpus. */
  readonly path: string;
  /** What a machine read in the file; values in parentheses are defaults. */
  readonly note: string;
}

export const entries: readonly CorpusEntry[] = corpusIsHere
  ? readFileSync(join(root, 'index.tsv'), 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'))
      .filter((columns) => columns.length > 7 && existsSync(join(root, columns[4] ?? '')))
      .map((columns) => ({
        family: columns[0] ?? '',
        path: columns[4] ?? '',
        note: columns[7] ?? '',
      }))
      .filter(({ path }) => path !== '')
  : [];

const files = new Map<string, ParsedFile>();

export function parsed(entry: CorpusEntry): ParsedFile {
  const known = files.get(entry.path);
  if (known) return known;
  const uri = pathToFileURL(join(root, entry.path)).href;
  const text = readFileSync(join(root, entry.path), 'utf8');
  const file = parseFile({ uri, version: 1, text });
  files.set(entry.path, file);
  return file;
}

/** One object of a note: `unit=Deployment/vllm replicas=1 gpu=nvidia.com/gpux2 model=…`. */
export interface NotedUnit {
  readonly kind: string;
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
}

export function unitsOf({ note }: CorpusEntry): NotedUnit[] {
  return note
    .replace(/…$/, '')
    .split(' || ')
    .flatMap((text): NotedUnit[] => {
      const unit = /^unit=([^/\s]+)\/(\S+)/.exec(text);
      if (!unit) return [];
      const pairs = [...text.matchAll(/(?:^| )(\w[\w.]*)=(.*?)(?= \w[\w.]*=|$)/g)];
      return [
        {
          kind: unit[1] ?? '',
          name: unit[2] ?? '',
          values: Object.fromEntries(pairs.map((pair) => [pair[1] ?? '', pair[2] ?? ''])),
        },
      ];
    });
}
