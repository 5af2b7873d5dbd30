import { describe, expect, it } from 'vitest';
import { readEngine } from '../../../src/core/performance/rowEngine.ts';
import { rowKvPrecision, statedMethod } from '../../../src/core/performance/rowPrecision.ts';
import { predictThroughput } from '../../../src/core/performance/throughput.ts';
import { performanceCatalog } from '../../support/performanceFacts.ts';

describe('names as benchmark tables write them', () => {
  it.each([
    ['vLLM 0.6.6 (Xinference 1.1.1)', null, 'vllm', '0.6.6'],
    ['vLLM', 'v0.9.1', 'vllm', 'v0.9.1'],
    ['vLLM latest (2025-12)', null, 'vllm', null],
    ['vLLM (2024-08)', null, 'vllm', '0.5'],
    ['TensorRT-LLM 1.0', null, 'tensorrt-llm', '1.0'],
    ['TRT-LLM (2023-12)', null, 'tensorrt-llm', '0.10'],
    ['Ollama/llama.cpp', null, 'llama-cpp', null],
    ['TGI 2.0.4', null, 'tgi', '2.0.4'],
    ['NIM 1.0.0 (TensorRT-LLM)', null, 'nim', '1.0.0'],
    ['LMDeploy TurboMind', null, 'other', null],
    ['', null, 'vllm', null],
  ])('engine %j, version %j', (name, version, engine, engineVersion) => {
    expect(readEngine(name, version)).toEqual({ engine, engineVersion });
  });

  it.each([
    ['FP16', 'vllm', 'bf16'],
    ['float16', 'vllm', 'bf16'],
    ['16', 'vllm', 'bf16'],
    ['FP4', 'vllm', 'nvfp4'],
    ['W4A16', 'vllm', 'gptq'],
    ['INT4 (AutoRound)', 'vllm', 'gptq'],
    ['4-bit', 'vllm', 'gptq'],
    ['INT4-AWQ', 'vllm', 'int4-awq'],
    ['8bit', 'vllm', 'w8a16'],
    ['Q4_K_M (ollama default)', 'ollama', 'gguf-q4_k_m (ollama default)'],
    ['INT4', 'llama-cpp', 'gguf-q4_k_m'],
    ['UD-Q4_K_XL', 'llama-cpp', 'gguf-ud_q4_k_xl'],
    ['fp8_e4m3', 'vllm', 'fp8-e4m3'],
    ['auto', 'vllm', null],
    ['', 'vllm', null],
  ] as const)('precision %j under %s', (stated, engine, method) => {
    expect(statedMethod(stated, engine)).toBe(method);
  });

  it('reads the precision of the cache, or takes what the engine does', () => {
    const row = { model: 'meta-llama/Llama-3.1-8B-Instruct' };
    const of = (kvPrecision: string | null): typeof row & { kvPrecision: string | null } => ({
      ...row,
      kvPrecision,
    });
    expect(rowKvPrecision(of('fp8_e5m2'), 'vllm', 'bf16')).toBe('fp8');
    expect(rowKvPrecision(of('FP16'), 'tensorrt-llm', 'fp8')).toBe('bf16');
    expect(rowKvPrecision(of('auto'), 'tensorrt-llm', 'fp8')).toBe('fp8');
    expect(rowKvPrecision(of(null), 'vllm', 'fp8')).toBe('bf16');
  });
});

describe('rows as they come', () => {
  const row = {
    id: 1,
    model: 'meta-llama/Llama-3.1-8B-Instruct',
    accelerator: 'L4',
    inputTokens: 512,
    outputTokens: 128,
  };
  const answer = (
    more: object,
  ): Exclude<ReturnType<typeof predictThroughput>, { error: string }> => {
    const one = predictThroughput({ ...row, ...more }, performanceCatalog);
    if ('error' in one) throw new Error(one.error);
    return one;
  };

  it('takes empty cells, zeros and quoted numbers as not stated or as numbers', () => {
    const plain = answer({});
    expect(
      answer({ tp: '', pp: null, gpus: '1', concurrency: '-', enforceEager: 'false' }),
    ).toEqual(plain);
    expect(answer({ tp: 0, ep: 0, weightPrecision: '' })).toEqual(plain);
  });

  it('a model whose own limit does not fit is served with the length the requests need', () => {
    expect(answer({}).fits).toBe(true);
    expect(answer({ maxModelLen: 131072 }).fits).toBe(false);
  });

  it('a model that does not fit still has its memory', () => {
    const large = answer({ weightPrecision: 'FP32' });
    expect(large.fits).toBe(false);
    expect(large.weightsGiB).toBeGreaterThan(25);
    expect(large.kvCacheGiB).toBe(0);
  });

  it('data-parallel ranks divide the accelerators, however they are counted', () => {
    const stated = answer({ gpus: 4, tp: 1, dp: 4, concurrency: 32 });
    expect(answer({ gpus: 4, tp: 4, dp: 4, concurrency: 32 })).toEqual(stated);
    expect(answer({ gpus: 4, tp: 1, concurrency: 32 })).toEqual(stated);
  });

  it('honours what limits the memory or the batch', () => {
    const free = answer({});
    expect(answer({ gpuMemoryUtilization: 0.8 }).kvCacheGiB).toBeLessThan(free.kvCacheGiB);
    expect(answer({ gpuMemoryUtilization: 80 })).toEqual(answer({ gpuMemoryUtilization: 0.8 }));
    expect(answer({ maxNumSeqs: 4 }).outputTokensPerSecond).toBeLessThan(
      free.outputTokensPerSecond / 2,
    );
    expect(answer({ kvPrecision: 'fp8' }).kvCacheTokens).toBeGreaterThan(
      1.9 * (free.kvCacheTokens ?? 0),
    );
    expect(
      answer({ enforceEager: true, concurrency: 1, accelerator: 'H100-SXM' }).tpotMs,
    ).toBeGreaterThan(answer({ concurrency: 1, accelerator: 'H100-SXM' }).tpotMs);
  });

  it('clients beyond what the cache holds wait', () => {
    const few = answer({ concurrency: 8 });
    const many = answer({ concurrency: 4000 });
    expect(many.ttftMs).toBeGreaterThan(20 * few.ttftMs);
    expect(many.outputTokensPerSecond).toBeGreaterThan(few.outputTokensPerSecond);
  });

  it('needs at most one token of either kind', () => {
    expect(answer({ inputTokens: 0 }).outputTokensPerSecond).toBeGreaterThan(0);
    expect(answer({ outputTokens: 0 }).requestsPerSecond).toBeGreaterThan(0);
  });
});
