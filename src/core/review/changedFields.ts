import type { ChangedField } from './reviewModel.ts';
import type { SnapshotDeployment } from './snapshot.ts';

type Value = string | number | null;

const fields: Readonly<Record<string, (one: SnapshotDeployment) => Value>> = {
  model: ({ model }) => model.id,
  weights: ({ model }) => model.weightPrecision,
  'KV cache': ({ model }) => model.kvPrecision,
  engine: ({ engine }) => engine,
  accelerator: ({ accelerator }) => accelerator?.name ?? null,
  'accelerators per replica': ({ accelerator }) => accelerator?.count ?? 0,
  'tensor parallel': ({ tensorParallel }) => tensorParallel,
  'instance type': ({ instanceType }) => instanceType,
  provider: ({ provider }) => provider,
  region: ({ region }) => region,
  purchase: ({ purchase }) => purchase,
  replicas: ({ replicas: { min, max } }) => (min === max ? min : `${min}–${max}`),
};

/** Values that somebody wrote down; defaults and what follows from other values are no change of theirs. */
const stated: ReadonlySet<string> = new Set(['assumptions', 'measured', 'setting', 'config']);

/** What of a deployment, and of what is assumed of it, is another value after the change. */
export function changedFields(
  before: SnapshotDeployment,
  after: SnapshotDeployment,
): readonly ChangedField[] {
  const own = Object.entries(fields).map(([field, valueOf]) => ({
    field,
    before: valueOf(before),
    after: valueOf(after),
  }));
  const old = statedValues(before);
  const now = statedValues(after);
  const known = new Set(own.map(({ field }) => field));
  const assumed = [...new Set([...old.keys(), ...now.keys()])]
    .filter((field) => !known.has(field))
    .map((field) => ({ field, before: old.get(field) ?? null, after: now.get(field) ?? null }));
  return [...own, ...assumed].filter((one) => one.before !== one.after);
}

function statedValues({ assumptions }: SnapshotDeployment): ReadonlyMap<string, string | number> {
  return new Map(
    assumptions
      .filter(({ origin }) => stated.has(origin))
      .map(({ field, value }) => [field, value]),
  );
}
