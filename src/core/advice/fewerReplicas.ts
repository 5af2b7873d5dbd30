import type { Change } from '../model/change.ts';
import type { Subject } from './rule.ts';

/**
 * The changes, and a lower fixed number of replicas when they let each replica do more. The margin the user keeps over
 * what the demand needs stays in proportion, and a deployment with a spare replica keeps one. An autoscaler follows by
 * itself.
 */
export function withFewerReplicas(subject: Subject, changes: readonly Change[]): readonly Change[] {
  const { min, autoscaler } = subject.deployment.replicas;
  if (autoscaler !== null || min.value < 2) return changes;
  const before = replicasNeeded(subject.estimate.utilization, min.value);
  const after = replicasNeeded(subject.consider(changes).utilization, min.value);
  if (before === null || after === null) return changes;
  const target = Math.max(2, Math.ceil((min.value * after) / before));
  return target < min.value ? [...changes, { kind: 'set-replicas', min: target }] : changes;
}

/** Whole replicas' worth of work; null when utilization is not known. */
function replicasNeeded(utilization: number | null, replicas: number): number | null {
  return utilization === null || utilization <= 0 ? null : utilization * replicas;
}
