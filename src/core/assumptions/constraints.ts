import type { Catalog } from '../model/catalog.ts';
import type { Policies } from './policies.ts';
import { matchesPattern } from './pattern.ts';

/** Kinds of things that policies may allow a list of. */
export const constrainedKinds = ['accelerators', 'regions', 'providers', 'instanceTypes'] as const;

export type ConstrainedKind = (typeof constrainedKinds)[number];

/** What policies allow to be used. */
export interface Constraints {
  /** The policies whose list the name is missing from: none when it is allowed. */
  against(kind: ConstrainedKind, name: string): readonly Policies[];
  allows(kind: ConstrainedKind, name: string): boolean;
}

/**
 * The lists of all policies that hold: what one of them leaves out is not allowed. Accelerators may go by any name the
 * catalogue knows.
 */
export function constraintsOf(policies: readonly Policies[], catalog: Catalog): Constraints {
  const against = (kind: ConstrainedKind, name: string): readonly Policies[] =>
    policies.filter(({ values }) => {
      const list: readonly string[] | undefined = values.allowed?.[kind];
      return list !== undefined && !list.some((entry) => isMeant(entry, kind, name, catalog));
    });
  return { against, allows: (kind, name) => against(kind, name).length === 0 };
}

function isMeant(entry: string, kind: ConstrainedKind, name: string, catalog: Catalog): boolean {
  if (matchesPattern(entry.toLowerCase(), name.toLowerCase())) return true;
  if (kind !== 'accelerators') return false;
  const facts = catalog.accelerator(entry);
  return facts !== null && facts.id === (catalog.accelerator(name)?.id ?? name);
}
