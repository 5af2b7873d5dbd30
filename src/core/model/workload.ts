import type { Sourced } from './sourced.ts';

export type DemandShape = 'steady' | 'business-hours' | 'diurnal' | 'spiky';

export type LatencyClass = 'real-time' | 'interactive' | 'batch';

/** What a deployment has to serve: the demand side. From `.servingcost.yaml`, or named defaults that say so. */
export interface Workload {
  /** Mean over the month, all replicas together. */
  readonly requestsPerSecond: Sourced<number>;
  readonly shape: Sourced<DemandShape>;
  /** Mean tokens per request. */
  readonly inputTokens: Sourced<number>;
  readonly outputTokens: Sourced<number>;
  /** Limits at `percentile`; null = no limit stated. */
  readonly ttftMs: Sourced<number> | null;
  readonly tpotMs: Sourced<number> | null;
  readonly percentile: Sourced<number>;
  readonly latencyClass: Sourced<LatencyClass>;
  /** Percentage points of a benchmark score that quantization may cost at most. */
  readonly maxAccuracyLoss: Sourced<number>;
}
