import type { SnapshotDeployment } from './snapshot.ts';

/** A deployment in both versions, or in one of them. */
export interface Match<Before, After> {
  readonly before: Before | null;
  readonly after: After | null;
}

type Like = Pick<
  SnapshotDeployment,
  'id' | 'name' | 'file' | 'format' | 'kind' | 'namespace' | 'engine' | 'accelerator'
> & { readonly model: { readonly id: string | null } };

/**
 * Which deployment of one version is which of the other: by id; then the same object in another file, where there is one
 * such; then what is most alike, from a likeness of a renamed deployment upwards. Each is matched at most once. In the order
 * of `after`, with those that are gone at the end.
 */
export function matchDeployments<Before extends Like, After extends Like>(
  before: readonly Before[],
  after: readonly After[],
): readonly Match<Before, After>[] {
  const matched = new Map<After, Before>();
  const left = new Set(before);
  const pair = (one: Before, other: After): void => {
    matched.set(other, one);
    left.delete(one);
  };
  const byId = new Map(before.map((one) => [one.id, one]));
  for (const other of after) {
    const one = byId.get(other.id);
    if (one !== undefined && left.has(one)) pair(one, other);
  }
  const open = (): readonly After[] => after.filter((other) => !matched.has(other));
  for (const other of open()) {
    const object = objectOf(other);
    const same = [...left].filter((one) => objectOf(one) === object);
    const rivals = open().filter((rival) => objectOf(rival) === object);
    const [one] = same;
    if (one !== undefined && same.length === 1 && rivals.length === 1) pair(one, other);
  }
  const likely = open()
    .flatMap((other) => [...left].map((one) => ({ one, other, likeness: likeness(one, other) })))
    .filter((candidate) => candidate.likeness >= renamed)
    .sort((a, b) => b.likeness - a.likeness);
  for (const { one, other } of likely) {
    if (left.has(one) && !matched.has(other)) pair(one, other);
  }
  return [
    ...after.map((other) => ({ before: matched.get(other) ?? null, after: other })),
    ...[...left].map((one) => ({ before: one, after: null })),
  ];
}

/** Kind, namespace and name: an id without its file. */
function objectOf({ id }: Like): string {
  return id.slice(id.indexOf('#') + 1);
}

/** From here on two deployments are taken for one that was renamed. */
const renamed = 0.6;

/** How much of what tells deployments apart is the same, 0–1. */
function likeness(a: Like, b: Like): number {
  if (a.format !== b.format) return 0;
  const model = a.model.id !== null && a.model.id === b.model.id;
  return (
    (model ? 0.3 : 0) +
    (a.file === b.file ? 0.25 : 0) +
    (a.name === b.name ? 0.25 : 0) +
    (a.kind === b.kind ? 0.1 : 0) +
    (a.engine === b.engine ? 0.05 : 0) +
    (a.namespace === b.namespace ? 0.05 : 0) +
    (a.accelerator?.name === b.accelerator?.name && a.accelerator?.count === b.accelerator?.count
      ? 0.1
      : 0)
  );
}
