import type { EngineId } from '../../src/core/model/deployment.ts';
import type {
  MemoryEstimate,
  Precision,
  ReplicaConfiguration,
} from '../../src/core/model/performance.ts';
import { estimateMemory } from '../../src/core/performance/memory.ts';
import {
  closedLoopPoint,
  replicaModel,
  offlinePoint,
} from '../../src/core/performance/operatingPoint.ts';
import type { PerformanceParameters } from '../../src/core/performance/parameters.ts';
import { replicaShape, type ReplicaShape } from '../../src/core/performance/replicaShape.ts';
import { catalog } from './catalog.ts';
import type { MeasuredRow } from './rows.ts';

/** What no parameter changes about the replica of a row. */
export interface MeasuredReplica {
  readonly shape: ReplicaShape;
  readonly memory: MemoryEstimate;
}

/** The replica a row was measured on, with every setting it does not state at the engine's default. */
export function replicaOf(row: MeasuredRow): MeasuredReplica {
  const model = catalog.model(row.model)?.facts;
  const accelerator = catalog.accelerator(row.accelerator);
  if (model === undefined || accelerator === null) {
    throw new Error(`not in the catalogue: ${row.model} or ${row.accelerator}`);
  }
  const replica: ReplicaConfiguration = {
    model,
    accelerator,
    accelerators: row.gpus,
    tensorParallel: row.tp,
    pipelineParallel: row.pp,
    dataParallel: row.dp,
    expertParallel: row.ep,
    quantization: row.weights,
    kvPrecision: row.kv as Precision,
    engine: row.engine as EngineId,
    engineVersion: row.version === '' ? null : row.version,
    maxModelLength: null,
    maxSequences: null,
    maxBatchedTokens: null,
    memoryFraction: null,
    enforceEager: false,
    admissionSteps: row.wait,
  };
  const shape = replicaShape(replica);
  if (shape === null) throw new Error(`no performance model for ${row.model}`);
  return { shape, memory: estimateMemory(replica) };
}

/** Output tokens/s of the whole system, and mean latencies in milliseconds. */
export interface Prediction {
  readonly throughput: number;
  readonly tpot: number;
  readonly ttft: number;
}

/**
 * What the product would say about a row under given parameters. Offline rows are compared with the form for them; the
 * product gives the closed loop at the same concurrency where that is higher, which leaves their median error as it is.
 */
export function predict(
  row: MeasuredRow,
  { shape, memory }: MeasuredReplica,
  parameters: PerformanceParameters,
): Prediction {
  const model = replicaModel(shape, memory, parameters);
  const lengths = { inputTokens: row.input, outputTokens: row.output };
  if (row.kind === 'decode') {
    const step = model.times.decode(row.concurrency, row.input + row.output / 2);
    return { throughput: row.concurrency / step, tpot: step * 1000, ttft: 0 };
  }
  const point =
    row.kind === 'offline'
      ? offlinePoint(model, lengths)
      : closedLoopPoint(model, lengths, row.concurrency, 'burst');
  return { throughput: point.outputTokensPerSecond, tpot: point.tpotMs, ttft: point.ttftMs };
}
