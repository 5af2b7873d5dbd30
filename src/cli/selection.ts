import { statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { readPathPatterns } from '../core/text/pathPatterns.ts';
import { UsageError } from './usageError.ts';

/** The option of commands that read folders. */
export const excludeOption = {
  exclude: { type: 'string', multiple: true, default: [] as string[] },
} as const;

export const excludeUsage = `  --exclude GLOB       leave out files and folders, named as in .gitignore: fixtures/, *.tmp.yaml;
                       as often as needed; exclude in an assumptions file does the same`;

/** Something a caller named: a file, a folder with everything in it, or a glob. */
export interface NamedPath {
  /** As it was written. */
  readonly given: string;
  /** Absolute; of a glob, the folder in which all that it means lies. */
  readonly path: string;
  readonly isGlob: boolean;
  /** Whether a file, by its absolute path, is it, lies in it, or is meant by it. */
  readonly covers: (file: string) => boolean;
}

/** What a call is about. */
export interface Selection {
  readonly paths: readonly NamedPath[];
  /** Of an absolute path. */
  readonly isExcluded: (file: string) => boolean;
}

/**
 * Reads a path that may be a glob (`**`, `*`, `?`, `{a,b}`, `[0-9]`), for shells that leave those to the program. What exists
 * under its very name is no glob.
 */
export function namedPath(given: string, cwd: string): NamedPath {
  const path = resolve(cwd, given);
  const isOrLiesIn = (file: string): boolean => file === path || file.startsWith(withEnd(path));
  const names = portable(given).split('/');
  const first = names.findIndex((name) => /[*?[{]/.test(name));
  if (first < 0 || statSync(path, { throwIfNoEntry: false }) !== undefined) {
    return { given, path, isGlob: false, covers: isOrLiesIn };
  }
  const folder = resolve(cwd, `${names.slice(0, first).join('/')}${first === 0 ? '.' : '/'}`);
  const means = readPathPatterns([`/${names.slice(first).join('/')}`]);
  return {
    given,
    path: folder,
    isGlob: true,
    // What is gone from the work tree may have had the very name.
    covers: (file) => isOrLiesIn(file) || means(portable(relative(folder, file))),
  };
}

/** Tells of an absolute path whether `--exclude` leaves it out; patterns are relative to the current folder. */
export function excludedPaths(patterns: readonly string[], cwd: string): (file: string) => boolean {
  if (patterns.some((pattern) => pattern.trim() === '')) {
    throw new UsageError('--exclude needs a pattern, such as fixtures/.');
  }
  const means = readPathPatterns(patterns.map(portable));
  return (file) => means(portable(relative(cwd, file)));
}

/** With `/`, whatever the system writes between names. */
function portable(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

function withEnd(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}
