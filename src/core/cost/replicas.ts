import type { Deployment } from '../model/deployment.ts';
import type { Range, Sourced } from '../model/sourced.ts';
import type { ScalingPolicy } from './autoscaling/desired.ts';
import { scalingPolicy } from './autoscaling/policy.ts';
import { simulateWeek, type Week, type WeekDemand } from './autoscaling/week.ts';

/** Replicas of a deployment over a week of demand. */
export interface ReplicaPlan {
  readonly range: Range;
  /** Replicas in each of the 168 hours; null when demand cannot be turned into replicas, or their mean is measured. */
  readonly hourly: readonly number[] | null;
  /** What becomes of the requests; null when that is not known. */
  readonly week: Week | null;
  /** What was assumed about the numbers; null = they follow from the config. */
  readonly remark: string | null;
}

/**
 * The number of replicas that run: at least, on average, at most. The average is that of a simulated week. Without
 * knowledge of the capacity (`demand` null) it is the minimum. A measured average replaces the calculated one.
 * `coldStart` in seconds.
 */
export function planReplicas(
  deployment: Deployment,
  demand: WeekDemand | null,
  measured: Sourced<number> | null,
  coldStart: number,
): ReplicaPlan {
  const policy = scalingPolicy(deployment, coldStart);
  const { min } = policy;
  // Nothing can be served and nothing limits the autoscaler: no number would be true.
  const hopeless = demand !== null && demand.target <= 0 && !Number.isFinite(policy.max);
  const week =
    demand === null || hopeless ? null : simulateWeek(demand, withMeasured(policy, measured));
  const top = highest(policy, week, measured);
  const remark = Number.isFinite(policy.max) ? null : unlimitedRemark(week);
  const wanted = measured?.value ?? week?.replicas ?? min;
  const expected = Math.min(top, Math.max(min, wanted));
  const hourly = measured === null && week !== null ? week.hourly : null;
  return { range: { min, expected, max: top }, hourly, week, remark };
}

/** What runs on average runs all the time, as far as serving goes; at least one where any may run. */
function withMeasured(policy: ScalingPolicy, measured: Sourced<number> | null): ScalingPolicy {
  if (measured === null) return policy;
  const count = Math.min(policy.max, Math.max(1, policy.min, measured.value));
  return { ...policy, min: count, max: count };
}

function highest(
  { min, max }: ScalingPolicy,
  week: Week | null,
  measured: Sourced<number> | null,
): number {
  if (Number.isFinite(max)) return max;
  return Math.max(min, week?.peakReplicas ?? 0, measured?.value ?? 0);
}

function unlimitedRemark(week: Week | null): string {
  return week === null
    ? 'the autoscaler has no upper limit, and what demand needs is not known'
    : 'the autoscaler has no upper limit; its most is what the busiest hour needs';
}
