import type { ResolvedModel } from '../model/catalog.ts';
import type { EngineId } from '../model/deployment.ts';
import type { Precision } from '../model/performance.ts';

/** What a row of the bulk contract says about precision, as benchmark tables and engines write it. */
interface StatedPrecision {
  readonly model: string;
  readonly quantization?: string | null | undefined;
  readonly weightPrecision?: string | null | undefined;
  readonly kvPrecision?: string | null | undefined;
}

/** Names of file formats and tools that hold several methods: what is in them is for the model's name to say. */
const CONTAINER = /^(auto|none|compressed-tensors|modelopt|quark|torchao|gguf|marlin|inc|true)$/;

/** Method id for a precision as tables write it (`FP8`, `FP4`, `INT4-AWQ`, `Q4_K_M`); null where it states none. */
function methodOf(stated: string | null | undefined): string | null {
  const name = stated?.trim().toLowerCase().replaceAll('_', '-') ?? '';
  if (name === '' || CONTAINER.test(name)) return null;
  if (/^(fp16|f16|bf16|float16|bfloat16|half)$/.test(name)) return 'bf16';
  if (/^(fp32|float32|float)$/.test(name)) return 'fp32';
  if (/^(fp4|nvfp4|modelopt-fp4)/.test(name)) return 'nvfp4';
  if (/^(i?q\d|ud-)/.test(name)) return `gguf-${name.replaceAll('-', '_')}`;
  if (/int4|w4a16|auto-?round/.test(name) && !/awq|gptq|bnb/.test(name)) return 'gptq';
  return name;
}

const NATIVE: Readonly<Record<string, string>> = {
  fp8: 'fp8',
  float8: 'fp8',
  float8_e4m3fn: 'fp8',
  mxfp4: 'mxfp4',
  int4: 'gptq',
  // Engines load checkpoints of 32 bits at 16.
  float32: 'bf16',
};

/**
 * The method of a row: what it states, made particular by the model's name (`fp8` of a checkpoint known to leave attention
 * alone). A stated type of 16 bits is that of the arithmetic when the name says that the weights are quantized.
 */
export function rowQuantization(row: StatedPrecision, resolved: ResolvedModel): string {
  const named = resolved.quantization;
  const stated = methodOf(row.quantization) ?? methodOf(row.weightPrecision);
  if (named !== null && (stated === null || stated === 'bf16' || named.includes(stated))) {
    return named;
  }
  return stated ?? NATIVE[resolved.facts.nativeDataType.toLowerCase()] ?? 'bf16';
}

/** Precision of the cache of a row: what it states, else what the engine takes for weights of that method. */
export function rowKvPrecision(
  row: StatedPrecision,
  engine: EngineId,
  quantization: string,
): Precision {
  const stated = row.kvPrecision?.toLowerCase() ?? '';
  if (stated.includes('8')) return 'fp8';
  if (stated.includes('4') && !stated.includes('float')) return 'fp4';
  if (stated.includes('32')) return 'fp32';
  if (stated !== '' && stated !== 'auto') return 'bf16';
  if (quantization === 'fp32') return 'fp32';
  // NVIDIA's NVFP4 checkpoints carry scales for an FP8 cache, which every engine then uses; FP8 ones only under TensorRT-LLM.
  const isUsual = quantization === 'nvfp4' || (engine === 'tensorrt-llm' && quantization === 'fp8');
  return isUsual && !isByOthers(row.model, quantization) ? 'fp8' : 'bf16';
}

/** Whether a name that says NVFP4 is not NVIDIA's: other tools write it without scales for the cache. */
function isByOthers(model: string, quantization: string): boolean {
  return quantization === 'nvfp4' && /fp4/i.test(model) && !/nvidia/i.test(model);
}
