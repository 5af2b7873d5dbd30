import { readGlob } from '../core/text/glob.ts';
import { trimmedEnd } from '../core/text/trimmedEnd.ts';

/** What a `.gitignore` says of folders below the one that it lies in. */
export interface IgnoreFile {
  /** True for ignored, false for taken back (`!`), null where it says nothing; the path is relative to its folder. */
  says(path: string): boolean | null;
}

/**
 * Reads a `.gitignore` (git-scm.com/docs/gitignore) as far as it is about folders. A pattern without a slash before its
 * end means folders at any depth, any other one is relative to the file's folder; the last that fits counts.
 */
export function readIgnoreFile(text: string): IgnoreFile {
  const rules = text.split(/\r?\n/).flatMap((line) => {
    const written = line.trimEnd();
    if (written === '' || written.startsWith('#')) return [];
    const isIgnored = !written.startsWith('!');
    const pattern = written
      .slice(0, trimmedEnd(written, '/'))
      .replace(/^!/, '')
      .replace(/^\\(?=[#!])/, '');
    const isAnchored = pattern.includes('/');
    const isMeant = readGlob(isAnchored ? pattern.replace(/^\//, '') : `**/${pattern}`);
    return pattern !== '' && isMeant ? [{ isIgnored, isMeant }] : [];
  });
  return {
    says: (path) => rules.findLast(({ isMeant }) => isMeant(path))?.isIgnored ?? null,
  };
}
