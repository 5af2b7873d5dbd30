import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { ModelFacts } from '../model/modelFacts.ts';
import type { Deployment } from '../model/deployment.ts';
import type { PerformanceEstimate } from '../model/performance.ts';
import type { LatencyClass, Workload } from '../model/workload.ts';
import type { Sourced } from '../model/sourced.ts';
import { TARGET_UTILIZATION } from '../performance/performance.ts';
import type { ReplicaTarget } from './autoscaling/target.ts';
import type { WeekDemand } from './autoscaling/week.ts';
import { dailyPeak, weeklyFactors, weeklyPeak } from './demand.ts';

/** Requests/s that stand in when neither traffic nor capacity is known. */
const unknownRate = 1;

/**
 * Requests/s at most for models that do not write text. A small encoder answers hundreds a second, and taking it to be
 * sized for that would invent more traffic, and more cost of traffic, than nearly any service has.
 */
const busyService = 10;

/** Share of the saturated rate that batch work is planned with: its queue keeps replicas busy, restarts take the rest. */
const batchUtilization = 0.95;

/** Seconds until a caller gives up: a usual limit of proxies (nginx `proxy_read_timeout`, AWS load balancers: 60 s). */
const callerPatience = 60;

/** Seconds that batch work may wait: the day within which batch APIs promise their answers. */
const batchPatience = 86_400;

/** What one replica is planned for: with a latency objective or without, and where its autoscaler acts. */
export interface ReplicaCapacity {
  /** Requests/s of one replica at which another one is wanted. */
  readonly planned: number;
  /** Null without an autoscaler. */
  readonly target: ReplicaTarget | null;
}

/**
 * The demand that is priced. Where nobody states traffic, the deployment is taken to be sized for it: the rate whose
 * busiest moment the configured minimum serves at its capacity, without its autoscaler adding to it. That leaves the
 * replicas as they are configured, gives unit costs of the right order, and claims no idle money that nobody measured.
 */
export function pricedWorkload(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  model: ModelFacts | null,
  capacity: ReplicaCapacity | null,
): Workload {
  const { workload } = assumptions;
  const limit = model?.modality === 'text-generation' ? Infinity : busyService;
  const requestsPerSecond =
    workload.requestsPerSecond ?? sizedRate(deployment, assumptions, capacity, limit);
  return { ...workload, requestsPerSecond };
}

function sizedRate(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  capacity: ReplicaCapacity | null,
  limit: number,
): Sourced<number> {
  const name = 'requestsPerSecond';
  if (capacity === null) {
    const reason = 'no traffic is stated, and what a replica can serve is not known';
    return { value: unknownRate, origin: { kind: 'default', name, reason } };
  }
  const each = Math.min(capacity.planned, capacity.target?.rate.value ?? Infinity);
  const replicas = Math.max(1, assumptions.replicas?.value ?? deployment.replicas.min.value);
  // Each of a pair is sized by itself: what the other one can serve is not known here.
  const worker = deployment.phase === undefined ? 'replica' : `${deployment.phase} worker`;
  const noun = replicas === 1 ? worker : `${worker}s`;
  // An autoscaler answers a queue with replicas; only fixed ones let it spread the work over the day.
  const { workload } = assumptions;
  const queued = workload.latencyClass.value === 'batch' && deployment.replicas.autoscaler === null;
  const sized = (each * replicas) / (queued ? dailyPeak(workload) : weeklyPeak(workload));
  if (sized > limit) {
    const much = 'no traffic is stated: a busy service; the replicas could serve more';
    return { value: limit, origin: { kind: 'default', name, reason: much } };
  }
  const reason = `no traffic is stated: what ${replicas} ${noun} can serve in the busiest hour, averaged over the week`;
  return { value: sized, origin: { kind: 'default', name, reason } };
}

/**
 * Requests/s of one replica at which another one is wanted. Where the latency objective holds at no rate at all, more
 * replicas would not help; the usual target utilization is planned with then. Batch work is planned near saturation.
 */
export function plannedCapacity(
  performance: PerformanceEstimate,
  latencyClass: LatencyClass,
): number {
  const { capacity, saturated } = performance;
  if (latencyClass === 'batch') return batchUtilization * saturated.requestsPerSecond;
  return capacity.requestsPerSecond > 0
    ? capacity.requestsPerSecond
    : TARGET_UTILIZATION * saturated.requestsPerSecond;
}

/** True when somebody states, or measured, how much is asked; else the rate only stands in and says nothing of idling or queues. */
export function trafficIsStated({
  requestsPerSecond,
}: Pick<Workload, 'requestsPerSecond'>): boolean {
  return requestsPerSecond.origin.kind !== 'default';
}

/** True when the workload states, or its class implies, a limit on latency. */
export function hasObjective({ ttftMs, tpotMs, e2eMs }: Workload): boolean {
  return ttftMs !== null || tpotMs !== null || e2eMs !== null;
}

/** The workload as a week of hourly rates, against what one replica can do. */
export function weekDemand(
  workload: Workload,
  performance: PerformanceEstimate,
  { planned, target }: ReplicaCapacity,
): WeekDemand {
  const rate = Math.max(0, workload.requestsPerSecond.value);
  const saturated = performance.saturated.requestsPerSecond;
  const held = performance.capacity.requestsPerSecond;
  const isBatch = workload.latencyClass.value === 'batch';
  return {
    hourly: weeklyFactors(workload).map((factor) => rate * factor),
    peak: Math.max(1, workload.peakFactor.value),
    limit: workload.maxRequestsPerSecond?.value ?? Infinity,
    patience: isBatch ? batchPatience : callerPatience,
    target: target?.rate.value ?? planned,
    tolerant: target?.tolerant ?? false,
    capacity: planned,
    inTime: isBatch ? Infinity : hasObjective(workload) ? held : saturated,
    percentile: workload.percentile.value / 100,
    saturated,
  };
}
