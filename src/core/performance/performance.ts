import type {
  MemoryEstimate,
  OperatingPoint,
  PerformanceEstimate,
  ReplicaConfiguration,
} from '../model/performance.ts';
import { estimateMemory, sanitized } from './memory.ts';
import {
  passesAtConcurrency,
  passesAtRate,
  saturatedPasses,
  type LoadPoint,
} from './batchServer.ts';
import { estimateWithoutGeneration, passPoint, passPointAtRate } from './nonGenerative.ts';
import {
  closedLoopPoint,
  prefillTime,
  replicaModel,
  saturatedPoint,
  type ReplicaModel,
} from './operatingPoint.ts';
import { asMeasured } from './measuredSpeed.ts';
import { prefillPerformance, prefillPool } from './prefillWorker.ts';
import { replicaShape } from './replicaShape.ts';
import { percentileFactors } from './percentileFactors.ts';
import { outputAt, outputInFlight, type RequestLengths } from './requestLengths.ts';
import type { MediaRequest } from './requestWork.ts';
import { trustOf } from './trust.ts';

/** Share of the saturated rate a replica is planned for when no latency limit is stated. */
export const TARGET_UTILIZATION = 0.75;

/** A request: its text, and for models that do not (only) read text its images or audio. */
export interface RequestContent extends RequestLengths {
  readonly media?: MediaRequest;
}

/** What a replica has to serve. Limits in milliseconds at `percentile` (50–99.9); null = no limit. */
export interface PerformanceDemand extends RequestContent {
  readonly ttftMs: number | null;
  readonly tpotMs: number | null;
  /** From request to last token; absent = no limit. */
  readonly e2eMs?: number | null;
  readonly percentile: number;
}

/**
 * What one replica does with `concurrency` requests in flight or waiting (a closed loop). Null where nothing can be
 * said: the model's architecture is not known, or it does not generate text.
 */
export function operatingPoint(
  replica: ReplicaConfiguration,
  lengths: RequestContent,
  concurrency: number,
): OperatingPoint | null {
  if (!generates(replica)) return passPoint(sanitized(replica), lengths, concurrency);
  const model = modelOf(replica, estimateMemory(replica));
  if (model === null) return null;
  if (replica.phase === 'prefill') {
    return passesAtConcurrency(prefillPool(model, lengths), concurrency);
  }
  return closedLoopPoint(model, lengths, concurrency, 'burst');
}

/**
 * What one replica does when requests arrive at random at a mean rate (an open loop). Null as for `operatingPoint`. A
 * rate of 0 or less is an idle replica: the latencies are those of a single request.
 */
export function pointAtRate(
  replica: ReplicaConfiguration,
  lengths: RequestContent,
  requestsPerSecond: number,
): LoadPoint | null {
  if (!generates(replica)) return passPointAtRate(sanitized(replica), lengths, requestsPerSecond);
  const model = modelOf(replica, estimateMemory(replica));
  if (model === null) return null;
  return replica.phase === 'prefill'
    ? passesAtRate(prefillPool(model, lengths), requestsPerSecond, null)
    : loadPoint(model, lengths, requestsPerSecond);
}

/**
 * Requests/s that no load gets beyond: the rate with a queue that is never empty. Null for models that do not generate text,
 * and where nothing can be said about the speed. Much cheaper than `estimatePerformance`, whose rates never exceed it.
 */
export function mostRequestsPerSecond(
  replica: ReplicaConfiguration,
  memory: MemoryEstimate,
  lengths: RequestLengths,
): number | null {
  const model = modelOf(sanitized(replica), memory);
  if (model === null) return null;
  const most =
    replica.phase === 'prefill'
      ? saturatedPasses(prefillPool(model, lengths))
      : saturatedPoint(model, lengths);
  return most.requestsPerSecond;
}

/** True for models that write text token by token. */
export function generates({ model }: ReplicaConfiguration): boolean {
  return model.modality === 'text-generation';
}

/** The replica with its memory, ready to be asked; null where it does not generate text or is not known. */
export function modelOf(
  replica: ReplicaConfiguration,
  memory: MemoryEstimate,
): ReplicaModel | null {
  if (!generates(replica)) return null;
  const shape = replicaShape(replica);
  if (shape === null) return null;
  const model = replicaModel(shape, memory);
  const { speeds = [] } = replica;
  return speeds.length === 0 ? model : asMeasured(model, speeds);
}

/** Halvings of a bisection at most. */
const steps = 40;

/** Mean requests in flight at which `accept` still holds, by bisection; 0 when it holds nowhere. */
function largestConcurrency(limit: number, accept: (concurrency: number) => boolean): number {
  if (accept(limit)) return limit;
  // What does not hold for the last step of the bisection holds nowhere: no need to go there step by step.
  if (!accept(limit * 2 ** -steps)) return 0;
  let low = 0;
  let high = limit;
  for (let index = 0; index < steps && high - low > 1e-4 * high; index++) {
    const middle = (low + high) / 2;
    if (accept(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** What a replica that writes text does at a mean rate; at its most where more arrives. */
export function loadPoint(model: ReplicaModel, lengths: RequestLengths, rate: number): LoadPoint {
  const limit = Math.max(1, model.maxConcurrency(lengths));
  const most = closedLoopPoint(model, lengths, limit, 'poisson');
  const utilization = most.requestsPerSecond > 0 ? Math.max(0, rate) / most.requestsPerSecond : 0;
  if (!(rate < most.requestsPerSecond))
    return { ...most, utilization, overloaded: utilization > 1 };
  const concurrency = largestConcurrency(
    limit,
    (value) => closedLoopPoint(model, lengths, value, 'poisson').requestsPerSecond <= rate,
  );
  const point = closedLoopPoint(model, lengths, Math.max(1e-9, concurrency), 'poisson');
  const served = Math.max(0, rate);
  return {
    ...point,
    concurrency,
    requestsPerSecond: served,
    outputTokensPerSecond: served * lengths.outputTokens,
    totalTokensPerSecond: served * (lengths.inputTokens + lengths.outputTokens),
    utilization,
    overloaded: false,
  };
}

/**
 * Speed and capacity of one replica. Capacity is the highest rate at which the limits hold at the percentile; without
 * limits it is 75% of the saturated rate. The model gives means: a percentile of TTFT counts half of it as exponential
 * waiting, a percentile of TPOT adds up to 15%, and end to end is TTFT + output tokens × TPOT with each of the three at
 * the percentile, which is on the safe side. A worker that does a part of a request is held to the limits of that part. Null
 * when the model does not fit or nothing can be said about its speed.
 */
export function estimatePerformance(
  configuration: ReplicaConfiguration,
  memory: MemoryEstimate,
  demand: PerformanceDemand,
): PerformanceEstimate | null {
  if (!memory.fits) return null;
  const replica = sanitized(configuration);
  // Where one pass answers, the first token is the last.
  if (!generates(replica)) return estimateWithoutGeneration(replica, upToFirstToken(demand));
  const model = modelOf(replica, memory);
  if (model === null) return null;
  if (replica.phase === 'prefill') {
    const estimate = prefillPerformance(model, upToFirstToken(demand), TARGET_UTILIZATION);
    return { ...estimate, ...trustOf(replica) };
  }
  const limit = Math.max(1, model.maxConcurrency(demand));
  const saturated = saturatedPoint(model, demand);
  const prefill = prefillTime(model.times, 1, demand);
  const context = demand.inputTokens + outputInFlight(demand) / 2;
  const decode = (demand.outputTokens * model.times.decode(limit, context)) / limit;
  return {
    saturated,
    ...capacityOf(model, demand, limit),
    maxConcurrency: Math.max(1, Math.floor(limit)),
    ...(replica.phase === 'decode'
      ? {
          phase: 'decode' as const,
          kvTransferMs: 1000 * model.transfer(demand).seconds,
          prefillShare: 0,
          work: { unit: 'tokens' as const, perRequest: demand.outputTokens },
        }
      : {
          prefillShare: prefill / (prefill + decode),
          work: { unit: 'tokens' as const, perRequest: demand.inputTokens + demand.outputTokens },
        }),
    ...trustOf(replica),
  };
}

/** All limits on the first token: where no other follows, that on the end is one. */
function upToFirstToken(demand: PerformanceDemand): PerformanceDemand {
  const ttftMs = Math.min(demand.ttftMs ?? Infinity, demand.e2eMs ?? Infinity);
  return { ...demand, ttftMs: Number.isFinite(ttftMs) ? ttftMs : null };
}

function capacityOf(
  model: ReplicaModel,
  demand: PerformanceDemand,
  limit: number,
): Pick<PerformanceEstimate, 'capacity' | 'limit'> {
  const at = (concurrency: number): OperatingPoint =>
    closedLoopPoint(model, demand, concurrency, 'poisson');
  const { tpotMs, e2eMs = null } = demand;
  // The first token of a request comes from the prefill worker.
  const ttftMs = model.prefills ? demand.ttftMs : null;
  if (ttftMs === null && tpotMs === null && e2eMs === null) {
    const rate = TARGET_UTILIZATION * at(limit).requestsPerSecond;
    return { capacity: loadPoint(model, demand, rate), limit: 'target-utilization' };
  }
  const factor = percentileFactors(demand);
  const output = outputAt(demand, demand.percentile);
  const most = (latency: (point: OperatingPoint) => number, allowed: number | null): number =>
    allowed === null ? limit : largestConcurrency(limit, (value) => latency(at(value)) <= allowed);
  const ttft = (point: OperatingPoint): number => point.ttftMs * factor.ttft;
  const tpot = (point: OperatingPoint): number => point.tpotMs * factor.tpot;
  const bounds = [
    { limit: 'slo-tpot', concurrency: most(tpot, tpotMs) },
    { limit: 'slo-ttft', concurrency: most(ttft, ttftMs) },
    {
      limit: 'slo-e2e',
      concurrency: most((point) => ttft(point) + output * tpot(point), e2eMs),
    },
  ] as const;
  const tightest = bounds.reduce((a, b) => (b.concurrency < a.concurrency ? b : a));
  const { concurrency, limit: limiting } = tightest;
  if (concurrency >= limit) return { capacity: at(limit), limit: 'saturated' };
  if (concurrency > 0) return { capacity: at(concurrency), limit: limiting };
  // Not even one request alone meets the limits: there is no rate at which the SLO holds.
  const alone = at(1e-9);
  return {
    capacity: {
      ...alone,
      concurrency: 0,
      requestsPerSecond: 0,
      outputTokensPerSecond: 0,
      totalTokensPerSecond: 0,
    },
    limit: limiting,
  };
}
