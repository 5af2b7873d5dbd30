import type { MemoryEstimate, OperatingPoint } from '../model/performance.ts';
import { fittedParameters } from './fittedParameters.ts';
import type { PerformanceParameters } from './parameters.ts';
import { cpuStepTimes } from './cpuStepTime.ts';
import { kvTransfer, type KvTransfer } from './kvTransfer.ts';
import { cachedShare, sequencesInCache } from './prefixCache.ts';
import type { ReplicaShape } from './replicaShape.ts';
import { outputInFlight, type RequestLengths } from './requestLengths.ts';
import { withSpeculation } from './speculation.ts';
import { passTokens, stepTimes, type StepTimes } from './stepTime.ts';

/** A replica ready to be asked for many operating points. */
export interface ReplicaModel {
  readonly times: StepTimes;
  /** Whether one pass prefills several requests (chunked prefill). */
  readonly sharesPasses: boolean;
  /** Whether a pass that prefills also decodes the other requests; SGLang by default and engines without chunks do not. */
  readonly mixesPasses: boolean;
  /** False where others prefill and this replica gets the KV cache from them. */
  readonly prefills: boolean;
  /** Prompts of so many tokens that fill a pass, all ranks together; below 1 for those that take several passes. */
  promptsPerPass(tokens: number): number;
  /** Steps for which the engine lets a request wait before it looks at it, on average; 0 unless it is told to. */
  readonly admissionSteps: number;
  /** Seconds that the first requests after a start wait for kernels that are loaded and tuned on first use. */
  readonly firstUse: number;
  /** Most sequences of these lengths in flight: what cache and engine allow. May be a fraction below 1: none fits. */
  maxConcurrency(lengths: RequestLengths): number;
  /** How many times as long everything takes with so many requests in flight, as measured; absent = as modelled. */
  readonly timeScale?: (concurrency: number) => number;
  /** What it takes the KV cache of a prompt to come or go over the network; nothing for replicas that answer whole requests. */
  transfer(lengths: RequestLengths): KvTransfer;
}

/** A replica's shape under parameters, with the memory it has. */
export function replicaModel(
  shape: ReplicaShape,
  memory: MemoryEstimate,
  parameters: PerformanceParameters = fittedParameters,
): ReplicaModel {
  const { replica, cache, settings } = shape;
  const times =
    replica.accelerator.kind === 'cpu'
      ? cpuStepTimes(shape)
      : withSpeculation(stepTimes(shape, parameters), shape);
  const bytes = memory.kvCacheGiB * 2 ** 30 * replica.dataParallel * replica.pipelineParallel;
  // TensorRT-LLM reserves the whole length; the others hold what is written so far, on average half of the output.
  const written = replica.engine === 'tensorrt-llm' ? 1 : 0.5;
  return {
    times,
    sharesPasses: replica.chunkedPrefill !== false,
    mixesPasses: replica.chunkedPrefill !== false && replica.engine !== 'sglang',
    prefills: replica.phase !== 'decode',
    promptsPerPass: (tokens) =>
      (passTokens(shape, tokens) * replica.dataParallel) / Math.max(1, tokens),
    admissionSteps: Math.max(0, replica.admissionSteps ?? 0),
    firstUse: times.engine.firstUse * shape.parts.expertLayers,
    maxConcurrency: (lengths) => {
      const held = lengths.inputTokens + written * outputInFlight(lengths);
      const byMemory = sequencesInCache(cache, bytes, held, lengths) * times.engine.occupancy;
      return Math.min(byMemory, settings.maxSequences * replica.dataParallel);
    },
    transfer: ({ inputTokens }) => kvTransfer(shape, inputTokens),
  };
}

/** Lengths of one token at least; those that are sound already are themselves, for a point is asked for many times. */
function clean(lengths: RequestLengths): RequestLengths {
  const inputTokens = soundTokens(lengths.inputTokens);
  const outputTokens = soundTokens(lengths.outputTokens);
  if (inputTokens === lengths.inputTokens && outputTokens === lengths.outputTokens) return lengths;
  return { ...lengths, inputTokens, outputTokens };
}

function soundTokens(value: number): number {
  return Number.isFinite(value) && value > 1 ? value : 1;
}

/** Seconds to prefill so many requests of these lengths, what the prefix cache holds left out. */
export function prefillTime(times: StepTimes, requests: number, lengths: RequestLengths): number {
  const { inputTokens } = clean(lengths);
  const share = cachedShare(lengths);
  return times.prefill(requests * inputTokens * (1 - share), inputTokens, share);
}

/**
 * Share of a benchmark's requests that arrive in its first wave, all at once, and on average wait for half of the others:
 * one in ten, as the published closed loops send ten requests per client (InferenceX, `--num-prompts` = 10 × concurrency).
 */
const FIRST_WAVE = 0.1;

/** Seconds of one request in flight among `batch`, in its parts. */
interface Life {
  /** Prefill of its own prompt, and the prefills of others that it waits for. */
  readonly prefill: number;
  /** One step of decoding, alone and with what the prefills of others add to it. */
  readonly step: number;
  readonly token: number;
}

/**
 * The life of a request when `batch` are in flight. Every other request is prefilled once in it: while this one decodes,
 * or while it waits for its own prefill. Those that arrive in one step, or while the engine lets requests wait, share a
 * pass. A prompt that is not cut into chunks has its pass to itself. Where prefill runs elsewhere there is only decoding.
 */
function lifeOf(model: ReplicaModel, lengths: RequestLengths, batch: number): Life {
  const { times } = model;
  const cleaned = clean(lengths);
  const { inputTokens, outputTokens } = cleaned;
  const step = times.decode(batch, inputTokens + outputInFlight(cleaned) / 2);
  if (!model.prefills) return { prefill: 0, step, token: step };
  const prefill = prefillTime(times, 1, lengths);
  const others = Math.max(0, batch - 1);
  const joining = others / outputTokens;
  const together = model.sharesPasses ? Math.max(1, joining * (1 + model.admissionSteps)) : 1;
  const pass = prefillTime(times, together, lengths);
  const each = pass / together;
  // Chance that one of the others is prefilled while this one waits, rather than while it decodes.
  const waits = each / (batch * each + outputTokens * step);
  // A pass that also makes a token for everybody else replaces a step as far as it takes longer.
  const replaced = model.mixesPasses ? (pass * step) / (pass + step) : 0;
  return {
    prefill: prefill * (1 + others * waits),
    step,
    token: step + (joining / together) * (1 - waits) * (pass - replaced),
  };
}

/** The operating point of a closed loop: `clients` requests always in flight or waiting. Milliseconds and seconds. */
export function closedLoopPoint(
  model: ReplicaModel,
  lengths: RequestLengths,
  clients: number,
  arrivals: 'burst' | 'poisson',
): OperatingPoint {
  const { times } = model;
  const { engine } = times;
  const total = Math.max(1e-6, clients);
  // While anything is served at all, at least one sequence is in flight.
  const batch = Math.max(1, Math.min(total, model.maxConcurrency(lengths)));
  const { prefill, step, token } = lifeOf(model, lengths, batch);
  const wave =
    arrivals === 'burst'
      ? FIRST_WAVE * (model.firstUse + prefillTime(times, (batch - 1) / 2, lengths))
      : 0;
  const transfer = model.transfer(lengths);
  const inService = model.prefills
    ? engine.firstTokenBase +
      prefill +
      wave +
      (engine.firstTokenSteps + model.admissionSteps) * step
    : transfer.seconds + model.admissionSteps * step;
  const decoding = clean(lengths).outputTokens * token;
  const ttft = inService + Math.max(0, total / batch - 1) * (inService + decoding);
  const rate = Math.min(total / (ttft + decoding), 1 / transfer.share);
  return slowed(pointOf(lengths, batch, rate, ttft, token), model.timeScale?.(batch) ?? 1);
}

/** The operating point with a queue that is never empty: as many sequences as fit, their prompts in filled passes. */
export function offlinePoint(model: ReplicaModel, lengths: RequestLengths): OperatingPoint {
  const { times } = model;
  const cleaned = clean(lengths);
  const { inputTokens, outputTokens } = cleaned;
  const batch = Math.max(1, model.maxConcurrency(lengths));
  const step = times.decode(batch, inputTokens + outputInFlight(cleaned) / 2);
  const filled = times.engine.offlinePrefill * prefillTime(times, batch, lengths);
  const transfer = model.transfer(lengths);
  const round = model.prefills
    ? outputTokens * step + filled
    : Math.max(outputTokens * step + transfer.seconds, batch * transfer.share);
  const { ttftMs } = closedLoopPoint(model, lengths, batch, 'poisson');
  const scale = model.timeScale?.(batch) ?? 1;
  const point = pointOf(lengths, batch, batch / round, ttftMs / 1000, round / outputTokens);
  // The time to the first token is of a loop, which is scaled already.
  return { ...slowed(point, scale), ttftMs };
}

/**
 * The most that a replica serves. Filled passes and prefill among decoding are measured apart: where the latter is quicker,
 * it is what an engine does, so that what arrives at random never gets beyond it.
 */
export function saturatedPoint(model: ReplicaModel, lengths: RequestLengths): OperatingPoint {
  const offline = offlinePoint(model, lengths);
  const mixed = closedLoopPoint(model, lengths, offline.concurrency, 'poisson');
  return mixed.requestsPerSecond > offline.requestsPerSecond ? mixed : offline;
}

/** A point of which every time takes so many times as long. */
function slowed(point: OperatingPoint, times: number): OperatingPoint {
  if (times === 1) return point;
  return {
    ...point,
    requestsPerSecond: point.requestsPerSecond / times,
    outputTokensPerSecond: point.outputTokensPerSecond / times,
    totalTokensPerSecond: point.totalTokensPerSecond / times,
    ttftMs: point.ttftMs * times,
    tpotMs: point.tpotMs * times,
  };
}

function pointOf(
  lengths: RequestLengths,
  concurrency: number,
  requestsPerSecond: number,
  ttft: number,
  token: number,
): OperatingPoint {
  const { inputTokens, outputTokens } = clean(lengths);
  return {
    concurrency,
    requestsPerSecond,
    outputTokensPerSecond: requestsPerSecond * outputTokens,
    totalTokensPerSecond: requestsPerSecond * (inputTokens + outputTokens),
    ttftMs: ttft * 1000,
    tpotMs: token * 1000,
  };
}
