import type { AcceleratorFacts } from '../model/catalog.ts';
import type { ModelFacts } from '../model/modelFacts.ts';

/** Type of the arithmetic a matrix multiplication runs in. */
export type ComputeType = 'bf16' | 'fp8' | 'int8' | 'fp4';

/** Bytes per weight of each part of a checkpoint, and the arithmetic its method asks for. */
export interface WeightFormat {
  /** Attention projections. */
  readonly attention: number;
  /** Linear attention and state-space layers. */
  readonly linear: number;
  /** Dense feed-forward layers and shared experts. */
  readonly dense: number;
  /** Routed experts. */
  readonly experts: number;
  /** Embedding table, output head, vision and audio towers: kept at 16 bits by every method but GGUF and fp32. */
  readonly embedding: number;
  /** What the method asks for; the accelerator may not have it (see `computeType`). */
  readonly compute: ComputeType;
  /** Bits of one weight in the quantized layers, for the choice of kernel efficiency. */
  readonly bits: 32 | 16 | 8 | 4;
  /** False when the method's name was not recognised and 16 bits were assumed. */
  readonly recognised: boolean;
}

const INT4_GROUP_128 = (4 + 20 / 128) / 8; // one 16-bit scale and a 4-bit zero point for 128 weights
const NVFP4 = 4.5 / 8; // one FP8 scale for 16 weights
const MXFP4 = 4.25 / 8; // one 8-bit scale for 32 weights

/** Bits per weight over a whole GGUF file: `llama.cpp quantize --help`, Llama-3-8B. */
const GGUF_BITS: readonly (readonly [RegExp, number])[] = [
  [/iq1/, 1.9],
  [/iq2/, 2.6],
  [/q2_k/, 3.35],
  [/iq3/, 3.4],
  [/q3_k_s/, 3.5],
  [/q3_k_l/, 4.27],
  [/q3/, 3.91],
  [/iq4|q4_k_s|q4_0|q4_1/, 4.57],
  [/q4/, 4.84],
  [/q5_k_m/, 5.68],
  [/q5/, 5.5],
  [/q6/, 6.56],
  [/q8/, 8.5],
  [/f32/, 32],
  [/f16|bf16/, 16],
];

function uniform(
  bytes: number,
  compute: ComputeType,
  bits: 32 | 16 | 8 | 4,
  embedding = 2,
): WeightFormat {
  return {
    attention: bytes,
    linear: bytes,
    dense: bytes,
    experts: bytes,
    embedding,
    compute,
    bits,
    recognised: true,
  };
}

function ggufFormat(method: string): WeightFormat {
  const bits = GGUF_BITS.find(([pattern]) => pattern.test(method))?.[1] ?? 4.84;
  const nominal = bits > 20 ? 32 : bits > 12 ? 16 : bits > 6 ? 8 : 4;
  return uniform(bits / 8, 'bf16', nominal, bits / 8);
}

/**
 * How a quantization method (`QuantizationFacts.id`, or an engine's spelling of it) stores the parts of a model.
 *
 * Methods that quantize linear layers leave embeddings and the output head at 16 bits; MXFP4 checkpoints (gpt-oss) and
 * the INT4 checkpoints of trillion-parameter mixtures quantize only the routed experts; NVFP4 checkpoints of models with
 * latent attention keep attention at 16 bits. An unknown method counts as 16 bits with `recognised: false`.
 */
export function weightFormat(quantization: string, model: ModelFacts): WeightFormat {
  const method = quantization.toLowerCase();
  const isMixture = (model.architecture?.experts ?? null) !== null;
  const hasLatentAttention = (model.architecture?.latentAttention ?? null) !== null;
  if (/gguf|(^|[^a-z])i?q\d_|^q\d/.test(method)) return ggufFormat(method);
  if (/fp32|float32|tf32/.test(method)) return uniform(4, 'bf16', 32, 4);
  if (method.includes('mxfp4')) {
    const format = uniform(MXFP4, 'fp4', 4);
    return isMixture ? { ...format, attention: 2, linear: 2, dense: 2 } : format;
  }
  if (/w4a8|w4afp8/.test(method)) return uniform(INT4_GROUP_128, 'fp8', 4);
  if (method.includes('fp4') && !/bnb|bitsandbytes/.test(method)) {
    const format = uniform(NVFP4, 'fp4', 4);
    // llm-compressor's recipes for these models leave `linear_attn` alone (examples/quantization_w8a8_fp8/qwen3_next_example.py).
    return { ...format, linear: 2, ...(hasLatentAttention ? { attention: 2 } : {}) };
  }
  if (/nf4|bitsandbytes|bnb/.test(method)) {
    if (/int8|8bit|8-bit/.test(method)) return uniform(1.03, 'bf16', 8);
    return uniform(4.5 / 8, 'bf16', 4);
  }
  if (/fp8|float8|e4m3|e5m2|fbgemm/.test(method)) {
    const format = uniform(1.001, 'fp8', 8);
    // FBGEMM checkpoints quantize the feed-forward layers only.
    return method.includes('fbgemm') ? { ...format, attention: 2, linear: 2 } : format;
  }
  if (
    /awq|gptq|int4|w4a16|autoround|auto-round|auto_round|marlin|hqq|exl2|4bit|4-bit/.test(method)
  ) {
    if (/int8|8bit|8-bit/.test(method)) return uniform(1.02, 'bf16', 8);
    const format = uniform(INT4_GROUP_128, 'bf16', 4);
    return model.nativeDataType === 'int4'
      ? { ...format, attention: 2, linear: 2, dense: 2 }
      : format;
  }
  if (/w8a16|weight-only|eetq/.test(method)) return uniform(1.01, 'bf16', 8);
  if (/int8|w8a8|smoothquant/.test(method)) return uniform(1.001, 'int8', 8);
  return {
    ...uniform(2, 'bf16', 16),
    recognised: /bf16|bfloat16|fp16|float16|half|16|none|auto/.test(method),
  };
}

/** The arithmetic that really runs: a type the accelerator lacks falls back to 16 bits with weights expanded on the fly. */
export function computeType(format: WeightFormat, accelerator: AcceleratorFacts): ComputeType {
  return accelerator.flops[format.compute] === null ? 'bf16' : format.compute;
}

/** Bytes of one KV cache element. */
export function kvElementBytes(precision: string): number {
  switch (precision) {
    case 'fp32':
      return 4;
    case 'fp8':
    case 'int8':
      return 1;
    case 'fp4':
    case 'mxfp4':
    case 'int4':
      return 0.5625;
    default:
      return 2;
  }
}
