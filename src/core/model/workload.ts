import type { Sourced } from './sourced.ts';

export type DemandShape = 'steady' | 'business-hours' | 'diurnal' | 'spiky' | 'measured';

export type LatencyClass = 'real-time' | 'interactive' | 'batch';

/** What a deployment has to serve: the demand side. From `.servingcost.yaml`, or named defaults that say so. */
export interface Workload {
  /** Mean while it runs, all replicas together. */
  readonly requestsPerSecond: Sourced<number>;
  readonly shape: Sourced<DemandShape>;
  /** Load by hour of the shape `measured`: 24 or 168 numbers of which only the relation counts; else null. */
  readonly series: Sourced<readonly number[]> | null;
  /** Busiest five minutes of an hour over the mean of that hour, at least 1. */
  readonly peakFactor: Sourced<number>;
  /** Requests/s above which requests are refused; null = no limit. */
  readonly maxRequestsPerSecond: Sourced<number> | null;
  /** Growth of the rate from month to month, 0.1 = 10%; null = none stated. */
  readonly growthPerMonth: Sourced<number> | null;
  /** Mean tokens per request, and the 95th percentile where it is stated. */
  readonly inputTokens: Sourced<number>;
  readonly outputTokens: Sourced<number>;
  readonly inputTokensP95: Sourced<number> | null;
  readonly outputTokensP95: Sourced<number> | null;
  /** Share of the input tokens that a prefix cache answers, 0–1; null = not stated. */
  readonly cachedPrefixShare: Sourced<number> | null;
  /** Share of requests that an exact response cache could answer, 0–1. It lowers no load by itself; null = not stated. */
  readonly cacheableShare: Sourced<number> | null;
  /** The same for a semantic one, which also answers what means the same. */
  readonly semanticShare: Sourced<number> | null;
  /** Share of requests that a smaller model answers well enough, 0–1. It moves none by itself; null = not stated. */
  readonly routableShare: Sourced<number> | null;
  readonly images: ImageDemand;
  /** Seconds of audio per request; null = not stated. */
  readonly audioSeconds: Sourced<number> | null;
  /** Limits at `percentile`; null = no limit. */
  readonly ttftMs: Sourced<number> | null;
  readonly tpotMs: Sourced<number> | null;
  /** From request to last token. */
  readonly e2eMs: Sourced<number> | null;
  readonly percentile: Sourced<number>;
  readonly latencyClass: Sourced<LatencyClass>;
  /** Rollouts of a new model version a month; null = not stated. */
  readonly updatesPerMonth: Sourced<number> | null;
  /** Percentage points of a benchmark score that quantization may cost at most. */
  readonly maxAccuracyLoss: Sourced<number>;
}

/** Images a request asks for; null = not stated. */
interface ImageDemand {
  readonly perRequest: Sourced<number> | null;
  /** Pixels. */
  readonly width: Sourced<number> | null;
  readonly height: Sourced<number> | null;
  /** Denoising steps of one image. */
  readonly steps: Sourced<number> | null;
}
