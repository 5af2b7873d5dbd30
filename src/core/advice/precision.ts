import type { AcceleratorFacts } from '../model/catalog.ts';
import type { Deployment } from '../model/deployment.ts';
import { isBeforeAmpere, runsMethod } from '../performance/methodSupport.ts';

/**
 * False where it would be wrong to move a deployment to an accelerator: engines refuse the method there, its arithmetic is
 * missing, or 16-bit weights are bf16, which nothing before Ampere computes, and nobody asked for fp16.
 */
export function suits(
  accelerator: AcceleratorFacts,
  quantization: string,
  { settings }: Deployment,
): boolean {
  if (!runsMethod(accelerator, quantization)) return false;
  if (quantization.includes('fp8')) return accelerator.flops.fp8 !== null;
  if (quantization === 'nvfp4') return accelerator.flops.fp4 !== null;
  if (quantization !== 'bf16' || !isBeforeAmpere(accelerator)) return true;
  return /^(half|float16|fp16)$/i.test(settings.dataType?.value ?? '');
}
