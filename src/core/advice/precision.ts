import type { AcceleratorFacts } from '../model/catalog.ts';
import type { Deployment, EngineId } from '../model/deployment.ts';
import { isBeforeAmpere, runsMethod } from '../performance/methodSupport.ts';

/** Engines that compute in the checkpoint's own type, nearly always bf16, unless they are told another one. */
const bfloatEngines: ReadonlySet<EngineId> = new Set<EngineId>([
  'vllm',
  'sglang',
  'kserve-huggingface',
  'nim',
  'tensorrt-llm',
]);

/**
 * False where it would be wrong to move a deployment to an accelerator: engines refuse the method there, its arithmetic is
 * missing, or it computes in bf16, which nothing before Ampere does, and nobody asked for fp16.
 */
export function suits(
  accelerator: AcceleratorFacts,
  quantization: string,
  { settings, engine }: Deployment,
): boolean {
  if (!runsMethod(accelerator, quantization)) return false;
  if (quantization.includes('fp8')) return accelerator.flops.fp8 !== null;
  if (quantization === 'nvfp4') return accelerator.flops.fp4 !== null;
  if (!isBeforeAmpere(accelerator) || !bfloatEngines.has(engine?.value ?? 'other')) return true;
  return /^(half|float16|fp16)$/i.test(settings.dataType?.value ?? '');
}
