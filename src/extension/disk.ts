import * as vscode from 'vscode';
import { assumptionsFileNames, isAssumptionsFile } from '../core/cheapLook.ts';
import { modelConfigs } from '../core/index.ts';
import type { SourceDocument } from '../core/model/document.ts';
import { isCandidate, isConfigName } from './documents.ts';
import { excludedFolders, usesIgnoreFiles } from './excludes.ts';
import { foldersUpward, isBelow } from './paths.ts';
import { readFiles, scanTree, type Disk, type DiskEntry, type Scan } from './scan.ts';

/** No config that people edit comes near the one, no folder of them near the other. */
const limits = { fileBytes: 1_000_000, filesInFolder: 200, depth: 24 };

/** Files of one folder that may be serving configs or assumptions. A folder that cannot be read is empty. */
export async function readFolder(
  folder: vscode.Uri,
  token: vscode.CancellationToken,
): Promise<Scan> {
  const files = (await disk.list(folder))
    .filter(({ name, kind }) => kind === 'file' && isConfigName(name))
    .slice(0, limits.filesInFolder);
  return readFiles(
    files.map(({ place }) => place),
    disk,
    optionsFor(token),
  );
}

/**
 * Files of a folder and everything below it, without folders that the editor hides or does not search, those that git
 * ignores, dot folders and `node_modules`.
 */
export function readTree(
  folder: vscode.Uri,
  token: vscode.CancellationToken,
  progress: (done: number, of: number | null) => void,
): Promise<Scan> {
  return scanTree(folder, disk, { ...treeOptions(folder, token), progress });
}

/** What of the given files and folders `readTree` would find below the folder, without looking through the rest. */
export async function readInTree(
  folder: vscode.Uri,
  places: readonly vscode.Uri[],
  token: vscode.CancellationToken,
): Promise<Scan> {
  return scanTree(folder, await onTheWayTo(places), treeOptions(folder, token));
}

function treeOptions(folder: vscode.Uri, token: vscode.CancellationToken) {
  const isExcluded = excludedFolders(folder);
  return {
    ...optionsFor(token),
    isConfigName,
    isLeftOut: ({ name, place }: DiskEntry<vscode.Uri>) =>
      name.startsWith('.') || name === 'node_modules' || isExcluded(place),
    usesIgnoreFiles: usesIgnoreFiles(folder),
    depth: limits.depth,
  };
}

/** The disk as if only these files and folders, the folders that lead to them and their ignore files were on it. */
async function onTheWayTo(places: readonly vscode.Uri[]): Promise<Disk<vscode.Uri>> {
  const folders: string[] = [];
  for (const place of places) if (await isFolder(place)) folders.push(place.path);
  const isInside = (path: string): boolean =>
    folders.some((folder) => path === folder || isBelow(path, folder));
  return {
    read: (file) => disk.read(file),
    list: (folder) => {
      if (isInside(folder.path)) return disk.list(folder);
      const prefix = folder.path.replace(/\/?$/, '/');
      const kinds = new Map<string, DiskEntry<vscode.Uri>['kind']>([['.gitignore', 'file']]);
      for (const { path } of places) {
        if (!path.startsWith(prefix)) continue;
        const [name = '', ...below] = path.slice(prefix.length).split('/');
        kinds.set(name, below.length > 0 || isInside(path) ? 'folder' : 'file');
      }
      return Promise.resolve(
        [...kinds].map(([name, kind]) => ({
          name,
          kind,
          place: vscode.Uri.joinPath(folder, name),
        })),
      );
    },
  };
}

/** False for a folder behind a link too: a scan does not enter it. */
export async function isFolder(place: vscode.Uri): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(place)).type === vscode.FileType.Directory;
  } catch {
    return false;
  }
}

/** Assumptions files in the folders above, up to the workspace folder. */
export function readAbove(folder: vscode.Uri, token: vscode.CancellationToken): Promise<Scan> {
  const places = foldersUpward(folder)
    .slice(1)
    .flatMap((above) => assumptionsFileNames.map((name) => vscode.Uri.joinPath(above, name)));
  return readFiles(places, disk, optionsFor(token));
}

/** What assumptions files name as the `config.json` of models of their own. */
export function readModelConfigs(
  documents: readonly SourceDocument[],
  token: vscode.CancellationToken,
): Promise<Scan> {
  const read = new Set(documents.map(({ uri }) => uri));
  const places = documents
    .filter(({ uri }) => isAssumptionsFile(uri))
    .flatMap(modelConfigs)
    .filter((uri) => !read.has(uri))
    .map((uri) => vscode.Uri.parse(uri));
  return readFiles(places, disk, optionsFor(token));
}

function optionsFor(token: vscode.CancellationToken) {
  return {
    isCancelled: () => token.isCancellationRequested,
    isCandidate,
    progress: () => undefined,
  };
}

const disk: Disk<vscode.Uri> = {
  async list(folder) {
    try {
      const entries = await vscode.workspace.fs.readDirectory(folder);
      return entries
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([name, type]): DiskEntry<vscode.Uri>[] => {
          const kind = kindOf(type);
          return kind === null ? [] : [{ name, kind, place: vscode.Uri.joinPath(folder, name) }];
        });
    } catch {
      return [];
    }
  },
  async read(uri) {
    const name = uri.toString();
    try {
      const { size, mtime } = await vscode.workspace.fs.stat(uri);
      if (size > limits.fileBytes) {
        // Large data files are no configs: only what may be one is worth a word.
        return /\.ya?ml$/.test(uri.path) ? { uri: name, reason: 'is larger than 1 MB' } : null;
      }
      const bytes = await vscode.workspace.fs.readFile(uri);
      return { uri: name, version: mtime, text: new TextDecoder().decode(bytes) };
    } catch (error) {
      const isGone = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
      return isGone ? null : { uri: name, reason: 'could not be read' };
    }
  },
};

/** A file may stand behind a link; linked folders are left out, so that no circle is followed. */
function kindOf(type: vscode.FileType): DiskEntry<vscode.Uri>['kind'] | null {
  if ((type & vscode.FileType.File) !== 0) return 'file';
  return type === vscode.FileType.Directory ? 'folder' : null;
}
