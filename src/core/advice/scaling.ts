import { countingInFlight, metricMeaning } from '../cost/autoscaling/metrics.ts';
import type { Change, ReplicaLoad } from '../model/change.ts';
import type { Autoscaler } from '../model/deployment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import { formatNumber, formatQuantity } from '../report/format.ts';
import { missedShare } from '../cost/missed.ts';
import { busiestRate, capacityOfReplica, fewestReplicas, isAnswered } from './demand.ts';
import type { Subject } from './rule.ts';

/** Bounds and target of an autoscaler, and the week under them. */
export interface Scaling {
  readonly changes: readonly Change[];
  readonly min: number;
  readonly max: number;
  /** Load of a replica over its planned capacity at which another one comes; null = the target stays. */
  readonly load: number | null;
  readonly estimate: CostEstimate;
  /** USD of the expected month. */
  readonly monthly: number;
}

/** Loads at which another replica comes: from filled to the planned capacity to room for twice the load. */
const loads = [1, 0.75, 0.5] as const;

/** Replicas that always run, as shares of what the busiest moment needs. */
const keptShares = [0, 0.25, 0.5, 0.75, 1] as const;

/** A quarter more than the busiest moment needs, for weeks that are busier. */
const headroom = 1.25;

/**
 * Bounds and targets worth a look, each with the week of demand played through: 15 to 20 estimates. Empty where the speed
 * of a replica is not known.
 */
export function scalings(subject: Subject): readonly Scaling[] {
  const capacity = capacityOfReplica(subject);
  const busiest = busiestRate(subject);
  if (!(capacity > 0) || !(busiest > 0)) return [];
  const { autoscaler, min: present, max: limit } = subject.deployment.replicas;
  const floor = Math.min(present.value, fewestReplicas(subject));
  const tried = new Set<string>();
  return [...(autoscaler === null ? [] : [null]), ...loads].flatMap((load) => {
    const peak = Math.max(1, Math.ceil(busiest / ((load ?? 1) * capacity) - 1e-6));
    const enough = Math.max(peak + 1, Math.ceil(headroom * peak));
    const max = Math.max(autoscaler === null ? 0 : (limit?.value ?? 0), enough);
    const target = load === null ? null : targetAt(load * capacity, autoscaler, subject);
    // A metric that says nothing about the load cannot be set to one.
    if (load !== null && target === null && autoscaler !== null) return [];
    return keptShares.flatMap((kept): Scaling[] => {
      const min = Math.max(floor, Math.ceil(kept * peak));
      const key = `${min} ${max} ${target ?? ''}`;
      if (min >= max || tried.has(key)) return [];
      tried.add(key);
      const countInFlight = load !== null && isCountable(autoscaler);
      const changes: readonly Change[] = [
        {
          kind: 'autoscale',
          min,
          max,
          target,
          ...(countInFlight ? { countInFlight } : {}),
          ...loadAt((load ?? 1) * capacity, subject),
        },
      ];
      const estimate = subject.consider(changes);
      const { monthly } = estimate;
      return monthly === null
        ? []
        : [{ changes, min, max, load, estimate, monthly: monthly.expected }];
    });
  });
}

/** The cheapest of those under which no more requests miss what is promised than may; null when there is none. */
export function cheapestThatAnswers(options: readonly Scaling[]): Scaling | null {
  return cheapest(options.filter(({ estimate }) => isAnswered(estimate)));
}

export function cheapest(options: readonly Scaling[]): Scaling | null {
  return options.reduce<Scaling | null>(
    (best, each) => (best === null || each.monthly < best.monthly - 0.01 ? each : best),
    null,
  );
}

/** Where the limits hold at no load, that many points more that miss are worth less than the replicas they would take. */
const sameShare = 0.15;

/** The cheapest of those under which about as few requests as possible miss what is promised; null without options. */
export function cheapestAmongPunctual(options: readonly Scaling[]): Scaling | null {
  const missed = ({ estimate }: Scaling): number => missedShare(estimate) ?? 1;
  const fewest = Math.min(...options.map(missed));
  return cheapest(options.filter((each) => missed(each) <= fewest + sameShare));
}

/** What the autoscaler is told, as a phrase: `between 2 and 6 replicas, by 24 requests in flight each`. */
export function scalingText({ min, max, changes }: Scaling, autoscaler: Autoscaler | null): string {
  const change = changes.find((each) => each.kind === 'autoscale');
  const target = change?.target ?? null;
  const bounds = `between ${min} and ${max} replicas`;
  if (target === null || change === undefined) return bounds;
  return autoscaler === null || change.countInFlight
    ? `${bounds}, by ${formatQuantity(target, 'request')} in flight each`
    : `${bounds} with a target of ${formatNumber(target)}`;
}

/** What has to be in place for the changed or new autoscaler to work; null = nothing. */
export function needsOf({ changes }: Scaling, { deployment }: Subject): string | null {
  const { replicas, format, accelerator } = deployment;
  if (changes.some((change) => change.kind === 'autoscale' && change.countInFlight)) {
    return 'The autoscaler must be able to read the gauge of running requests (a rule of its metrics adapter).';
  }
  if (replicas.autoscaler !== null || format !== 'kubernetes') return null;
  return accelerator === null
    ? 'The cluster needs a metrics server.'
    : 'The cluster needs KEDA, and the trigger the address of your Prometheus.';
}

function loadAt(rate: number, { estimate }: Subject): { readonly load?: ReplicaLoad } {
  const most = estimate.performance?.saturated.requestsPerSecond ?? 0;
  return most > 0
    ? { load: { requestsPerSecond: twoDigits(rate), busyShare: Math.min(1, rate / most) } }
    : {};
}

/** The rate in the unit of the autoscaler's metric, of a new one in requests in flight; null where it has no such unit. */
function targetAt(rate: number, autoscaler: Autoscaler | null, subject: Subject): number | null {
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
function isCountable(autoscaler: Autoscaler | null): boolean {
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
