import { lstatSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { systemReason, UsageError } from './usageError.ts';

/**
 * A folder that a server was started with, without links in its path.
 *
 * @throws UsageError when there is no such folder.
 */
export function realFolder(given: string, cwd: string): string {
  try {
    const path = realpathSync(resolve(cwd, given));
    if (statSync(path).isDirectory()) return path;
  } catch (error) {
    throw new UsageError(`${given}: ${systemReason(error)}.`);
  }
  throw new UsageError(`${given}: is no folder.`);
}

/**
 * The absolute path of what is asked for, seen from the first root, when it lies in one of the roots with all links
 * followed. Whether something exists outside of them is not told.
 *
 * @throws UsageError when it does not, or when it is not there.
 */
export function confinedPath(given: string, roots: readonly string[]): string {
  const path = resolve(roots[0] ?? '.', given);
  const outside = new UsageError(
    `${given} is outside of what this server may read: ${roots.join(', ')}.`,
  );
  if (given.includes('\0') || !isInside(path, roots)) throw outside;
  let real: string;
  try {
    real = realpathSync(path);
  } catch (error) {
    throw new UsageError(`${given}: ${systemReason(error)}.`);
  }
  if (!isInside(real, roots)) throw outside;
  return path;
}

/** False for a link that leads out of the roots, or nowhere. */
export function staysInside(path: string, roots: readonly string[]): boolean {
  try {
    return !lstatSync(path).isSymbolicLink() || isInside(realpathSync(path), roots);
  } catch {
    return false;
  }
}

function isInside(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => {
    const way = relative(root, path);
    return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  });
}
