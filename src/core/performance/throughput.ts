import * as z from 'zod';
import type { Catalog } from '../model/catalog.ts';
import type { EngineId } from '../model/deployment.ts';
import type { MemoryEstimate, OperatingPoint, ReplicaConfiguration } from '../model/performance.ts';
import { estimateMemory } from './memory.ts';
import { runsMethod } from './methodSupport.ts';
import { passPoint } from './nonGenerative.ts';
import { closedLoopPoint, replicaModel, saturatedPoint } from './operatingPoint.ts';
import type { RequestLengths } from './requestLengths.ts';
import { replicaShape } from './replicaShape.ts';
import { rowKvPrecision, rowQuantization } from './rowPrecision.ts';

/** A prediction for the whole system of `gpus`; the two GiB figures per accelerator. */
export interface ThroughputAnswer {
  readonly id: string | number;
  readonly outputTokensPerSecond: number;
  readonly totalTokensPerSecond: number;
  readonly requestsPerSecond: number;
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly fits: boolean;
  readonly weightsGiB: number;
  readonly kvCacheGiB: number;
  readonly kvCacheTokens: number | null;
}

export interface ThroughputFailure {
  readonly id: string | number | null;
  readonly error: string;
}

const count = z.coerce.number().int().min(1);
const optionalCount = count.nullish();
const amount = z.coerce.number().positive();

const rowSchema = z.object({
  id: z.union([z.string(), z.number()]),
  model: z.string(),
  accelerator: z.string(),
  gpus: optionalCount,
  tp: optionalCount,
  pp: optionalCount,
  /** Expert-parallel ranks. */
  ep: z.union([z.boolean(), count]).nullish(),
  /** Data-parallel (attention) ranks; the rest of `gpus` when absent. */
  dp: optionalCount,
  weightPrecision: z.string().nullish(),
  kvPrecision: z.string().nullish(),
  engine: z.string().nullish(),
  engineVersion: z.string().nullish(),
  quantization: z.string().nullish(),
  inputTokens: amount,
  /** 0 or absent for models that write nothing. */
  outputTokens: z.coerce.number().nonnegative().default(0),
  concurrency: amount.nullish(),
  maxModelLen: optionalCount,
  gpuMemoryUtilization: z.coerce.number().positive().max(1).nullish(),
  maxNumSeqs: optionalCount,
  enforceEager: z.boolean().nullish(),
});

type Row = z.infer<typeof rowSchema>;

const ENGINES: readonly (readonly [RegExp, EngineId])[] = [
  [/vllm/, 'vllm'],
  [/trt|tensorrt/, 'tensorrt-llm'],
  [/sglang|sgl/, 'sglang'],
  [/tgi|text-generation-inference/, 'tgi'],
  [/ollama/, 'ollama'],
  [/llama\.?-?cpp/, 'llama-cpp'],
  [/nim/, 'nim'],
  [/triton/, 'triton'],
  [/tei\b|text-embeddings/, 'tei'],
  [/torchserve/, 'torchserve'],
];

/** `vLLM 0.9.1`, `TensorRT-LLM 1.0`: engine, and the version when it is part of the name. */
function readEngine(row: Row): { engine: EngineId; engineVersion: string | null } {
  const name = (row.engine ?? 'vllm').toLowerCase();
  return {
    engine: ENGINES.find(([pattern]) => pattern.test(name))?.[1] ?? 'other',
    engineVersion: row.engineVersion ?? /\d+\.\d+\S*/.exec(name)?.[0] ?? null,
  };
}

function readReplica(row: Row, catalog: Catalog): ReplicaConfiguration | { error: string } {
  const accelerator = catalog.accelerator(row.accelerator);
  if (accelerator === null) return { error: `accelerator not known: ${row.accelerator}` };
  const resolved = catalog.model(row.model);
  if (resolved === null) return { error: `model not known: ${row.model}` };
  const model = resolved.facts;
  const { engine, engineVersion } = readEngine(row);
  const quantization = rowQuantization(row, resolved);
  if (!runsMethod(accelerator, quantization)) {
    return { error: `${quantization} does not run on ${accelerator.id}` };
  }
  const stages = row.pp ?? 1;
  const experts = row.ep === true ? null : row.ep === false ? 1 : (row.ep ?? 1);
  const tensor = row.tp ?? Math.max(1, Math.floor((row.gpus ?? 1) / stages / (row.dp ?? 1)));
  const accelerators = Math.max(row.gpus ?? 1, tensor * stages * (row.dp ?? 1));
  const ranks = row.dp ?? Math.max(1, Math.floor(accelerators / (tensor * stages)));
  return {
    model,
    accelerator,
    accelerators,
    tensorParallel: tensor,
    pipelineParallel: stages,
    dataParallel: ranks,
    expertParallel: Math.min(experts ?? Infinity, tensor * ranks),
    quantization,
    kvPrecision: rowKvPrecision(row, engine, quantization),
    engine,
    engineVersion,
    maxModelLength: row.maxModelLen ?? null,
    maxSequences: row.maxNumSeqs ?? null,
    maxBatchedTokens: null,
    memoryFraction: row.gpuMemoryUtilization ?? null,
    enforceEager: row.enforceEager ?? false,
  };
}

/**
 * Answers one row of the bulk `throughput` contract: what a system does with `concurrency` requests in flight, or with a
 * queue that is never empty when no concurrency is given. A row that cannot be read, names an unknown model or
 * accelerator, or asks for a model whose architecture is not known gives `{ id, error }`; nothing throws. When the model
 * does not fit, `fits` is false and the speeds are those it would have with one request in flight.
 */
export function predictThroughput(
  row: unknown,
  catalog: Catalog,
): ThroughputAnswer | ThroughputFailure {
  const parsed = rowSchema.safeParse(row);
  if (!parsed.success) {
    const id = idOf(row);
    const issue = parsed.error.issues[0];
    return { id, error: `${issue?.path.join('.') ?? 'row'}: ${issue?.message ?? 'invalid'}` };
  }
  const { id, inputTokens, outputTokens, concurrency } = parsed.data;
  const replica = readReplica(parsed.data, catalog);
  if ('error' in replica) return { id, error: replica.error };
  const memory = estimateMemory(replica);
  const point = pointOf(replica, memory, { inputTokens, outputTokens }, concurrency ?? null);
  if (point === null) return { id, error: `no performance model for ${replica.model.id}` };
  return {
    id,
    outputTokensPerSecond: point.outputTokensPerSecond,
    totalTokensPerSecond: point.totalTokensPerSecond,
    requestsPerSecond: point.requestsPerSecond,
    ttftMs: point.ttftMs,
    tpotMs: point.tpotMs,
    fits: memory.fits,
    weightsGiB: memory.weightsGiB,
    kvCacheGiB: Math.max(0, memory.kvCacheGiB),
    kvCacheTokens: memory.kvCacheTokens,
  };
}

/** Null where nothing can be said about the model's speed. */
function pointOf(
  replica: ReplicaConfiguration,
  memory: MemoryEstimate,
  lengths: RequestLengths,
  concurrency: number | null,
): OperatingPoint | null {
  if (replica.model.modality !== 'text-generation') return passPoint(replica, lengths, concurrency);
  const shape = replicaShape(replica);
  if (shape === null) return null;
  const model = replicaModel(shape, memory);
  return concurrency === null
    ? saturatedPoint(model, lengths)
    : closedLoopPoint(model, lengths, concurrency, 'burst');
}

function idOf(row: unknown): string | number | null {
  if (typeof row !== 'object' || row === null || !('id' in row)) return null;
  return typeof row.id === 'string' || typeof row.id === 'number' ? row.id : null;
}
