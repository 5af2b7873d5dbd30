import type { CostEstimate } from '../model/estimate.ts';
import type { Subject } from './rule.ts';

/**
 * Remembers what a function says of a deployment as long as its estimate stands: several rules ask the same, and each of many
 * deployments is compared with all others whenever one of them changes.
 */
export function remembered<T>(of: (subject: Subject) => T): (subject: Subject) => T {
  const known = new WeakMap<CostEstimate, { readonly value: T }>();
  return (subject) => {
    const found = known.get(subject.estimate) ?? { value: of(subject) };
    known.set(subject.estimate, found);
    return found.value;
  };
}
