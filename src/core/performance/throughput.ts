import type { Catalog } from '../model/catalog.ts';
import type { MemoryEstimate, ReplicaConfiguration } from '../model/performance.ts';
import { estimateMemory } from './memory.ts';
import { closedLoopPoint, replicaModel, saturatedPoint } from './operatingPoint.ts';
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
  const shape = replica.model.modality === 'text-generation' ? replicaShape(replica) : null;
  if (shape === null) return { id, error: `no performance model for ${replica.model.id}` };
  const model = replicaModel(shape, memory);
  const lengths = { inputTokens, outputTokens };
  const point =
    concurrency === null || concurrency === undefined
      ? saturatedPoint(model, lengths)
      : closedLoopPoint(model, lengths, concurrency, 'burst');
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

function idOf(row: unknown): string | number | null {
  if (typeof row !== 'object' || row === null || !('id' in row)) return null;
  return typeof row.id === 'string' || typeof row.id === 'number' ? row.id : null;
}
