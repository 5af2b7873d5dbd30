import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Analysis } from '../core/index.ts';
import type { SourceDocument } from '../core/model/document.ts';
import type { Terminal } from './terminal.ts';

/** Tells of files that were named one by one, were read, and are left out all the same by a list of an assumptions file. */
export function tellLeftOut(
  paths: readonly string[],
  documents: readonly SourceDocument[],
  { files }: Pick<Analysis, 'files'>,
  { cwd, warn }: Pick<Terminal, 'cwd' | 'warn'>,
): void {
  const read = new Set(documents.map(({ uri }) => uri));
  const looked = new Set(files.map(({ file }) => file.source.uri));
  for (const path of new Set(paths)) {
    const uri = pathToFileURL(resolve(cwd, path)).href;
    if (read.has(uri) && !looked.has(uri)) {
      warn(`${path} is left out: exclude in an assumptions file lists it.`);
    }
  }
}
