import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { SourceDocument } from '../../src/core/model/document.ts';

const root = join(import.meta.dirname, '..', '..', 'examples');

/** Every folder below `examples/` that holds YAML, with its own files and the assumptions files above it. */
export function exampleFolders(): { name: string; documents: SourceDocument[] }[] {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const names = new Set(files.map((file) => relative(root, file).split(sep)[0] ?? ''));
  return [...names].map((name) => ({
    name,
    documents: files
      .filter((file) => relative(root, file).startsWith(name))
      .map((file) => ({
        uri: `file:///examples/${relative(root, file).split(sep).join('/')}`,
        version: 1,
        text: readFileSync(file, 'utf8'),
      })),
  }));
}
