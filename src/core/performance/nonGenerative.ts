import type {
  OperatingPoint,
  PerformanceEstimate,
  ReplicaConfiguration,
} from '../model/performance.ts';
import { weightFormat } from './weightFormat.ts';

/** Share of the saturated rate a replica is planned for (no queueing model for single-pass models yet). */
const TARGET = 0.75;

/** Requests that a server of single-pass models batches together. */
const BATCH = 32;

/** Seconds of host work per call: HTTP, tokenization, launch; typical of published single-request latencies. */
const CALL_OVERHEAD = 0.004;

/** Shares of datasheet bandwidth and arithmetic that encoders reach: small layers, padded batches. */
const BANDWIDTH_SHARE = 0.7;
const COMPUTE_SHARE = 0.35;

const SINGLE_PASS = new Set(['embedding', 'rerank', 'classification', 'detection']);

/**
 * Encoders, embedding models, rerankers and classifiers: one pass per request, a roofline of weights and multiplications
 * with a fixed overhead per call. Always `extrapolated`. Null for image generation, speech and everything else that is
 * not one pass over tokens.
 */
export function estimateWithoutGeneration(
  replica: ReplicaConfiguration,
  demand: { readonly inputTokens: number; readonly ttftMs: number | null },
): PerformanceEstimate | null {
  const { model, accelerator } = replica;
  const flops = accelerator.flops.bf16;
  if (!SINGLE_PASS.has(model.modality) || flops === null || flops <= 0) return null;
  if (!(accelerator.bandwidth > 0) || !(model.parameters > 0)) return null;
  const tokens = Math.max(
    1,
    Math.min(demand.inputTokens, model.maxPositions ?? demand.inputTokens),
  );
  const bytes = model.parameters * weightFormat(replica.quantization, model).dense;
  const embedding =
    (model.architecture?.vocabularySize ?? 0) * (model.architecture?.hiddenSize ?? 0);
  // An embedding table is looked up, not multiplied.
  const multiplied = Math.max(0.3 * model.parameters, model.parameters - embedding);
  const hidden = model.architecture?.hiddenSize ?? 0;
  const layers = model.architecture?.layers ?? 0;
  const perRequest = tokens * (2 * multiplied + 4 * layers * hidden * tokens);

  const at = (batch: number): OperatingPoint => {
    const read = bytes / (accelerator.bandwidth * BANDWIDTH_SHARE);
    const compute = (batch * perRequest) / (flops * COMPUTE_SHARE);
    const seconds = Math.cbrt(read ** 3 + compute ** 3) + CALL_OVERHEAD;
    const rate = (batch / seconds) * Math.max(1, replica.accelerators);
    return {
      concurrency: batch,
      requestsPerSecond: rate,
      outputTokensPerSecond: 0,
      totalTokensPerSecond: rate * tokens,
      ttftMs: seconds * 1000,
      tpotMs: 0,
    };
  };

  const saturated = at(BATCH);
  let batch = BATCH;
  while (batch > 1 && demand.ttftMs !== null && at(batch).ttftMs > demand.ttftMs) batch /= 2;
  const best = at(batch);
  return {
    saturated,
    capacity: {
      ...best,
      requestsPerSecond: best.requestsPerSecond * TARGET,
      totalTokensPerSecond: best.totalTokensPerSecond * TARGET,
    },
    limit: batch < BATCH ? 'slo-ttft' : 'target-utilization',
    maxConcurrency: BATCH,
    prefillShare: 1,
    confidence: 'extrapolated',
    band: { low: 0.4, high: 2.5 },
  };
}
