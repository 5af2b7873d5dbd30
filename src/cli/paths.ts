import { statSync } from 'node:fs';
import { dirname, relative } from 'node:path';

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** True for the folder itself, too. */
export function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || !/^\.\.(?:$|[\\/])/.test(way);
}

/** The nearest folder at or above a path that is there. */
export function existingFolder(path: string): string {
  return isFolder(path) || dirname(path) === path ? path : existingFolder(dirname(path));
}
