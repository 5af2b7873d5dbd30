import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { productVersion } from '../../core/index.ts';
import type { Environment } from '../../core/model/environment.ts';
import { askGit } from '../git.ts';
import type { Terminal } from '../terminal.ts';
import type { WantedPaths } from '../wantedPaths.ts';
import { hashOf } from './blobs.ts';

/**
 * The file in which costs of a repository are kept that were worked out by this build, at these prices, in this environment
 * and for these paths; null where the user has no cache folder. The date is no part of it: no month depends on it.
 */
export function cacheFileFor(
  { cwd, cacheFolder }: Pick<Terminal, 'cwd' | 'cacheFolder'>,
  top: string,
  wanted: WantedPaths,
  { catalog, currency, defaults, assumptions }: Environment,
): string | null {
  if (cacheFolder === null) return null;
  const { provider, region, accelerator } = defaults;
  const made = JSON.stringify([
    productVersion,
    programOf(process.argv[1]),
    catalog.priceId,
    currency,
    [provider, region, accelerator].map((one) => one?.value ?? null),
    assumptions?.text ?? null,
    // File names are relative to the current folder.
    relative(top, cwd),
    wanted.paths,
  ]);
  return join(
    cacheFolder,
    'history',
    `${hashOf(repositoryOf(top)).slice(0, 16)}-${hashOf(made)}.json`,
  );
}

/** All work trees of a repository share its history. */
function repositoryOf(top: string): string {
  const folder = askGit(top, ['rev-parse', '--git-common-dir'])?.stdout.toString('utf8').trim();
  return folder === undefined ? top : resolve(top, folder);
}

/** Builds of one version differ while it is worked on: what runs is told by its bytes. */
function programOf(path: string | undefined): string | null {
  if (path === undefined) return null;
  try {
    return hashOf(readFileSync(path, 'latin1'));
  } catch {
    return null;
  }
}
