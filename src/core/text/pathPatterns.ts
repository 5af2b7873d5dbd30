import { readGlob, type Glob } from './glob.ts';

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
      ({ isMeant, isFolder }) => (!isFolder && isMeant(file)) || above.some(isMeant),
    );
  };
}

function patternOf(written: string): { isMeant: Glob; isFolder: boolean } | null {
  const pattern = written.replace(/^\.\//, '/').replace(/\/$/, '');
  const isMeant = readGlob(pattern.includes('/') ? pattern.replace(/^\//, '') : `**/${pattern}`);
  if (pattern === '' || isMeant === null) return null;
  return { isMeant, isFolder: written.endsWith('/') };
}

/** `a` and `a/b` of `a/b/c.yaml`. */
function foldersAbove(file: string): readonly string[] {
  const folders: string[] = [];
  for (let at = file.indexOf('/'); at >= 0; at = file.indexOf('/', at + 1)) {
    folders.push(file.slice(0, at));
  }
  return folders;
}
