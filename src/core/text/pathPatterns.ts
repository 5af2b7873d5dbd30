import { globToRegExp } from './glob.ts';

/** Tells whether a file is meant, itself or by a folder it lies in; its path is relative to the folder of the patterns. */
export type PathPatterns = (file: string) => boolean;

/**
 * Reads patterns as a `.gitignore` writes them (git-scm.com/docs/gitignore), without comments and `!`: one without a slash before
 * its end means files and folders at any depth, any other one is relative to its folder; one with a slash at its end means folders
 * alone. One that cannot be read means nothing.
 */
export function readPathPatterns(patterns: readonly string[]): PathPatterns {
  const read = patterns.flatMap((pattern) => patternOf(pattern) ?? []);
  if (read.length === 0) return () => false;
  return (file) => {
    const above = foldersAbove(file);
    return read.some(
      ({ expression, isFolder }) =>
        (!isFolder && expression.test(file)) || above.some((folder) => expression.test(folder)),
    );
  };
}

function patternOf(written: string): { expression: RegExp; isFolder: boolean } | null {
  const pattern = written.replace(/^\.\//, '/').replace(/\/$/, '');
  const expression = globToRegExp(
    pattern.includes('/') ? pattern.replace(/^\//, '') : `**/${pattern}`,
  );
  if (pattern === '' || expression === null) return null;
  return { expression, isFolder: written.endsWith('/') };
}

/** `a` and `a/b` of `a/b/c.yaml`. */
function foldersAbove(file: string): readonly string[] {
  const folders: string[] = [];
  for (let at = file.indexOf('/'); at >= 0; at = file.indexOf('/', at + 1)) {
    folders.push(file.slice(0, at));
  }
  return folders;
}
