import type { ScalarNode } from '../../syntax/tree.ts';
import {
  at,
  entriesAt,
  isHole,
  isScalar,
  itemsAt,
  scalarAt,
  textAt,
  type Located,
} from '../located.ts';

/** One thing a pod demands of its node's labels. Several values: any of them will do. */
export interface NodeConstraint {
  readonly key: string;
  readonly values: readonly Located<ScalarNode>[];
  /** `preferred` affinity may be ignored by the scheduler; a `pool` is a NodePool that the pod selects. */
  readonly strength: 'required' | 'preferred' | 'pool';
}

/** What `nodeSelector` and node affinity of a pod spec demand, the selector first. */
export function nodeConstraints(podSpec: Located | null): NodeConstraint[] {
  const selector = entriesAt(podSpec, 'nodeSelector').flatMap(({ key, value }): NodeConstraint[] =>
    isScalar(value) ? [{ key, values: [value], strength: 'required' }] : [],
  );
  const affinity = at(podSpec, 'affinity', 'nodeAffinity');
  const required = itemsAt(
    affinity,
    'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms',
  ).flatMap((term) => requirements(term, 'matchExpressions', 'required'));
  const preferred = itemsAt(affinity, 'preferredDuringSchedulingIgnoredDuringExecution').flatMap(
    (item) => requirements(at(item, 'preference'), 'matchExpressions', 'preferred'),
  );
  return [...selector, ...mergeByKey(required), ...mergeByKey(preferred)];
}

/** The `In` requirements of a list of `{key, operator, values}`. */
export function requirements(
  from: Located | null,
  list: string,
  strength: NodeConstraint['strength'],
): NodeConstraint[] {
  return itemsAt(from, list).flatMap((item): NodeConstraint[] => {
    const key = textAt(item, 'key');
    const operator = textAt(item, 'operator') ?? 'In';
    if (key === null || operator !== 'In') return [];
    return [{ key, values: itemsAt(item, 'values').filter(isScalar), strength }];
  });
}

/** Alternatives of one key (several terms) become one constraint with the values of all. */
function mergeByKey(constraints: readonly NodeConstraint[]): NodeConstraint[] {
  const byKey = new Map<string, NodeConstraint>();
  for (const constraint of constraints) {
    const known = byKey.get(constraint.key);
    byKey.set(
      constraint.key,
      known ? { ...known, values: [...known.values, ...constraint.values] } : constraint,
    );
  }
  return [...byKey.values()];
}

/** The known values of the first constraint with one of the keys; holes of templates are left out. */
export function valuesOf(
  constraints: readonly NodeConstraint[],
  ...keys: readonly string[]
): { readonly constraint: NodeConstraint; readonly values: readonly Located<ScalarNode>[] } | null {
  for (const key of keys) {
    for (const constraint of constraints) {
      if (constraint.key !== key) continue;
      const values = constraint.values.filter((value) => !isHole(value));
      if (values.length > 0) return { constraint, values };
    }
  }
  return null;
}

/** A toleration's key and value. */
export interface Toleration {
  readonly key: string;
  readonly value: string | null;
  readonly located: Located;
}

export function tolerations(podSpec: Located | null): Toleration[] {
  return itemsAt(podSpec, 'tolerations').flatMap((item) => {
    const key = textAt(item, 'key');
    return key === null
      ? []
      : [{ key, value: textAt(item, 'value'), located: scalarAt(item, 'key') ?? item }];
  });
}
