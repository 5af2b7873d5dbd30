import { describe, expect, it } from 'vitest';
import { methodSupport, runsMethod } from '../../../src/core/performance/methodSupport.ts';
import type { EngineId } from '../../../src/core/model/deployment.ts';
import { testEnvironment } from '../../support/environment.ts';

const { catalog } = testEnvironment();

const support = (id: string, method: string, engine: EngineId, version: string | null = null) => {
  const accelerator = catalog.accelerator(id);
  if (accelerator === null) throw new Error(id);
  return methodSupport(accelerator, method, engine, version);
};

describe('what an engine runs on an accelerator', () => {
  it.each([
    ['H100-SXM', 'fp8', 'vllm', 'native'],
    ['A100-SXM-80', 'fp8', 'vllm', 'weights-only'],
    ['A100-SXM-80', 'fp8', 'tensorrt-llm', 'none'],
    ['L4', 'fp8', 'tensorrt-llm', 'native'],
    ['V100-SXM-16', 'fp8', 'vllm', 'none'],
    ['T4', 'fp8', 'tgi', 'none'],
    ['H100-SXM', 'nvfp4', 'vllm', 'weights-only'],
    ['H100-SXM', 'nvfp4', 'sglang', 'none'],
    ['H100-SXM', 'nvfp4', 'tensorrt-llm', 'none'],
    ['H100-SXM', 'mxfp4', 'tensorrt-llm', 'weights-only'],
    ['B200', 'nvfp4', 'tensorrt-llm', 'native'],
    ['MI300X', 'fp8', 'vllm', 'native'],
    ['MI250X', 'fp8', 'vllm', 'none'],
    ['MI300X', 'nvfp4', 'vllm', 'none'],
    ['V100-SXM-16', 'awq', 'vllm', 'none'],
    ['V100-SXM-16', 'gptq', 'vllm', 'weights-only'],
    ['T4', 'awq', 'vllm', 'weights-only'],
    ['T4', 'bf16', 'vllm', 'native'],
    ['T4', 'gguf-q4_k_m', 'llama-cpp', 'native'],
    ['TPU-v5e', 'fp8', 'vllm', null],
  ] as const)('%s, %s, %s: %s', (id, method, engine, expected) => {
    expect(support(id, method, engine)).toBe(expected);
  });

  it('depends on the version for Turing, and is open where that is not known', () => {
    expect(support('T4', 'fp8', 'vllm', '0.9.1')).toBe('none');
    expect(support('T4', 'fp8', 'vllm', '0.15.0')).toBe('weights-only');
    expect(support('T4', 'fp8', 'vllm')).toBeNull();
  });

  it('agrees with what is a candidate at all', () => {
    for (const accelerator of catalog.accelerators) {
      if (runsMethod(accelerator, 'fp8')) continue;
      expect(support(accelerator.id, 'fp8', 'tensorrt-llm'), accelerator.id).toBe('none');
    }
  });
});
