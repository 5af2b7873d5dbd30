import type { Span } from '../text/span.ts';
import type { Provider, PurchaseOption } from './deployment.ts';
import type { DemandShape, LatencyClass } from './workload.ts';

/** What a comment of a config states of the deployment it stands by: `# serving-cost: 12 rps, 800 in, 200 out`. */
export interface StatedComment {
  readonly uri: string;
  readonly span: Span;
  /** True for one that counts for every deployment of its file. */
  readonly wholeFile: boolean;
  readonly values: StatedValues;
}

/** The part of an assumptions file that fits into one line; fields, units and ranges are the same. */
export interface StatedValues {
  readonly provider?: Provider | undefined;
  readonly region?: string | undefined;
  readonly accelerator?: string | undefined;
  readonly purchase?: PurchaseOption | undefined;
  readonly workload?: StatedWorkload | undefined;
}

type StatedTokens = number | { mean: number; p95?: number | undefined };

export interface StatedWorkload {
  readonly requestsPerSecond?: number | undefined;
  readonly requestsPerDay?: number | undefined;
  readonly requestsPerMonth?: number | undefined;
  readonly tokensPerMonth?: number | undefined;
  readonly users?: number | undefined;
  readonly requestsPerUserPerDay?: number | undefined;
  readonly shape?: DemandShape | undefined;
  readonly peakFactor?: number | undefined;
  readonly maxRequestsPerSecond?: number | undefined;
  readonly growthPerMonth?: number | undefined;
  readonly inputTokens?: StatedTokens | undefined;
  readonly outputTokens?: StatedTokens | undefined;
  readonly cachedPrefixShare?: number | undefined;
  readonly cacheableShare?:
    number | { exact?: number | undefined; semantic?: number | undefined } | undefined;
  readonly audioSeconds?: number | undefined;
  readonly latency?:
    | {
        ttftMs?: number | undefined;
        tpotMs?: number | undefined;
        e2eMs?: number | undefined;
        percentile?: number | undefined;
      }
    | undefined;
  readonly latencyClass?: LatencyClass | undefined;
  readonly updatesPerMonth?: number | undefined;
}
