import type { AcceleratorFacts } from '../model/catalog.ts';

/** NVIDIA generations before Ampere (compute capability below 8.0). */
const beforeAmpere = /^(T4|V100|P100|P4|K80|M60)/;

/** Methods whose kernels need Ampere at least: FP8 by Marlin from 8.0 and natively from 8.9, the 4-bit floats likewise. */
const needsAmpere = /fp8|mxfp4|nvfp4/;

/** True for generations whose tensor cores know no bf16 (and no FP8 by any kernel). */
export function isBeforeAmpere({ id }: AcceleratorFacts): boolean {
  return beforeAmpere.test(id);
}

/** False when engines refuse to run a quantization method on the accelerator. */
export function runsMethod(accelerator: AcceleratorFacts, quantization: string): boolean {
  return !(isBeforeAmpere(accelerator) && needsAmpere.test(quantization));
}
