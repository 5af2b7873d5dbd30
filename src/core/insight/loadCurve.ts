import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import { weeklyFactors } from '../cost/demand.ts';
import { evaluateAll } from '../cost/evaluateAll.ts';
import type { ReplicaPlan } from '../cost/replicas.ts';
import { plannedCapacity } from '../cost/workload.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';
import type { LoadCurve, LoadedPoint, LoadOnCurve } from '../model/insight.ts';
import type { PerformanceEstimate } from '../model/performance.ts';
import type { LatencyClass, Workload } from '../model/workload.ts';
import { underLoad, type UnderLoad } from '../performance/underLoad.ts';

/** Points of a curve, evenly spaced by ratio, beside those that are marked. */
const pointCount = 32;

/** Requests at once below which a replica is as good as idle: one busy second in a quarter of an hour. */
const least = 1e-3;

/** Times the mean from which the busiest hour is worth a mark. */
const uneven = 1.05;

/** Models that answer in passes are shown with a queue of as many again as are in the passes. */
const beyond = 2;

/**
 * Throughput and latency of one replica of a deployment, on the hardware that counts as expected, by requests at once. From
 * the same model as the estimate: its mean latencies are those of `now`. Null where nothing can be said about the speed, or
 * where requests of what is served here are answered elsewhere.
 */
export function loadCurve(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  environment: Environment,
): LoadCurve | null {
  const { chosen } = evaluateAll(deployment, assumptions, environment);
  const { serving, operation, workload, plan } = chosen;
  const performance = serving?.performance ?? null;
  if (serving === null || performance === null) return null;
  const percentile = workload.percentile.value;
  const load = underLoad(serving.configuration, { ...serving.requests, percentile });
  if (load === null) return null;
  const { capacity: planned, maxConcurrency } = performance;
  const now = loadAt(load, performance, operation.perReplica ?? 0);
  const most = busiestRate(workload, plan);
  const busiest = most > now.requestsPerSecond * uneven ? loadAt(load, performance, most) : null;
  const capacity = capacityPoint(load, performance, workload.latencyClass.value);
  const marked = [now.point, busiest?.point ?? null, capacity].filter((point) => point !== null);
  const isPasses = planned.outputTokensPerSecond === 0 && performance.phase === undefined;
  const concurrencies = marked.map(({ concurrency }) => concurrency);
  const from = Math.min(1, ...concurrencies);
  const to = Math.max(2, maxConcurrency * (isPasses ? beyond : 1), ...concurrencies);
  const points = [...spaced(from, to).map((each) => load.atConcurrency(each)), ...marked].sort(
    (a, b) => a.concurrency - b.concurrency,
  );
  if (!points.every(isSound)) return null;
  return { points, now, busiest, capacity, maxConcurrency };
}

/** Between what arrivals at random get and a queue that is never empty, all that fits is in flight. */
function loadAt(
  load: UnderLoad,
  { saturated }: PerformanceEstimate,
  requestsPerSecond: number,
): LoadOnCurve {
  const overloaded = requestsPerSecond > saturated.requestsPerSecond;
  const point = overloaded || !(requestsPerSecond > 0) ? null : load.atRate(requestsPerSecond);
  const isBusy = point !== null && point.concurrency >= least;
  return { requestsPerSecond, overloaded, point: isBusy ? point : null };
}

/** Null where the limits hold at no rate. What is planned with then is not their doing. */
function capacityPoint(
  load: UnderLoad,
  performance: PerformanceEstimate,
  latencyClass: LatencyClass,
): LoadedPoint | null {
  const isHeld = performance.capacity.requestsPerSecond > 0;
  return isHeld || latencyClass === 'batch'
    ? load.atRate(plannedCapacity(performance, latencyClass))
    : null;
}

/** Requests/s at a replica, over the hour in which they are most. One that sleeps counts while it is up. */
function busiestRate(workload: Workload, { hourly, range }: ReplicaPlan): number {
  const rate = workload.requestsPerSecond.value;
  const limit = workload.maxRequestsPerSecond?.value ?? Infinity;
  const perReplica = weeklyFactors(workload).map(
    (factor, hour) =>
      Math.min(limit, rate * factor) / Math.max(1, hourly?.[hour] ?? range.expected),
  );
  return Math.max(0, ...perReplica);
}

function spaced(from: number, to: number): number[] {
  return Array.from(
    { length: pointCount },
    (_, index) => from * (to / from) ** (index / (pointCount - 1)),
  );
}

/** Devices of next to nothing have no speed that could be drawn. */
function isSound({ concurrency, requestsPerSecond, ttftMs, percentile }: LoadedPoint): boolean {
  return [concurrency, requestsPerSecond, ttftMs, percentile.e2eMs].every(Number.isFinite);
}
