import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { UsageError } from './usageError.ts';

/** Bytes an answer of git may have at most. */
const MOST_BYTES = 1 << 30;

/**
 * What git says in `folder`; null outside of a repository, without git, or when it refuses. Runs none of the programs that a
 * repository's own settings name: only commands that read what is stored are called. What a partial clone lacks is not
 * fetched: that would reach the network, through programs that the repository may name.
 */
export function askGit(
  folder: string,
  args: readonly string[],
  input?: string,
): { readonly stdout: Buffer } | null {
  const result = spawnSync('git', ['-c', 'core.fsmonitor=false', ...args], {
    cwd: folder,
    maxBuffer: MOST_BYTES,
    env: {
      ...outsideOfHooks(process.env),
      GIT_OPTIONAL_LOCKS: '0',
      GIT_NO_LAZY_FETCH: '1',
      // For a git that does not know the line above: no way of fetching is one.
      GIT_ALLOW_PROTOCOL: 'none',
    },
    input,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'ignore'],
  });
  return result.error !== undefined || result.status !== 0 ? null : { stdout: result.stdout };
}

/** What git sets for its hooks. */
const ofHooks: ReadonlySet<string> = new Set([
  'GIT_DIR',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
]);

/**
 * The environment as it is outside of a hook: in one, git takes any folder it is called in for the top of the repository. Who sets
 * the work tree as well means what is set.
 */
function outsideOfHooks(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (environment.GIT_WORK_TREE !== undefined) return environment;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !ofHooks.has(name)));
}

/** One line of an answer. */
function lineOf(answer: { readonly stdout: Buffer } | null): string | null {
  const line = answer?.stdout.toString('utf8').replace(/\r?\n$/, '');
  return line === undefined || line === '' ? null : line;
}

/** Top of the work tree that `folder` lies in, as a path that begins like the folder's own; null where there is none. */
export function topOf(folder: string): string | null {
  const answer = askGit(folder, ['rev-parse', '--show-cdup']);
  return answer === null ? null : resolve(folder, lineOf(answer) ?? '.');
}

/** The commit that is checked out; null before the first one. */
export function headOf(top: string): string | null {
  return lineOf(askGit(top, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']));
}

/** Where the work tree was cloned from, as its settings have it; null where nothing says. */
export function remoteOf(top: string): string | null {
  return lineOf(askGit(top, ['config', '--local', '--get', 'remote.origin.url']));
}

/** The commit that `ref` names; with `fromMergeBase` the last one it has in common with HEAD. */
export function commitOf(top: string, ref: string, fromMergeBase: boolean): string {
  if (ref === '') throw new UsageError('The commit to compare with has an empty name.');
  const named = ref.startsWith('-')
    ? null
    : lineOf(
        askGit(top, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]),
      );
  if (named === null) throw new UsageError(notThere(top, ref));
  if (!fromMergeBase) return named;
  const common = lineOf(askGit(top, ['merge-base', named, 'HEAD']));
  if (common === null) {
    const hint = isShallow(top)
      ? ' The clone is shallow; git fetch --unshallow gets its history.'
      : '';
    throw new UsageError(`${ref} and HEAD have no commit in common.${hint}`);
  }
  return common;
}

function notThere(top: string, ref: string): string {
  return isShallow(top)
    ? `${ref} is not in this clone, which is shallow. git fetch --depth=1 origin ${ref} gets it; FETCH_HEAD then names it.`
    : `${ref} names no commit of this repository.`;
}

function isShallow(top: string): boolean {
  return lineOf(askGit(top, ['rev-parse', '--is-shallow-repository'])) === 'true';
}

/** A file of a commit. */
export interface Blob {
  /** Relative to the top of the repository, with `/`. */
  readonly path: string;
  readonly id: string;
}

/** The plain files of a commit; links and submodules are none. */
export function filesOf(top: string, commit: string): readonly Blob[] {
  const answer = askGit(top, ['ls-tree', '-r', '-z', '--full-tree', commit]);
  if (answer === null) throw new UsageError(`The files of ${commit} cannot be listed.`);
  return answer.stdout
    .toString('utf8')
    .split('\0')
    .flatMap((entry): Blob[] => {
      const [, id, path] = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
      return id === undefined || path === undefined ? [] : [{ path, id }];
    });
}

/** Contents of blobs, by their ids. Those that are not in the clone are left out. */
export function contentsOf(top: string, ids: readonly string[]): ReadonlyMap<string, Buffer> {
  return objectsOf(top, 'blob', ids);
}

/** Contents of objects of one kind, by their ids. Those that are not in the clone are left out. */
export function objectsOf(
  top: string,
  wanted: 'blob' | 'tree' | 'commit',
  ids: readonly string[],
): ReadonlyMap<string, Buffer> {
  const contents = new Map<string, Buffer>();
  const stdout = askForObjects(top, '--batch', ids);
  for (let at = 0; at < stdout.length;) {
    const end = stdout.indexOf(0x0a, at);
    const [id = '', kind, size] = stdout.toString('latin1', at, end).split(' ');
    at = end + 1;
    // What is missing has a line and no content.
    if (size === undefined) continue;
    const length = Number(size);
    if (kind === wanted) contents.set(id, stdout.subarray(at, at + length));
    at += length + 1;
  }
  return contents;
}

/** Sizes of objects in bytes, by their ids. Those that are not in the clone are left out. */
export function sizesOf(top: string, ids: readonly string[]): ReadonlyMap<string, number> {
  return sizesIn(askForObjects(top, '--batch-check', ids));
}

function sizesIn(answer: Buffer): ReadonlyMap<string, number> {
  return new Map(
    answer
      .toString('latin1')
      .split('\n')
      .flatMap((line): [string, number][] => {
        const [id = '', , size] = line.split(' ');
        return size === undefined ? [] : [[id, Number(size)]];
      }),
  );
}

function askForObjects(
  top: string,
  how: '--batch' | '--batch-check',
  ids: readonly string[],
): Buffer {
  if (ids.length === 0) return Buffer.alloc(0);
  const ask = (some: readonly string[]): Buffer | null =>
    askGit(top, ['cat-file', how], `${some.join('\n')}\n`)?.stdout ?? null;
  const answer = ask(ids) ?? ask(presentOf(top, ids));
  if (answer === null) throw new UsageError('The files of a commit cannot be read from git.');
  return answer;
}

/** Those of the ids that are in the clone: git gives up on the first that a partial clone lacks and may not fetch. */
function presentOf(top: string, ids: readonly string[]): readonly string[] {
  const all = askGit(top, ['cat-file', '--batch-all-objects', '--unordered', '--batch-check']);
  const present = sizesIn(all?.stdout ?? Buffer.alloc(0));
  return ids.filter((id) => present.has(id));
}
