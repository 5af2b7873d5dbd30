import { metricMeaning } from '../cost/autoscaling/metrics.ts';
import { countingInFlight } from '../model/gauges.ts';
import type { ReplicaLoad } from '../model/change.ts';
import type { Autoscaler } from '../model/deployment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { Subject } from './rule.ts';

/** The rate of a replica in the ways that new autoscalers may be told it. */
export function loadAt(rate: number, { estimate }: Subject): { readonly load?: ReplicaLoad } {
  const most = estimate.performance?.saturated.requestsPerSecond ?? 0;
  return most > 0
    ? { load: { requestsPerSecond: twoDigits(rate), busyShare: Math.min(1, rate / most) } }
    : {};
}

/** The rate in the unit of the autoscaler's metric, of a new one in requests in flight; null where it has no such unit. */
export function targetAt(
  rate: number,
  autoscaler: Autoscaler | null,
  subject: Subject,
): number | null {
  const inFlight = requestsInFlight(rate, subject.estimate);
  if (autoscaler === null) return Math.max(1, Math.round(inFlight));
  const share = autoscaler.targetShare?.value ?? (isKnative(autoscaler) ? 0.7 : 1);
  switch (metricMeaning(autoscaler.metric)) {
    case 'concurrency':
      return Math.max(1, Math.round(inFlight / share));
    case 'rate':
      return twoDigits(rate / share);
    case 'rate per minute':
      return Math.max(1, Math.round(60 * rate));
    case 'cache': {
      const used = inFlight / Math.max(1, subject.estimate.performance?.maxConcurrency ?? 1);
      const isPercent = (autoscaler.target?.value ?? 0) > 1;
      return isPercent ? Math.round(100 * used) : twoDigits(Math.min(1, used));
    }
    case 'waiting':
      return isCountable(autoscaler)
        ? Math.max(1, Math.round(inFlight / share))
        : waitingAt(rate, subject.estimate);
    default:
      return null;
  }
}

/**
 * Requests that wait on average where arrivals are random (Sakasegawa 1977, as the estimate translates such targets); a
 * metric that is counted in whole requests is not aimed below one.
 */
function waitingAt(rate: number, { performance }: CostEstimate): number {
  if (performance === null) return 1;
  const busy = Math.min(0.99, rate / performance.saturated.requestsPerSecond);
  const power = Math.sqrt(2 * (Math.max(1, performance.maxConcurrency) + 1));
  return Math.max(1, Math.round(busy ** power / (1 - busy)));
}

/** True where the server's gauge of waiting requests has a counterpart for those in flight. */
export function isCountable(autoscaler: Autoscaler | null): boolean {
  return autoscaler !== null && countingInFlight(autoscaler.metric ?? '') !== null;
}

function isKnative({ kind, metric }: Autoscaler): boolean {
  return kind === 'knative' || (kind === 'kserve' && metricMeaning(metric) === 'concurrency');
}

/** A gauge of running requests ends at what a replica takes at once: the target has to stay below. */
const belowFull = 0.8;

/** In proportion to what is in flight at capacity: a little more than it is, since a calmer replica is faster. */
function requestsInFlight(rate: number, { performance }: CostEstimate): number {
  if (performance === null) return 0;
  const { saturated, capacity, maxConcurrency } = performance;
  const point = capacity.requestsPerSecond > 0 ? capacity : saturated;
  if (!(point.requestsPerSecond > 0)) return 0;
  const inFlight = (point.concurrency * rate) / point.requestsPerSecond;
  return Math.min(inFlight, belowFull * maxConcurrency);
}

function twoDigits(value: number): number {
  return Number(value.toPrecision(2));
}
