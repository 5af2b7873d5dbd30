import type { EngineId } from '../model/deployment.ts';
import type { ReplicaConfiguration } from '../model/performance.ts';
import type { PassPrecision, Runtime } from './passTime.ts';
import { computeType, weightFormat } from './weightFormat.ts';

/** Engines that run a network as a compiled graph or with fused kernels. */
const COMPILED: ReadonlySet<EngineId> = new Set<EngineId>([
  'tei',
  'triton',
  'tensorrt-llm',
  'tensorflow-serving',
  'nim',
  'openvino',
  'vllm',
  'sglang',
]);

export function runtimeOf(engine: EngineId): Runtime {
  return COMPILED.has(engine) ? 'compiled' : 'eager';
}

/** Engines that load 32-bit checkpoints at 16 bits on an accelerator (TEI `--dtype`, vLLM `--dtype auto`). */
const HALVES: ReadonlySet<EngineId> = new Set<EngineId>(['tei', 'vllm', 'sglang', 'nim']);

/** The arithmetic a replica's network runs in, and bytes of one weight. */
export function servedPrecision(replica: ReplicaConfiguration): {
  readonly precision: PassPrecision;
  readonly weightBytes: number;
} {
  const format = weightFormat(replica.quantization, replica.model);
  if (format.bits === 32) {
    const halved = HALVES.has(replica.engine) && replica.accelerator.kind !== 'cpu';
    return { precision: halved ? 'bf16' : 'fp32', weightBytes: halved ? 2 : 4 };
  }
  const compute = computeType(format, replica.accelerator);
  return { precision: compute === 'fp4' ? 'bf16' : compute, weightBytes: format.dense };
}

/**
 * Requests of a size that a server takes into one pass: its stated batch, else the engine's default. Servers batch only
 * when told to: Triton without `max_batch_size`, TorchServe without `batchSize`, MLServer and KServe's own runtimes take
 * one request at a time, and so is a server taken to that is not known.
 */
export function batchLimit(replica: ReplicaConfiguration, tokensPerRequest: number): number {
  const { engine, maxSequences, maxBatchedTokens } = replica;
  const byTokens = (tokens: number): number =>
    Math.max(1, Math.floor(tokens / Math.max(1, tokensPerRequest)));
  switch (engine) {
    case 'tei':
      // max-batch-tokens 16384; max-concurrent-requests is a queue, not a batch.
      return byTokens(maxBatchedTokens ?? 16384);
    case 'vllm':
    case 'sglang':
      return Math.max(1, Math.min(maxSequences ?? 256, byTokens(maxBatchedTokens ?? 8192)));
    default:
      return Math.max(1, Math.floor(maxSequences ?? 1));
  }
}
