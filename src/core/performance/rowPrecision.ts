import type { ResolvedModel } from '../model/modelFacts.ts';
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
const CONTAINER =
  /^(auto|none|default|compressed-tensors|modelopt|quark|torchao|gguf|marlin|inc|true)$/;

/** Engines that read GGUF files: there, `INT4` means a GGUF type. */
const READS_GGUF: ReadonlySet<EngineId> = new Set(['llama-cpp', 'ollama']);

/**
 * Method id for a precision as tables write it (`FP8`, `W4A16`, `INT4 (AutoRound)`, `Q4_K_M`, `8-bit`); null where it
 * states none. A spelling that no rule knows is returned as it is.
 */
export function statedMethod(stated: string | null | undefined, engine: EngineId): string | null {
  const name = stated?.trim().toLowerCase().replaceAll('_', '-') ?? '';
  if (name === '' || CONTAINER.test(name)) return null;
  const bits = /^(?:int|q|w)?(\d+)[- ]?(?:bits?)?$/.exec(name)?.[1];
  if (READS_GGUF.has(engine) && (bits === '4' || bits === '8')) {
    return bits === '4' ? 'gguf-q4_k_m' : 'gguf-q8_0';
  }
  if (/^(fp16|f16|bf16|float16|bfloat16|half|w16a16)\b/.test(name) || bits === '16') return 'bf16';
  if (/^(fp32|float32|float)$/.test(name)) return 'fp32';
  if (/^(fp4|nvfp4|modelopt-fp4)/.test(name)) return 'nvfp4';
  if (/^(i?q\d|ud-)/.test(name)) return `gguf-${name.replaceAll('-', '_')}`;
  if (/awq|gptq|bnb|bitsandbytes|nf4/.test(name)) return name;
  if (/int4|w4a16|auto-?round/.test(name) || bits === '4') return 'gptq';
  if (/w8a16|eetq/.test(name) || (bits === '8' && name.includes('bit'))) return 'w8a16';
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
export function rowQuantization(
  row: StatedPrecision,
  engine: EngineId,
  resolved: ResolvedModel,
): string {
  const named = resolved.quantization;
  const stated =
    statedMethod(row.quantization, engine) ?? statedMethod(row.weightPrecision, engine);
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
  const stated = row.kvPrecision?.trim().toLowerCase() ?? '';
  if (/8|e4m3|e5m2/.test(stated)) return 'fp8';
  if (stated.includes('4') && !stated.includes('float')) return 'fp4';
  if (stated.includes('32')) return 'fp32';
  if (stated !== '' && stated !== 'auto' && stated !== 'default') return 'bf16';
  if (quantization === 'fp32') return 'fp32';
  // NVIDIA's NVFP4 checkpoints carry scales for an FP8 cache, which every engine then uses; FP8 ones only under TensorRT-LLM.
  const isUsual = quantization === 'nvfp4' || (engine === 'tensorrt-llm' && quantization === 'fp8');
  return isUsual && !isByOthers(row.model, quantization) ? 'fp8' : 'bf16';
}

/** Whether a name that says NVFP4 is not NVIDIA's: other tools write it without scales for the cache. */
function isByOthers(model: string, quantization: string): boolean {
  return quantization === 'nvfp4' && /fp4/i.test(model) && !/nvidia/i.test(model);
}
