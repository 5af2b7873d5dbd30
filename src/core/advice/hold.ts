import { allowedShare, lateShare, tooLateShare } from '../cost/missed.ts';
import type { CostEstimate } from '../model/estimate.ts';
import {
  formatGiB,
  formatMilliseconds,
  formatNumber,
  formatPercent,
  formatRequestRate,
} from '../report/format.ts';
import type { Subject, Trial } from './rule.ts';

/**
 * Why the changed deployment is worse than what the user asked for: a phrase such as `p95 TTFT would be 1.9 s, limit 1.0 s`.
 * Null when it fits in memory, holds the SLO as well as before, and serves the demand of before, also where that demand is
 * only what it was sized for. What is not known does not count against it.
 */
export function reasonAgainst(after: CostEstimate, before: CostEstimate): string | null {
  if (after.memory?.fits === false) {
    return `it would not fit: ${formatGiB(after.memory.shortfallGiB)} per accelerator are missing`;
  }
  if (after.meetsSlo === false && (before.meetsSlo !== false || isSlower(after, before))) {
    return missedLimit(after);
  }
  const late = tooLateShare(after);
  if (
    late !== null &&
    late > (before.autoscaling === null ? 0 : lateShare(before.autoscaling)) + 1e-3
  ) {
    const allowed = formatPercent(allowedShare(after.workload));
    return `${formatPercent(late)} of the requests would be late or not answered, at most ${allowed} may be`;
  }
  const rate = before.workload.requestsPerSecond.value;
  const now = replicasNeeded(before, rate);
  const then = replicasNeeded(after, rate);
  if (now === null || then === null) return null;
  // As much as is asked of it today; where today's replicas are too few, no fewer than that.
  const isEnough =
    then <= after.replicas.max || then - after.replicas.max <= now - before.replicas.max;
  return isEnough
    ? null
    : `${formatRequestRate(rate)} would need ${formatNumber(then)} replicas, and ${formatNumber(after.replicas.max)} run at most`;
}

/** True when nothing speaks against the change: see `reasonAgainst`. */
export function holds(after: CostEstimate, before: CostEstimate): boolean {
  return reasonAgainst(after, before) === null;
}

/** A limit that is missed today must not be missed by more; a difference of a fiftieth is none. */
function isSlower(after: CostEstimate, before: CostEstimate): boolean {
  const rises = (of: (estimate: CostEstimate) => number | null): boolean =>
    (of(after) ?? 0) > 1.02 * (of(before) ?? Infinity);
  return rises(({ ttftMs }) => ttftMs) || rises(({ tpotMs }) => tpotMs);
}

function missedLimit({ workload, ttftMs, tpotMs, performance }: CostEstimate): string {
  const percentile = `p${workload.percentile.value}`;
  if (workload.ttftMs !== null && ttftMs !== null && ttftMs > workload.ttftMs.value) {
    return `${percentile} TTFT would be ${formatMilliseconds(ttftMs)}, limit ${formatMilliseconds(workload.ttftMs.value)}`;
  }
  if (workload.tpotMs !== null && tpotMs !== null && tpotMs > workload.tpotMs.value) {
    return `TPOT would be ${formatMilliseconds(tpotMs)}, limit ${formatMilliseconds(workload.tpotMs.value)}`;
  }
  // The means are within the limits; the percentile of the one that binds is not.
  const [what, limit] =
    performance?.limit === 'slo-ttft'
      ? ([`${percentile} TTFT`, workload.ttftMs] as const)
      : performance?.limit === 'slo-tpot'
        ? (['TPOT', workload.tpotMs] as const)
        : ([`${percentile} of the whole answer`, workload.e2eMs] as const);
  return limit === null
    ? 'it would miss the latency limits'
    : `${what} would be above ${formatMilliseconds(limit.value)}`;
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
