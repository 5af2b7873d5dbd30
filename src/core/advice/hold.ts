import type { CostEstimate } from '../model/estimate.ts';
import type { Subject, Trial } from './rule.ts';

/** True when the estimate fits in memory and holds the SLO at least as well as before. Unknown does not count against. */
export function holds(after: CostEstimate, before: CostEstimate): boolean {
  if (after.memory?.fits === false) return false;
  if (after.meetsSlo === false && before.meetsSlo !== false) return false;
  return !isOverloaded(after) || isOverloaded(before);
}

function isOverloaded(estimate: CostEstimate): boolean {
  return (estimate.utilization ?? 0) > 1;
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
