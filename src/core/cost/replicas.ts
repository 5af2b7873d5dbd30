import type { Autoscaler, Deployment } from '../model/deployment.ts';
import type { Range, Sourced } from '../model/sourced.ts';
import type { DemandShape } from '../model/workload.ts';
import { hoursPerWeek, weeklyFactors } from './demand.ts';

/** Replicas of a deployment over a week of demand. */
export interface ReplicaPlan {
  readonly range: Range;
  /** Replicas in each of the 168 hours; null when demand cannot be turned into replicas. */
  readonly hourly: readonly number[] | null;
  /** What was assumed about the numbers; null = they follow from the config. */
  readonly remark: string | null;
}

export interface ReplicaDemand {
  /** Mean requests/s of the whole deployment. */
  readonly requestsPerSecond: number;
  readonly shape: DemandShape;
  /** Requests/s of one replica at its target. */
  readonly capacity: number;
}

/**
 * The number of replicas that run: at least, on average, at most. With an autoscaler the average follows the 168 hourly
 * rates: enough replicas for the rate at their capacity, between minimum and maximum. Without knowledge of the capacity
 * (`demand` null) the average is the minimum. A measured average replaces the calculated one.
 */
export function planReplicas(
  deployment: Deployment,
  demand: ReplicaDemand | null,
  measured: Sourced<number> | null,
): ReplicaPlan {
  const { autoscaler } = deployment.replicas;
  const min = Math.max(0, deployment.replicas.min.value);
  const limit = deployment.replicas.max?.value ?? (autoscaler === null ? min : Infinity);
  const max = Math.max(min, limit);
  const wanted = demand === null ? null : hourlyReplicas(demand, autoscaler, min, max);
  const peak = wanted === null ? min : Math.max(...wanted, min);
  const top = Number.isFinite(max) ? max : Math.max(peak, measured?.value ?? 0);
  const remark = Number.isFinite(max)
    ? null
    : wanted === null
      ? 'the autoscaler has no upper limit, and what demand needs is not known'
      : 'the autoscaler has no upper limit; its most is what the busiest hour needs';
  if (measured !== null) {
    const expected = Math.min(top, Math.max(min, measured.value));
    return { range: { min, expected, max: top }, hourly: null, remark };
  }
  if (wanted === null) return { range: { min, expected: min, max: top }, hourly: null, remark };
  const expected = wanted.reduce((sum, value) => sum + value, 0) / hoursPerWeek;
  return { range: { min, expected, max: top }, hourly: wanted, remark };
}

/** A rate this little above the capacity of n replicas does not bring another one (autoscalers have a tolerance). */
const tolerance = 1e-6;

function hourlyReplicas(
  demand: ReplicaDemand,
  autoscaler: Autoscaler | null,
  min: number,
  max: number,
): readonly number[] | null {
  const overloaded = demand.capacity <= 0;
  // Nothing can be served and nothing limits the autoscaler: no number would be true.
  if (overloaded && !Number.isFinite(max)) return null;
  return weeklyFactors(demand.shape).map((factor) => {
    const rate = demand.requestsPerSecond * factor;
    if (rate <= 0) return min;
    const needed = overloaded ? max : Math.ceil(rate / demand.capacity - tolerance);
    // One replica may not be needed all hour when there is a request only now and then.
    const awake = min === 0 && needed <= 1 ? awakeShare(rate, autoscaler) : Math.max(1, needed);
    return Math.min(max, Math.max(min, awake));
  });
}

/**
 * Share of an hour in which a replica that scales to zero is up: with requests arriving at random (Poisson), the share
 * of moments with a request in the window before them, 1 − e^(−rate × window).
 */
function awakeShare(requestsPerSecond: number, autoscaler: Autoscaler | null): number {
  return 1 - Math.exp(-requestsPerSecond * idleWindow(autoscaler));
}

/** Seconds without a request until the last replica goes: the defaults of KEDA (`cooldownPeriod`) and Knative (stable window and grace period). */
function idleWindow(autoscaler: Autoscaler | null): number {
  return autoscaler?.kind === 'knative' || autoscaler?.kind === 'kserve' ? 90 : 300;
}
