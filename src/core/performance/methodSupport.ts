import type { AcceleratorFacts } from '../model/catalog.ts';
import type { EngineId } from '../model/deployment.ts';
import { isAtLeast } from './engineVersion.ts';

/** NVIDIA generations by what they lack: before Turing (compute capability below 7.5), and before Ampere (below 8.0). */
const beforeTuring = /^(V100|P100|P40|P4|K80|M60)/;
const beforeAmpere = /^(T4|Quadro-RTX|V100|P100|P40|P4|K80|M60)/;

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

/**
 * How an engine runs a method on an accelerator: in the arithmetic of the method, by expanding weights to 16 bits while it
 * multiplies (which saves memory and reading, not arithmetic), or not at all. Null where that is not known.
 */
export type MethodSupport = 'native' | 'weights-only' | 'none' | null;

/**
 * Sources: vLLM documentation, "Supported hardware" of quantization (v0.15; Turing runs Marlin from there); TensorRT-LLM
 * support matrix (FP8 from Ada, NVFP4 from Blackwell); TGI launcher reference (FP8 by Marlin on Ampere); SGLang
 * `modelopt_fp4` (compute capability 10.0). Other vendors' chips than AMD's GPUs have formats of their own: null.
 */
export function methodSupport(
  accelerator: AcceleratorFacts,
  quantization: string,
  engine: EngineId,
  engineVersion: string | null,
): MethodSupport {
  const { flops, id, kind, vendor } = accelerator;
  if (kind !== 'gpu') return null;
  const is = (pattern: RegExp): boolean => pattern.test(quantization);
  if (is(/^(bf16|fp32)$|gguf/)) return 'native';
  if (vendor === 'AMD') {
    if (is(/fp8/)) return flops.fp8 === null ? 'none' : 'native';
    if (is(/nvfp4/)) return 'none';
    if (is(/mxfp4/)) return flops.fp4 === null ? 'weights-only' : 'native';
    return is(/^(awq|gptq|int8)$/) ? 'native' : null;
  }
  if (vendor !== 'NVIDIA') return null;
  if (is(/fp8/)) {
    if (flops.fp8 !== null) return 'native';
    return expanding(id, engine, engineVersion);
  }
  if (is(/nvfp4|mxfp4/)) {
    if (flops.fp4 !== null) return 'native';
    if (is(/nvfp4/) && engine === 'sglang') return 'none';
    // TensorRT-LLM multiplies MXFP4 by weights alone from Hopper, and NVFP4 on Blackwell only.
    if (is(/mxfp4/) && isTensorrt(engine)) return flops.fp8 === null ? 'none' : 'weights-only';
    return expanding(id, engine, engineVersion);
  }
  if (beforeTuring.test(id)) return is(/awq|^int8$/) ? 'none' : 'weights-only';
  return is(/^int8$/) ? 'native' : 'weights-only';
}

function isTensorrt(engine: EngineId): boolean {
  return engine === 'tensorrt-llm' || engine === 'triton' || engine === 'nim';
}

/** Weights of 8 or 4 bits without arithmetic of that type: Marlin kernels, which TensorRT-LLM does not have. */
function expanding(id: string, engine: EngineId, version: string | null): MethodSupport {
  if (isTensorrt(engine) || beforeTuring.test(id)) return 'none';
  if (!beforeAmpere.test(id)) return 'weights-only';
  // Turing: from vLLM 0.15; where the version is not known nothing is claimed.
  if (engine !== 'vllm') return engine === 'kserve-huggingface' ? null : 'none';
  if (version === null) return null;
  return isAtLeast(version, 0, 15) ? 'weights-only' : 'none';
}

/** True for an NVIDIA GPU that computes in fp16 but not in bfloat16. */
export function lacksBfloat16({ id, vendor }: AcceleratorFacts): boolean {
  return vendor === 'NVIDIA' && beforeAmpere.test(id);
}
