import type { LoadedPoint } from '../model/insight.ts';
import type { OperatingPoint, ReplicaConfiguration } from '../model/performance.ts';
import { passesAtRate, saturatedPasses, type LoadPoint, type Pool } from './batchServer.ts';
import { estimateMemory, sanitized } from './memory.ts';
import { poolOf } from './nonGenerative.ts';
import { closedLoopPoint, type ReplicaModel } from './operatingPoint.ts';
import { generates, loadPoint, modelOf, type RequestContent } from './performance.ts';
import { percentileFactors } from './percentileFactors.ts';
import { longerPromptMs, prefillPool } from './prefillWorker.ts';
import { outputAt } from './requestLengths.ts';

/** A replica that can be asked what it does at any load. */
export interface UnderLoad {
  /** With so many requests in it or waiting on average, arriving at random. Any number above 0. */
  atConcurrency(concurrency: number): LoadedPoint;
  /** At a mean arrival rate above 0; beyond what arrivals at random get, the point at the most they do. */
  atRate(requestsPerSecond: number): LoadedPoint;
}

/** Percentile of 50–99.9 of the latencies. */
export interface AskedContent extends RequestContent {
  readonly percentile: number;
}

/**
 * The same models as `pointAtRate` and `estimatePerformance`: at the capacity of the one, the percentile here is at its
 * limit. Null where nothing can be said about the speed.
 */
export function underLoad(
  configuration: ReplicaConfiguration,
  content: AskedContent,
): UnderLoad | null {
  const replica = sanitized(configuration);
  if (!generates(replica)) {
    const pool = poolOf(replica, content);
    return pool === null ? null : passesUnderLoad(pool, content.percentile, 0);
  }
  const model = modelOf(replica, estimateMemory(replica));
  if (model === null) return null;
  if (replica.phase === 'prefill') {
    const more = longerPromptMs(model, content);
    return passesUnderLoad(prefillPool(model, content), content.percentile, more);
  }
  return tokensUnderLoad(model, content);
}

function tokensUnderLoad(model: ReplicaModel, content: AskedContent): UnderLoad {
  const factor = percentileFactors(content);
  const output = outputAt(content, content.percentile);
  const loaded = (point: OperatingPoint): LoadedPoint => {
    const ttftMs = point.ttftMs * factor.ttft;
    const tpotMs = point.tpotMs * factor.tpot;
    return { ...point, percentile: { ttftMs, tpotMs, e2eMs: ttftMs + output * tpotMs } };
  };
  return {
    atConcurrency: (concurrency) =>
      loaded({ ...closedLoopPoint(model, content, concurrency, 'poisson'), concurrency }),
    atRate: (rate) => loaded(loadPoint(model, content, rate)),
  };
}

/** `more`: milliseconds that the percentile takes longer beside queueing. */
function passesUnderLoad(pool: Pool, percentile: number, more: number): UnderLoad {
  const most = saturatedPasses(pool).requestsPerSecond;
  const atRate = (rate: number): LoadedPoint => {
    const point = passesAtRate(pool, rate, null);
    const ttftMs = passesAtRate(pool, rate, percentile).ttftMs + more;
    return { ...point, percentile: { ttftMs, tpotMs: 0, e2eMs: ttftMs } };
  };
  return {
    atRate,
    atConcurrency: (concurrency) => ({
      ...atRate(rateWith((rate) => passesAtRate(pool, rate, null), most, concurrency)),
      concurrency,
    }),
  };
}

/** Close enough to the most: beyond it queues grow without end. */
const nearlyAll = 1 - 1e-6;

/** The rate at which so many requests are there on average, by bisection: more of them are there the more arrive. */
function rateWith(at: (rate: number) => LoadPoint, most: number, concurrency: number): number {
  let low = 0;
  let high = most * nearlyAll;
  for (let turn = 0; turn < 60 && high - low > 1e-9 * high; turn++) {
    const middle = (low + high) / 2;
    if (at(middle).concurrency < concurrency) low = middle;
    else high = middle;
  }
  return low;
}
