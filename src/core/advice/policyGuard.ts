import { constrainedKinds, constraintsOf } from '../assumptions/constraints.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { Subject } from './rule.ts';
import { effectiveUse } from './stated.ts';

/**
 * What policies do not allow of a changed deployment, as a phrase; null when nothing does. What was not allowed before
 * the change does not count against it.
 */
export function notAllowed(
  after: CostEstimate,
  { estimate, policies, catalog }: Pick<Subject, 'estimate' | 'policies' | 'catalog'>,
): string | null {
  if (policies.length === 0) return null;
  const constraints = constraintsOf(policies, catalog);
  // Of several candidates none is used yet: naming one is a choice.
  const isSettled = estimate.candidates.length === 0;
  const before = { ...effectiveUse(estimate), ...(isSettled ? {} : { accelerators: null }) };
  const then = effectiveUse(after);
  for (const kind of constrainedKinds) {
    const name = then[kind];
    const was = before[kind];
    if (name === null || constraints.allows(kind, name)) continue;
    if (was === null || constraints.allows(kind, was)) {
      return `${name} is not in policies.allowed.${kind}`;
    }
  }
  return null;
}
