import { relative, sep } from 'node:path';
import { isAssumptionsFile } from '../core/cheapLook.ts';

/** Which files of a repository were asked for. Paths are relative to its top, with `/`. */
export interface WantedPaths {
  /** As they were asked for; empty = the whole repository. */
  readonly paths: readonly string[];
  /** True for a file of the paths, and for assumptions files above them, which count for them too. */
  holdsFile(path: string): boolean;
  /** True for a folder in which such a file can be. */
  leadsTo(folder: string): boolean;
}

/** `paths` are absolute. */
export function wantedPaths(top: string, paths: readonly string[]): WantedPaths {
  const wanted = paths.map((path) => relative(top, path).split(sep).join('/'));
  const isBelow = (path: string, folder: string): boolean =>
    folder === '' || path === folder || path.startsWith(`${folder}/`);
  return {
    paths: wanted,
    holdsFile: (path) => {
      if (wanted.some((one) => isBelow(path, one))) return true;
      const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
      return isAssumptionsFile(`/${path}`) && wanted.some((one) => isBelow(one, folder));
    },
    leadsTo: (folder) => wanted.some((one) => isBelow(folder, one) || isBelow(one, folder)),
  };
}
