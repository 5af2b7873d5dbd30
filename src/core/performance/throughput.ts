import type { Catalog } from '../model/catalog.ts';
import type { MemoryEstimate, OperatingPoint, ReplicaConfiguration } from '../model/performance.ts';
import { estimateMemory } from './memory.ts';
import { passPoint } from './nonGenerative.ts';
import { closedLoopPoint, replicaModel, saturatedPoint } from './operatingPoint.ts';
import type { RequestLengths } from './requestLengths.ts';
import { replicaShape } from './replicaShape.ts';
import { readReplica, rowSchema } from './throughputRow.ts';

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

/**
 * The memory of a replica. Where the row does not limit the length, a model whose own limit does not fit is served with
 * the length the requests need: somebody who measured it did so.
 */
function memoryOf(replica: ReplicaConfiguration, length: number): MemoryEstimate {
  const memory = estimateMemory(replica);
  if (memory.fits || replica.maxModelLength !== null) return memory;
  const needed = estimateMemory({ ...replica, maxModelLength: Math.max(2, Math.ceil(length)) });
  return needed.fits ? needed : memory;
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
  const memory = memoryOf(replica, inputTokens + outputTokens);
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
