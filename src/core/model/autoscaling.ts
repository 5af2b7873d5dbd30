import type { NamedInput } from './estimate.ts';
import type { Range, Sourced } from './sourced.ts';

/** From asking for a replica to its first answer. */
export interface ColdStart {
  readonly seconds: number;
  /** True when the size of the model is not known: it takes at least this long. */
  readonly lowerBound: boolean;
  /** Node, image, weights, engine: seconds each, with where they came from. */
  readonly parts: readonly NamedInput[];
}

/** What replicas and requests do over a week of demand. Shares are of the requests that arrive, 0–1. */
export interface AutoscalingEstimate {
  /** Requests/s that arrive in each of the 168 hours, Monday 00:00 first, before any rate limit. */
  readonly demand: readonly number[];
  /** Replicas that are paid, mean of each hour. */
  readonly replicas: readonly number[];
  /** Of them, those that the demand needs at planned capacity. */
  readonly needed: readonly number[];
  /** Replica-hours a month. */
  readonly replicaHours: Range;
  /** Requests/s per replica at which the autoscaler adds another; null without an autoscaler. */
  readonly target: Sourced<number> | null;
  /** Waited for a replica to start from zero. */
  readonly waitingShare: number;
  /** Answered beyond the latency limits or, without limits, after a queue. */
  readonly lateShare: number;
  /** Given up or turned away because too few replicas run. */
  readonly droppedShare: number;
  /** Above the rate limit in front. */
  readonly refusedShare: number;
  readonly coldStartsPerMonth: number;
  /** Share of the paid replica time that the demand does not need at planned capacity, 0–1. */
  readonly idleShare: number;
  /**
   * Months until the busiest hour needs more than the maximum, at the stated growth; 0 = it does already. Null without
   * growth, without a maximum, or beyond a hundred years.
   */
  readonly monthsUntilFull: number | null;
}
