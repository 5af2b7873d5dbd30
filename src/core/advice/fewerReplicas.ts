import type { Change } from '../model/change.ts';
import { busiestRate, spareReplicas } from './statedDemand.ts';
import type { CostEstimate } from '../model/estimate.ts';
import { replicasNeeded } from './hold.ts';
import type { Subject } from './rule.ts';

/** The number of replicas that changes set; null where they leave it. */
export function replicasSet(changes: readonly Change[]): number | null {
  return changes.find((change) => change.kind === 'set-replicas')?.min ?? null;
}

/** False when the number of replicas is already as low as it may be: doing more per replica then saves nothing. */
export function canRunFewerReplicas({ deployment, estimate }: Subject): boolean {
  const { min, autoscaler } = deployment.replicas;
  return autoscaler === null ? min.value > spareReplicas : estimate.replicas.expected > min.value;
}

/**
 * The changes, and a lower fixed number of replicas when they let each replica do more. The margin the user keeps over
 * what the demand needs stays in proportion, and a deployment with a spare replica keeps one. An autoscaler follows by
 * itself. `considered` is the estimate with the changes, where that is at hand.
 */
export function withFewerReplicas(
  subject: Subject,
  changes: readonly Change[],
  considered?: CostEstimate,
): readonly Change[] {
  const { min, autoscaler } = subject.deployment.replicas;
  if (autoscaler !== null || min.value <= spareReplicas) return changes;
  const rate = busiestRate(subject);
  const before = replicasNeeded(subject.estimate, rate);
  const after = replicasNeeded(considered ?? subject.consider(changes), rate);
  if (before === null || after === null || before === 0) return changes;
  const inProportion = Math.ceil((min.value * after) / before);
  const target = Math.max(spareReplicas, inProportion, Math.ceil(after));
  return target < min.value ? [...changes, { kind: 'set-replicas', min: target }] : changes;
}
