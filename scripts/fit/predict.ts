import type { Precision, ReplicaConfiguration } from '../../src/core/model/performance.ts';
import type { EngineId } from '../../src/core/model/deployment.ts';
import { estimateMemory } from '../../src/core/performance/memory.ts';
import {
  closedLoopPoint,
  replicaModel,
  saturatedPoint,
} from '../../src/core/performance/operatingPoint.ts';
import type { PerformanceParameters } from '../../src/core/performance/parameters.ts';
import { accelerators, models } from './temporaryFacts.ts';
import type { MeasuredRow } from './rows.ts';

export function replicaOf(row: MeasuredRow): ReplicaConfiguration {
  const model = models.get(row.model.toLowerCase());
  const accelerator = accelerators.get(row.accelerator);
  if (!model || !accelerator) throw new Error(row.model + ' ' + row.accelerator);
  return {
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
  };
}
export interface Prediction {
  throughput: number;
  ttft: number;
  tpot: number;
}
export function predict(
  row: MeasuredRow,
  replica: ReplicaConfiguration,
  parameters: PerformanceParameters,
): Prediction {
  const model = replicaModel(replica, estimateMemory(replica), parameters);
  if (model === null) throw new Error('no model');
  const lengths = { inputTokens: row.input, outputTokens: row.output };
  const p =
    row.kind === 'offline'
      ? saturatedPoint(model, lengths)
      : closedLoopPoint(model, lengths, row.concurrency, 'burst');
  return { throughput: p.outputTokensPerSecond, ttft: p.ttftMs, tpot: p.tpotMs };
}
