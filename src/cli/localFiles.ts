import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { LocalFile, LocalFiles } from '../host/prices/localFiles.ts';
import { SourceError } from '../host/prices/sourceError.ts';
import { systemReason } from './usageError.ts';

/** Deeper folders of price lists are none. */
const DEPTH = 6;

/** Whether a source is an address, and not a path: `C:\\prices` is one. */
export function isAddress(source: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(source);
}

/** Files of this machine, by paths seen from `cwd`. */
export function localFiles(cwd: string): LocalFiles {
  return {
    isOwn: (source) => !isAddress(source),
    list: async (given) => {
      const path = resolve(cwd, given);
      try {
        const status = await stat(path);
        if (!status.isDirectory()) return [await fileAt(path, basename(path))];
        return await filesBelow(path, '', DEPTH);
      } catch (error) {
        throw error instanceof SourceError
          ? error
          : new SourceError(`${given}: ${systemReason(error)}`);
      }
    },
  };
}

async function filesBelow(root: string, folder: string, depth: number): Promise<LocalFile[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const files: LocalFile[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.name.startsWith('.')) continue;
    if (entry.isFile()) files.push(await fileAt(join(root, name), name));
    else if (entry.isDirectory() && depth > 0) {
      files.push(...(await filesBelow(root, name, depth - 1)));
    }
  }
  return files;
}

async function fileAt(path: string, name: string): Promise<LocalFile> {
  const { mtime } = await stat(path);
  return {
    name,
    modified: mtime.toISOString().slice(0, 10),
    read: () => readParts(path, name),
  };
}

async function* readParts(path: string, name: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const part of createReadStream(path)) yield part as Uint8Array;
  } catch (error) {
    throw new SourceError(`${name}: ${systemReason(error)}`);
  }
}
