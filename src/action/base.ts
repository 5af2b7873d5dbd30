import type { Event } from './event.ts';
import { mergeBase, type GitHub } from './gitHub.ts';
import { ActionError, type Ran, type Runner } from './runner.ts';

/** What the checkout is compared with. */
export interface Base {
  /** A commit that is in the clone. */
  readonly commit: string;
  /** How the review calls it. */
  readonly name: string;
}

/**
 * The commit to compare with, brought into the clone when it is not there: the one that is asked for; of a pull request the one
 * that its merge commit merges into, or else the last one that the checkout has in common with the base branch; of a push where it
 * began.
 *
 * @throws ActionError where none is known or it cannot be had.
 */
export async function findBase(
  asked: string | null,
  event: Event,
  github: GitHub,
  runner: Runner,
): Promise<Base> {
  if (asked !== null) return { commit: bring(asked, github, runner), name: asked };
  const { pullRequest, before } = event;
  if (pullRequest !== null) {
    const { baseName, baseCommit, headCommit } = pullRequest;
    const [, first, second] = headAndParents(runner);
    const isMerge = first !== undefined && second === headCommit;
    const commit = isMerge ? first : await mergeBase(baseCommit, headOf(runner), github);
    return { commit: bring(commit, github, runner), name: baseName };
  }
  if (before !== null) return { commit: bring(before, github, runner), name: before.slice(0, 7) };
  throw new ActionError(
    `The event ${event.name} does not say what to compare with: state the input base, such as origin/main.`,
  );
}

/** Also in a shallow clone, where git itself hides the parents. */
function headAndParents(runner: Runner): readonly (string | undefined)[] {
  const { stdout } = runner.run('git', ['cat-file', 'commit', 'HEAD']);
  const [header = ''] = stdout.split('\n\n');
  return [null, ...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match?.[1]);
}

function headOf(runner: Runner): string {
  const { status, stdout } = runner.run('git', ['rev-parse', '--verify', 'HEAD']);
  if (status !== 0) throw new ActionError('There is no checkout: run actions/checkout before.');
  return stdout.trim();
}

/** The commit that a name means, fetched alone when the clone has no such name. */
function bring(name: string, github: GitHub, runner: Runner): string {
  if (name.startsWith('-')) throw new ActionError(`base: ${name} is no name of a commit.`);
  const known = commitNamed(name, runner);
  if (known !== null) return known;
  const wanted = name.replace(/^origin\//, '');
  const args = ['fetch', '--no-tags', '--quiet', '--depth=1', 'origin', wanted];
  const plain = runner.run('git', args);
  // A checkout with persist-credentials: false has none to fetch with.
  const fetched = plain.status === 0 ? plain : fetchWithToken(args, github, runner);
  const commit = fetched.status === 0 ? commitNamed('FETCH_HEAD', runner) : null;
  if (commit !== null) return commit;
  throw new ActionError(
    `${name} is not in the checkout and cannot be fetched: ${(plain.stderr || fetched.stderr).trim()}`,
  );
}

function commitNamed(name: string, runner: Runner): string | null {
  const { status, stdout } = runner.run('git', [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${name}^{commit}`,
  ]);
  return status === 0 ? stdout.trim() : null;
}

/** The token goes by the environment: the arguments of a process are seen by all others. */
function fetchWithToken(args: readonly string[], { token, server }: GitHub, runner: Runner): Ran {
  if (token === '') return { status: 1, stdout: '', stderr: '' };
  const credentials = Buffer.from(`x-access-token:${token}`).toString('base64');
  return runner.run('git', args, {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${server}/.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${credentials}`,
  });
}
