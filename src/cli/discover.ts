import { readdirSync, statSync, type Dirent, type Stats } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { askGit } from './git.ts';
import type { NamedPath } from './selection.ts';
import { systemReason, UsageError } from './usageError.ts';

export interface FoundFile {
  /** Absolute path. */
  readonly path: string;
  /** Named by the caller itself rather than found in a folder. */
  readonly named: boolean;
}

/** Folders in which nobody keeps configs of their own; only used outside of git repositories. */
const ignoredFolders = new Set([
  '.git',
  '.hg',
  '.svn',
  '.terraform',
  '.tox',
  '.venv',
  '__pycache__',
  'node_modules',
  'venv',
]);

/**
 * The files of `paths`: a file is itself, a folder all files in it that git does not ignore (outside of a repository:
 * all but those of well-known tool folders), a glob those of them that it means. In order of their paths, each once.
 * Symbolic links to folders are not followed, so there are no loops.
 */
export function discoverFiles(paths: readonly NamedPath[]): readonly FoundFile[] {
  const named = new Set<string>();
  const found = new Set<string>();
  for (const one of paths) {
    const { given, path } = one;
    if (one.isGlob) {
      const meant = filesOfGlob(one);
      if (meant.length === 0) throw new UsageError(`${given}: no file has such a name.`);
      for (const file of meant) found.add(file);
    } else if (statusOf(path, given).isDirectory()) {
      for (const file of filesIn(path)) found.add(file);
    } else {
      named.add(path);
      found.add(path);
    }
  }
  return [...found].sort().map((path) => ({ path, named: named.has(path) }));
}

/** The files that a glob means, as a folder has them. */
export function filesOfGlob({ path, covers }: NamedPath): readonly string[] {
  return exists(path) ? filesIn(path).filter(covers) : [];
}

/** Folders above files, each once, up to the root of their repository, else of the file system. */
export function foldersAbove(paths: readonly string[]): readonly string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    let folder = dirname(path);
    while (!folders.has(folder)) {
      folders.add(folder);
      if (exists(join(folder, '.git'))) break;
      folder = dirname(folder);
    }
  }
  return [...folders];
}

function statusOf(path: string, given: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw new UsageError(`${given}: ${systemReason(error)}.`);
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function filesIn(folder: string): readonly string[] {
  const listed = filesOfGit(folder);
  // A folder that git ignores as a whole was asked for by name.
  return listed === null || listed.length === 0 ? filesOfFolder(folder) : listed;
}

/** Null outside of a repository or without git. */
function filesOfGit(folder: string): readonly string[] | null {
  const listed = askGit(folder, [
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--deduplicate',
  ]);
  return (
    listed?.stdout
      .toString('utf8')
      .split('\0')
      .filter((name) => name !== '')
      .map((name) => join(folder, name)) ?? null
  );
}

function filesOfFolder(folder: string): readonly string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    // A folder that may not be read is left out like one that is ignored.
    return [];
  }
  const start = folder.endsWith(sep) ? folder : folder + sep;
  return entries.flatMap((entry) => {
    const path = start + entry.name;
    if (entry.isDirectory()) return ignoredFolders.has(entry.name) ? [] : filesOfFolder(path);
    return entry.isFile() || entry.isSymbolicLink() ? [path] : [];
  });
}
