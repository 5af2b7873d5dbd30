import type { OperatingPoint, PerformanceEstimate } from '../model/performance.ts';
import type { RequestWork } from './requestWork.ts';

/** An operating point at a given arrival rate. */
export interface LoadPoint extends OperatingPoint {
  /** Arrival rate over the most the replica can serve; above 1 when overloaded. */
  readonly utilization: number;
  /** True when requests arrive faster than they can be served: the latencies are then those at saturation, and grow. */
  readonly overloaded: boolean;
}

/** Devices of a replica that each serve requests of their own. */
export interface Pool {
  readonly work: RequestWork;
  readonly devices: number;
}

/** Requests/s of one device when its queue is never empty. */
function most({ work }: Pool): number {
  return work.maxBatch / work.seconds(work.maxBatch);
}

/** The point at the most a replica can serve: every pass is full. */
export function saturatedPasses(pool: Pool): OperatingPoint {
  const { work } = pool;
  const latency = work.seconds(work.maxBatch) + work.overhead;
  return point(pool, work.maxBatch * pool.devices, most(pool) * pool.devices, latency);
}

/** What a replica does with so many requests in flight or waiting: passes of what is there, up to the server's batch. */
export function passesAtConcurrency(pool: Pool, concurrency: number): OperatingPoint {
  const { work, devices } = pool;
  const total = Number.isFinite(concurrency) && concurrency > 0 ? concurrency : 1;
  const each = Math.max(1, total / devices);
  const batch = Math.min(work.maxBatch, each);
  const pass = work.seconds(batch);
  // A closed loop: clients spend the overhead outside the device, the rest in a pass or waiting for one.
  const cycle = Math.max((each / batch) * pass, pass + work.overhead);
  const busy = Math.min(devices, total);
  return point(pool, Math.min(total, batch * devices), (each * busy) / cycle, cycle);
}

/**
 * What a replica does when requests arrive at random. A pass takes what came while the last one ran, up to the server's
 * batch. A request waits for half of a running pass, and behind full passes as in heavy traffic (bulk service: the queue
 * beyond a batch of b grows as ρ / (2 b (1 − ρ)); with b = 1 both are the M/D/1 queue, or M/G/1 where passes spread).
 *
 * @param percentile Of the latency; null = mean. The rest of a pass is uniform, waiting beyond it exponential.
 */
export function passesAtRate(pool: Pool, rate: number, percentile: number | null): LoadPoint {
  const { work, devices } = pool;
  const limit = most(pool);
  const each = Math.max(0, Number.isFinite(rate) ? rate : 0) / devices;
  const utilization = limit > 0 ? each / limit : 0;
  if (!(each < limit)) {
    return { ...saturatedPasses(pool), utilization, overloaded: utilization > 1 };
  }
  const batch = batchAtRate(work, each);
  const pass = work.seconds(batch);
  const busy = Math.min(1, (each * pass) / batch);
  const excess = (utilization * (1 + (work.spread ?? 0))) / (work.maxBatch * (1 - utilization));
  const share = percentile === null ? null : Math.min(0.999, Math.max(0.5, percentile / 100));
  const waiting =
    share === null
      ? (busy * pass * (1 + excess)) / 2
      : busy * pass * (share - (Math.log(1 - share) * excess) / 2);
  const latency = work.overhead + pass + waiting;
  const served = each * devices;
  return { ...point(pool, served * latency, served, latency), utilization, overloaded: false };
}

/** Requests that gather while a pass runs: the batch whose pass takes as long as they take to arrive. */
function batchAtRate(work: RequestWork, rate: number): number {
  let low = 1;
  let high = work.maxBatch;
  if (rate * work.seconds(1) <= 1) return 1;
  for (let index = 0; index < 30 && high - low > 1e-3 * low; index++) {
    const middle = (low + high) / 2;
    if (middle < rate * work.seconds(middle)) low = middle;
    else high = middle;
  }
  return high;
}

/** What a pool is asked to hold to. Milliseconds of the whole answer; null = no limit. */
interface LatencyDemand {
  readonly ttftMs: number | null;
  readonly percentile: number;
}

/**
 * The highest rate at which the latency limit holds at the percentile; without a limit a share of the most. Zero where
 * even a lone request takes longer.
 */
export function capacityOfPasses(
  pool: Pool,
  demand: LatencyDemand,
  target: number,
): Pick<PerformanceEstimate, 'capacity' | 'limit'> {
  const limit = most(pool) * pool.devices;
  if (demand.ttftMs === null) {
    return { capacity: passesAtRate(pool, target * limit, null), limit: 'target-utilization' };
  }
  const allowed = demand.ttftMs;
  const holds = (rate: number): boolean =>
    passesAtRate(pool, rate, demand.percentile).ttftMs <= allowed;
  if (!holds(0)) return { capacity: point(pool, 0, 0, alone(pool)), limit: 'slo-ttft' };
  let low = 0;
  let high = limit;
  for (let index = 0; index < 40 && high - low > 1e-4 * high; index++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return { capacity: passesAtRate(pool, low, null), limit: 'slo-ttft' };
}

function alone({ work }: Pool): number {
  return work.overhead + work.seconds(1);
}

function point(pool: Pool, concurrency: number, rate: number, latency: number): OperatingPoint {
  return {
    concurrency,
    requestsPerSecond: rate,
    outputTokensPerSecond: 0,
    totalTokensPerSecond: rate * pool.work.tokens,
    ttftMs: latency * 1000,
    tpotMs: 0,
  };
}
