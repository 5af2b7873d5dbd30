import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import { weeklyFactors } from '../cost/demand.ts';
import { evaluateAll } from '../cost/evaluateAll.ts';
import type { ReplicaPlan } from '../cost/replicas.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';
import type { LoadCurve, LoadedPoint } from '../model/insight.ts';
import type { Workload } from '../model/workload.ts';
import { underLoad } from '../performance/underLoad.ts';

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
  const at = (rate: number | null): LoadCurve['now'] => {
    const point = rate !== null && rate > 0 ? load.atRate(rate) : 'idle';
    if (point === null) return 'overloaded';
    return point === 'idle' || point.concurrency < least ? 'idle' : point;
  };
  const now = at(operation.perReplica);
  const most = busiestRate(workload, plan);
  const busiest = most > (operation.perReplica ?? 0) * uneven ? at(most) : null;
  const held = at(planned.requestsPerSecond);
  const capacity = typeof held === 'string' ? null : held;
  const marked = [now, busiest, capacity].filter(
    (point) => point !== null && typeof point === 'object',
  );
  const isPasses = planned.outputTokensPerSecond === 0 && performance.phase === undefined;
  const concurrencies = marked.map(({ concurrency }) => concurrency);
  const from = Math.min(1, ...concurrencies);
  const to = Math.max(2, maxConcurrency * (isPasses ? beyond : 1), ...concurrencies);
  const points = [...spaced(from, to).map((each) => load.atConcurrency(each)), ...marked].sort(
    (a, b) => a.concurrency - b.concurrency,
  );
  return { points: points.filter(isSound), now, busiest, capacity, maxConcurrency };
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
