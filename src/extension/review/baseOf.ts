import type { Repository } from './gitApi.ts';

/** What the work tree is compared with: a commit by its name, or the last one in common with a branch. */
export interface ReviewBase {
  readonly ref: string;
  readonly fromMergeBase: boolean;
}

/** Branches that changes are usually merged into, the likelier first. */
const defaultBranches = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'] as const;

/** The branch that changes are merged into, as far as the repository tells; null when it has none of the usual ones. */
export async function defaultBranch(repository: Repository): Promise<string | null> {
  for (const name of defaultBranches) if ((await commitOf(repository, name)) !== null) return name;
  return null;
}

/** The commit that a base names at present; null where there is none. */
export async function resolveBase(
  repository: Repository,
  { ref, fromMergeBase }: ReviewBase,
): Promise<string | null> {
  const named = await commitOf(repository, ref);
  if (named === null || !fromMergeBase) return named;
  const head = repository.state.HEAD?.commit;
  if (head === undefined) return null;
  try {
    return (await repository.getMergeBase(named, head)) ?? null;
  } catch {
    return null;
  }
}

async function commitOf(repository: Repository, ref: string): Promise<string | null> {
  try {
    return (await repository.getCommit(ref)).hash;
  } catch {
    return null;
  }
}

/** `main`, `origin/main` as `main`, a whole name of a commit by its beginning: how a lens names the base. */
export function shownName({ ref }: ReviewBase): string {
  if (/^[0-9a-f]{40,64}$/.test(ref)) return ref.slice(0, 8);
  return ref.replace(/^origin\/(?!HEAD$)/, '').replace(/^origin\/HEAD$/, 'the default branch');
}
