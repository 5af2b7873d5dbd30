import type { DeploymentReport } from '../reportModel.ts';
import type { RepositoryReport } from '../repositoryReport.ts';

/** Keys that the report sets itself; a caller may not. */
export const reportTags = ['team', 'environment', 'owner', 'repository', 'commit'] as const;

/**
 * The tags of a row as a JSON object: who it is reported to, where it is written, and what the caller adds, in the order of
 * their keys. Null where nobody says any of it.
 */
export function focusTags(
  { team, environment, owner }: Pick<DeploymentReport, 'team' | 'environment' | 'owner'>,
  repository: Pick<RepositoryReport, 'name' | 'commit' | 'tags'> | null,
): string | null {
  const own: Readonly<Record<(typeof reportTags)[number], string | null>> = {
    team,
    environment,
    owner,
    repository: repository?.name ?? null,
    commit: repository?.commit ?? null,
  };
  const added = Object.entries(repository?.tags ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const entries = [...reportTags.map((key) => [key, own[key]] as const), ...added].filter(
    ([, value]) => value !== null,
  );
  return entries.length === 0 ? null : JSON.stringify(Object.fromEntries(entries));
}
