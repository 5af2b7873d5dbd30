import { cacheHits } from './cacheHits.ts';
import type { GatewayRoute } from '../../model/deployment.ts';
import type { NamedInput } from '../../model/estimate.ts';
import type { Workload } from '../../model/workload.ts';
import { hoursPerWeek, weeklyFactors } from '../demand.ts';

/** What of the demand reaches a provider. */
export interface Sent {
  /** Share of the requests that the provider answers and bills, 0–1. */
  readonly share: number;
  /** What keeps the others back, for the reader. */
  readonly inputs: readonly NamedInput[];
}

/**
 * Requests that a gateway sends on: not those that its response cache answers (without a
 * cacheable share of the workload it is taken to answer none), and none beyond its limits on requests or tokens a minute, hour by hour. The
 * cache stands before the limits.
 */
export function sentOn(workload: Workload, route: GatewayRoute | undefined): Sent {
  if (route === undefined) return { share: 1, inputs: [] };
  const { cache, requestsPerMinute, tokensPerMinute } = route;
  const hits = cache === null ? null : cacheHits(workload, cache);
  const missed = 1 - (hits?.value ?? 0);
  const rate = workload.requestsPerSecond.value * missed;
  const tokens = workload.inputTokens.value + workload.outputTokens.value;
  const limit = Math.min(
    (requestsPerMinute?.value ?? Infinity) / 60,
    tokens > 0 ? (tokensPerMinute?.value ?? Infinity) / 60 / tokens : Infinity,
  );
  const admitted = withinLimit(rate, limit, workload);
  return {
    share: missed * admitted,
    inputs: [
      ...(hits === null
        ? []
        : [{ name: 'answered from the cache', value: hits.value, unit: '', origin: hits.origin }]),
      ...(admitted >= 1
        ? []
        : [
            {
              name: 'within the rate limit',
              value: admitted,
              unit: 'of the requests',
              origin: (requestsPerMinute ?? tokensPerMinute)?.origin ?? {
                kind: 'derived' as const,
                formula: 'requests a minute',
              },
            },
          ]),
    ],
  };
}

function withinLimit(rate: number, limit: number, workload: Workload): number {
  if (!(rate > 0) || !Number.isFinite(limit)) return 1;
  const admitted = weeklyFactors(workload).reduce(
    (sum, factor) => sum + Math.min(rate * factor, limit),
    0,
  );
  return Math.min(1, admitted / hoursPerWeek / rate);
}
