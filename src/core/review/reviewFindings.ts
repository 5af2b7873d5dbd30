import type { Match } from './matchDeployments.ts';
import type { Review, ReviewedFinding } from './reviewModel.ts';
import type { Snapshot, SnapshotDeployment } from './snapshot.ts';

type Pair = Match<SnapshotDeployment, SnapshotDeployment>;

/**
 * Findings that came and went. One is the same as before when it has the same code and belongs to the same deployment, or to the
 * same file: its words carry figures, which move with everything else.
 */
export function reviewFindings(
  base: Snapshot,
  head: Snapshot,
  matches: readonly Pair[],
): Review['findings'] {
  const keys = new Map<SnapshotDeployment, string>();
  for (const { before, after } of matches) {
    const key = (after ?? before)?.id ?? '';
    if (before !== null) keys.set(before, key);
    if (after !== null) keys.set(after, key);
  }
  const old = keyed(base, keys);
  const now = keyed(head, keys);
  return { introduced: without(now, old), resolved: without(old, now) };
}

interface Keyed {
  readonly key: string;
  readonly finding: ReviewedFinding;
}

function keyed(
  { deployments, findings }: Snapshot,
  keys: ReadonlyMap<SnapshotDeployment, string>,
): readonly Keyed[] {
  return [
    ...findings.map(({ code, severity, message, file, line }) => ({
      key: `${file} ${code}`,
      finding: { code, severity, message, file, line, deployment: null },
    })),
    ...deployments.flatMap((one) =>
      one.findings.map(({ code, severity, message, file, line }) => ({
        key: `${keys.get(one) ?? one.id} ${code}`,
        finding: { code, severity, message, file, line, deployment: one.name },
      })),
    ),
  ];
}

/** Those of `all` that are more than `others` has of the same key. */
function without(all: readonly Keyed[], others: readonly Keyed[]): readonly ReviewedFinding[] {
  const left = new Map<string, number>();
  for (const { key } of others) left.set(key, (left.get(key) ?? 0) + 1);
  return all.flatMap(({ key, finding }) => {
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count > 0 ? [] : [finding];
  });
}
