import type { CostEstimate } from '../model/estimate.ts';
import type { Subject, Trial } from './rule.ts';

/**
 * True when the changed deployment fits in memory, holds the SLO as well as before, and serves the demand of before,
 * also where that demand is only what it was sized for. What is not known does not count against it.
 */
export function holds(after: CostEstimate, before: CostEstimate): boolean {
  if (after.memory?.fits === false) return false;
  if (after.meetsSlo === false && before.meetsSlo !== false) return false;
  const rate = before.workload.requestsPerSecond.value;
  const now = replicasNeeded(before, rate);
  const then = replicasNeeded(after, rate);
  if (now === null || then === null) return true;
  // As much as is asked of it today; where today's replicas are too few, no fewer than that.
  return then <= after.replicas.max || then - after.replicas.max <= now - before.replicas.max;
}

/**
 * Replicas, as a fraction, that serve a rate within the SLO (or at the target utilization); null when performance is
 * not known.
 */
export function replicasNeeded(estimate: CostEstimate, requestsPerSecond: number): number | null {
  const capacity = estimate.performance?.capacity.requestsPerSecond ?? 0;
  return capacity > 0 ? requestsPerSecond / capacity : null;
}

/** For fixes that are worth it only if nothing the user asked for gets worse. */
export function acceptsWhatHolds(subject: Subject): (trial: Trial) => boolean {
  return (trial) => holds(trial.estimate, subject.estimate);
}

/** Fall of the expected month in USD between two estimates; null when one is not known or only a lower bound. */
export function savingBetween(before: CostEstimate, after: CostEstimate): number | null {
  if (before.monthly === null || after.monthly === null) return null;
  return before.monthly.expected - after.monthly.expected;
}
