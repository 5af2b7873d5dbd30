import * as vscode from 'vscode';
import type { LocalFile, LocalFiles } from '../host/prices/localFiles.ts';
import { SourceError } from '../host/prices/sourceError.ts';

/** Deeper folders of price lists are none. */
const DEPTH = 6;

/** Files of price lists are read as a whole here. */
const MOST_BYTES = 256_000_000;

/** Files that somebody chose or named in the settings: by their URI, or by a path of this machine. */
export const priceFiles: LocalFiles = {
  isOwn: (source) => !/^https?:/i.test(source),
  list: async (path) => {
    const root = /^[a-z][a-z0-9+.-]+:\/\//i.test(path)
      ? vscode.Uri.parse(path)
      : vscode.Uri.file(path);
    try {
      const { type, mtime, size } = await vscode.workspace.fs.stat(root);
      if ((type & vscode.FileType.Directory) !== 0) return await filesBelow(root, '', DEPTH);
      return [fileAt(root, root.path.split('/').at(-1) ?? '', mtime, size)];
    } catch (error) {
      throw reasonOf(error, path);
    }
  },
};

async function filesBelow(root: vscode.Uri, folder: string, depth: number): Promise<LocalFile[]> {
  const files: LocalFile[] = [];
  const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(root, folder));
  for (const [name, type] of entries.sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (name.startsWith('.')) continue;
    const below = folder === '' ? name : `${folder}/${name}`;
    // Links are not followed: their type has a bit more.
    if (type === vscode.FileType.File) {
      const place = vscode.Uri.joinPath(root, below);
      const { mtime, size } = await vscode.workspace.fs.stat(place);
      files.push(fileAt(place, below, mtime, size));
    } else if (type === vscode.FileType.Directory && depth > 0) {
      files.push(...(await filesBelow(root, below, depth - 1)));
    }
  }
  return files;
}

function fileAt(place: vscode.Uri, name: string, mtime: number, size: number): LocalFile {
  return {
    name,
    modified: new Date(mtime).toISOString().slice(0, 10),
    read: async function* () {
      if (size > MOST_BYTES) throw new SourceError(`${name} is larger than 256 MB`);
      try {
        yield await vscode.workspace.fs.readFile(place);
      } catch (error) {
        throw reasonOf(error, name);
      }
    },
  };
}

function reasonOf(error: unknown, name: string): SourceError {
  if (error instanceof SourceError) return error;
  const isGone = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
  const reason = error instanceof Error ? error.message : String(error);
  return new SourceError(isGone ? `${name} is not there` : `${name}: ${reason}`);
}
