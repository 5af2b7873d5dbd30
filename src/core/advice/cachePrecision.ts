import type { AcceleratorFacts } from '../model/catalog.ts';
import type { EngineId } from '../model/deployment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { QuantizationFacts } from '../model/modelFacts.ts';

/** How an engine is told to keep keys and values in 8 bits. */
interface CachePrecision {
  readonly value: string;
  readonly name: string;
  /** True where the format is one of floating point, for which the accelerator needs arithmetic. */
  readonly isFloat: boolean;
  readonly needs: string | null;
}

const fp8 = { name: 'FP8', isFloat: true, needs: null } as const;

/**
 * By engine: documentation of vLLM ("Quantized KV Cache"), SGLang ("Quantized KV Cache"), TGI (launcher reference),
 * TensorRT-LLM (`trtllm-serve`), Ollama (FAQ). llama.cpp is left out: keys and values have a flag each, and its settings
 * are read by one.
 */
const byEngine: Partial<Record<EngineId, CachePrecision>> = {
  vllm: { ...fp8, value: 'fp8' },
  'kserve-huggingface': { ...fp8, value: 'fp8' },
  sglang: { ...fp8, value: 'fp8_e4m3' },
  tgi: { ...fp8, value: 'fp8_e4m3fn' },
  'tensorrt-llm': { ...fp8, value: 'fp8' },
  ollama: {
    name: '8 bits',
    isFloat: false,
    value: 'q8_0',
    needs: 'Flash attention has to be on: OLLAMA_FLASH_ATTENTION=1.',
  },
};

/**
 * Percentage points that 8-bit keys and values cost. No study of all engines is at hand: the table of methods that the
 * catalogue is built from states less than 0.5 (from memory, unverified, 2026-11-22), without calibrated scales.
 */
export const cacheLoss: Pick<QuantizationFacts, 'accuracyLoss' | 'accuracySource'> = {
  accuracyLoss: [0, 0.5],
  accuracySource: 'below 0.5 points, table of methods of the catalogue (unverified, 2026-11-22)',
};

/** Null where the engine has no such setting, or the accelerator would run it slowly or not at all. */
export function cachePrecision(
  engine: EngineId | undefined,
  estimate: CostEstimate,
): CachePrecision | null {
  const precision = cacheSetting(engine, estimate);
  const accelerator = estimate.hardware?.accelerator;
  return precision === null || accelerator == null || !keepsCache(precision, accelerator)
    ? null
    : precision;
}

/** Null where the engine has no such setting, whatever it runs on. */
export function cacheSetting(
  engine: EngineId | undefined,
  { model, kvPrecision, performance }: CostEstimate,
): CachePrecision | null {
  // The other worker of a pair reads the same cache.
  if (performance?.phase !== undefined) return null;
  if (engine === undefined || kvPrecision !== 'bf16') return null;
  // Latent attention has caches of its own, in formats that differ by kernel.
  if (model?.architecture?.latentAttention !== null) return null;
  return byEngine[engine] ?? null;
}

/** True where an accelerator has the arithmetic for it. */
export function keepsCache({ isFloat }: CachePrecision, { flops }: AcceleratorFacts): boolean {
  return !isFloat || flops.fp8 !== null;
}
