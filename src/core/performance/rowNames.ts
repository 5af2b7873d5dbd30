import type { EngineId } from '../model/deployment.ts';
import type { Precision } from '../model/performance.ts';

/** An engine as benchmark tables name it. */
export interface NamedEngine {
  readonly engine: EngineId;
  /** Null = not stated: current software. */
  readonly engineVersion: string | null;
}

const ENGINES: readonly (readonly [RegExp, EngineId])[] = [
  [/llama\.?[-_ ]?cpp|llamafile|lm ?studio|koboldcpp/, 'llama-cpp'],
  [/ollama/, 'ollama'],
  [/nim\b/, 'nim'],
  [/trt|tensor-?rt/, 'tensorrt-llm'],
  [/sglang|sgl\b/, 'sglang'],
  [/tgi\b|text[-_ ]generation[-_ ]inference/, 'tgi'],
  [/vllm/, 'vllm'],
  [/triton/, 'triton'],
  [/tei\b|text-embeddings/, 'tei'],
  [/torchserve/, 'torchserve'],
];

/** A release of each engine from before its rewrite, for rows that state a date instead of a version. */
const EARLY_RELEASE: Readonly<Partial<Record<EngineId, string>>> = {
  vllm: '0.5',
  'tensorrt-llm': '0.10',
};

/** `vLLM 0.9.1`, `TensorRT-LLM (2024-08)`: engine, and the version (or one of that year) when the name holds it. */
export function readEngine(name: string, version: string | null): NamedEngine {
  const text = name.trim() === '' ? 'vllm' : name.toLowerCase();
  const engine = ENGINES.find(([pattern]) => pattern.test(text))?.[1] ?? 'other';
  const stated = (version ?? '').trim() || /\d+\.\d+\S*/.exec(text)?.[0];
  if (stated !== undefined) return { engine, engineVersion: stated };
  const isEarly = /\b202[0-4]\b/.test(text);
  return { engine, engineVersion: (isEarly ? EARLY_RELEASE[engine] : undefined) ?? null };
}

/** Engines that read GGUF files: there, `INT4` means a GGUF type. */
const READS_GGUF: ReadonlySet<EngineId> = new Set(['llama-cpp', 'ollama']);

/**
 * Method id for a precision as benchmark tables write it (`FP8`, `W4A16`, `INT4 (AutoRound)`, `Q4_K_M`, `8-bit`). Null
 * when nothing is stated. A spelling that no rule knows is returned as it is.
 */
export function readQuantization(
  stated: string | null | undefined,
  engine: EngineId,
): string | null {
  const name = (stated ?? '').trim().toLowerCase();
  if (name === '' || name === 'auto' || name === 'none' || name === 'default') return null;
  const bits = /^(?:int|q|w)?(\d+)[-_ ]?(?:bits?)?$/.exec(name)?.[1];
  if (READS_GGUF.has(engine) && (bits === '4' || bits === '8')) {
    return bits === '4' ? 'gguf-q4_k_m' : 'gguf-q8_0';
  }
  if (/^(fp16|f16|bf16|float16|bfloat16|half|w16a16)\b/.test(name) || bits === '16') return 'bf16';
  if (/^(fp4|nvfp4)/.test(name)) return 'nvfp4';
  if (/^(gguf|i?q\d|ud-|apex)/.test(name)) return name.startsWith('gguf') ? name : `gguf-${name}`;
  if (/fp8|e4m3|e5m2|float8/.test(name)) return name;
  if (/awq|gptq|bnb|bitsandbytes|nf4|mxfp4/.test(name)) return name;
  if (/int4|w4a16|autoround/.test(name) || bits === '4') return 'gptq';
  if (/w8a16|eetq/.test(name) || (bits === '8' && name.includes('bit'))) return 'w8a16';
  return name;
}

/** Precision of the KV cache as tables write it; where they do not, what the engine takes for these weights. */
export function readKvPrecision(
  stated: string | null | undefined,
  engine: EngineId,
  quantization: string,
): Precision {
  const name = (stated ?? '').trim().toLowerCase();
  if (/8|e4m3|e5m2/.test(name)) return 'fp8';
  if (name.includes('4') && !name.includes('float')) return 'fp4';
  if (name.includes('32')) return 'fp32';
  if (name !== '' && name !== 'auto' && name !== 'default') return 'bf16';
  // NVFP4 checkpoints carry scales for an FP8 cache, which every engine then uses; FP8 ones only under TensorRT-LLM.
  const isUsual = quantization === 'nvfp4' || (engine === 'tensorrt-llm' && quantization === 'fp8');
  return isUsual ? 'fp8' : 'bf16';
}
