import type { Change } from '../model/change.ts';
import { replicasNeeded } from './hold.ts';
import type { Subject } from './rule.ts';

/**
 * The changes, and a lower fixed number of replicas when they let each replica do more. The margin the user keeps over
 * what the demand needs stays in proportion, and a deployment with a spare replica keeps one. An autoscaler follows by
 * itself.
 */
export function withFewerReplicas(subject: Subject, changes: readonly Change[]): readonly Change[] {
  const { min, autoscaler } = subject.deployment.replicas;
  if (autoscaler !== null || min.value < 2) return changes;
  const rate = subject.estimate.workload.requestsPerSecond.value;
  const before = replicasNeeded(subject.estimate, rate);
  const after = replicasNeeded(subject.consider(changes), rate);
  if (before === null || after === null || before === 0) return changes;
  const target = Math.max(2, Math.ceil((min.value * after) / before));
  return target < min.value ? [...changes, { kind: 'set-replicas', min: target }] : changes;
}
