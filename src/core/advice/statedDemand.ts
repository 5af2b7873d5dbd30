import { weeklyPeak } from '../cost/demand.ts';
import { allowedShare, missedShare } from '../cost/missed.ts';
import { plannedCapacity } from '../cost/workload.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { Subject } from './rule.ts';

/** With two replicas one can fail or be updated while the other serves; no fewer are proposed. */
export const spareReplicas = 2;

/** True when over the week no more requests miss what is promised than may. */
export function isAnswered(estimate: CostEstimate): boolean {
  const missed = missedShare(estimate);
  return (
    missed !== null &&
    estimate.meetsSlo !== false &&
    missed <= allowedShare(estimate.workload) * (1 + 1e-9)
  );
}

/** Requests/s in the busiest moment of the week. */
export function busiestRate({ workload }: Pick<Subject, 'workload'>): number {
  return workload.requestsPerSecond.value * weeklyPeak(workload);
}

/** Requests/s that one replica is planned with; 0 when that is not known. */
export function capacityOfReplica({ estimate, workload }: Subject): number {
  const { performance } = estimate;
  return performance === null ? 0 : plannedCapacity(performance, workload.latencyClass.value);
}

/** Replicas that the busiest moment needs at planned capacity, at least one; null when that is not known. */
export function replicasAtPeak(subject: Subject): number | null {
  const capacity = capacityOfReplica(subject);
  if (!(capacity > 0)) return null;
  return Math.max(1, Math.ceil(busiestRate(subject) / capacity - 1e-6));
}

const nonProduction =
  /^(dev|devel|development|test|testing|qa|stag(e|ing)|sandbox|demo|preview|uat|int)\b/i;

/** The environment where it is stated and not the one that users depend on; else null. */
export function nonProductionEnvironment({ attribution }: CostEstimate): string | null {
  const name = attribution.environment?.value ?? '';
  return nonProduction.test(name) ? name : null;
}

/**
 * Fewest replicas that are proposed to run all the time. One that stands by while another fails or is updated stays,
 * where there is one and people depend on it.
 */
export function fewestReplicas({ deployment, workload, estimate }: Subject): number {
  const dependedOn =
    workload.latencyClass.value !== 'batch' && nonProductionEnvironment(estimate) === null;
  return dependedOn && deployment.replicas.min.value >= spareReplicas ? spareReplicas : 1;
}
