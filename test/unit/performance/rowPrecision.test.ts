import { describe, expect, it } from 'vitest';
import type { ResolvedModel } from '../../../src/core/model/modelFacts.ts';
import { predictThroughput } from '../../../src/core/performance/throughput.ts';
import { rowKvPrecision, rowQuantization } from '../../../src/core/performance/rowPrecision.ts';
import { deepseek, h100, llama8b, performanceCatalog } from '../../support/performanceFacts.ts';

const named = (quantization: string | null): ResolvedModel => ({
  facts: llama8b,
  quantization,
  match: 'variant',
});

describe('precision of a row', () => {
  it('a container says nothing about what is in it', () => {
    const row = { model: 'RedHatAI/X-FP8-dynamic', quantization: 'compressed-tensors' };
    expect(rowQuantization(row, 'vllm', named('fp8'))).toBe('fp8');
    expect(rowQuantization({ ...row, weightPrecision: 'bfloat16' }, 'vllm', named('fp8'))).toBe(
      'fp8',
    );
    expect(
      rowQuantization({ model: 'x', quantization: 'gguf' }, 'vllm', named('gguf-q4_k_m')),
    ).toBe('gguf-q4_k_m');
  });

  it('the name makes a stated method particular, another statement overrules it', () => {
    const row = { model: 'x', quantization: 'fp8' };
    expect(rowQuantization(row, 'vllm', named('fbgemm-fp8'))).toBe('fbgemm-fp8');
    expect(rowQuantization({ model: 'x', quantization: 'awq_marlin' }, 'vllm', named('fp8'))).toBe(
      'awq-marlin',
    );
    expect(rowQuantization({ model: 'x' }, 'vllm', { ...named(null), facts: deepseek })).toBe(
      'fp8',
    );
  });

  it('a cache is as wide as weights of 32 bits, and FP8 where the checkpoint carries scales', () => {
    expect(rowKvPrecision({ model: 'x' }, 'vllm', 'fp32')).toBe('fp32');
    expect(rowKvPrecision({ model: 'nvidia/X-NVFP4' }, 'vllm', 'nvfp4')).toBe('fp8');
    expect(rowKvPrecision({ model: 'Other/X-NVFP4' }, 'vllm', 'nvfp4')).toBe('bf16');
    expect(rowKvPrecision({ model: 'x', kvPrecision: 'auto' }, 'vllm', 'fp8')).toBe('bf16');
  });

  it('a precision the accelerator does not run is refused, not priced as if it did', () => {
    const t4 = { ...h100, id: 'T4' };
    const catalog = { ...performanceCatalog, accelerator: () => t4 };
    const row = { id: 1, model: llama8b.id, accelerator: 'T4', inputTokens: 10, outputTokens: 10 };
    expect(predictThroughput({ ...row, weightPrecision: 'FP8' }, catalog)).toEqual({
      id: 1,
      error: 'fp8 does not run on T4',
    });
    expect(predictThroughput({ ...row, weightPrecision: 'FP16' }, catalog)).toHaveProperty(
      'weightsGiB',
    );
  });
});
