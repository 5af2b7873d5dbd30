import { describe, expect, it } from 'vitest';
import type { ModelFacts } from '../../../src/core/model/modelFacts.ts';
import type { ReplicaConfiguration } from '../../../src/core/model/performance.ts';
import { rotaryCacheBytes } from '../../../src/core/performance/rotaryCache.ts';
import { stageLayers } from '../../../src/core/performance/stages.ts';
import { weightBytes } from '../../../src/core/performance/weights.ts';
import {
  deepseek,
  gemma27b,
  llama8b,
  llamaOnH100,
  mixtral,
} from '../../support/performanceFacts.ts';

const MIB = 2 ** 20;
const GIB = 2 ** 30;

const gib = (change: Partial<ReplicaConfiguration>): number =>
  weightBytes({ ...llamaOnH100, ...change }) / GIB;

/** Start-up logs of vLLM 0.19.0 on H100 report two decimals. */
describe('weights to the last digit that engines report', () => {
  it.each([
    ['Llama 3.1 8B', {}, 14.99],
    ['two ranks', { tensorParallel: 2 }, 7.51],
    ['four ranks', { tensorParallel: 4 }, 3.77],
    ['two stages', { pipelineParallel: 2 }, 7.51],
    ['four stages', { pipelineParallel: 4 }, 4.26],
    ['32 bits', { quantization: 'fp32' }, 29.98],
    ['Gemma 3 27B', { model: gemma27b }, 51.45],
    ['Mixtral on two', { model: mixtral, tensorParallel: 2 }, 43.51],
  ])('%s', (_, change, reported) => {
    expect(Math.abs(gib(change) - reported)).toBeLessThan(0.015);
  });

  it('a driver counts free rests of segments too', () => {
    const both = { quantization: 'bf16', tensorParallel: 4 };
    expect(gib({ ...both, engine: 'sglang' })).toBeGreaterThanOrEqual(gib(both));
  });
});

describe('tables of rotary angles', () => {
  const named = (family: string, maxPositions: number): ModelFacts => ({
    ...llama8b,
    family,
    maxPositions,
  });

  it('hold a row per position the model allows', () => {
    expect(rotaryCacheBytes(llama8b, 2)).toBe(32 * MIB);
    expect(rotaryCacheBytes(named('llama-4', 10_485_760), 2)).toBe(2.5 * GIB);
  });

  it('are enlarged by scaling and images, narrowed by partial rotation, absent without one', () => {
    expect(rotaryCacheBytes(named('gemma-3', 131072), 2)).toBe(9 * 32 * MIB);
    expect(rotaryCacheBytes(named('gemma-3', 32768), 2)).toBe(2 * 8 * MIB);
    expect(rotaryCacheBytes(named('qwen2.5-vl', 131072), 2)).toBe(4 * 32 * MIB);
    expect(rotaryCacheBytes(named('qwen3-next', 131072), 2)).toBe(8 * MIB);
    expect(rotaryCacheBytes(named('opt', 2048), 2)).toBe(0);
    expect(rotaryCacheBytes({ ...llama8b, maxPositions: null }, 2)).toBe(0);
  });
});

describe('what is whole on every rank', () => {
  it('a rank holds at least one head of keys and values', () => {
    // Eight KV heads over 16 ranks: each holds one, twice what an even division gives.
    const { layers, hiddenSize, headSize } = llama8b.architecture ?? expect.fail();
    const head = 2 * layers * hiddenSize * headSize * 2;
    const even = 8.03e9 * (2 / 16);
    expect(gib({ tensorParallel: 16 }) * GIB).toBeGreaterThan(even + 0.45 * head);
  });

  it('latent down-projections and routers are', () => {
    const change = { model: deepseek, quantization: 'fp8', tensorParallel: 8 };
    // vLLM, DeepSeek-R1-0528 on eight: 79.74 GiB.
    expect(Math.abs(gib(change) / 79.74 - 1)).toBeLessThan(0.005);
  });

  it('MXFP4 experts are padded to tiles', () => {
    const odd: ModelFacts = {
      ...mixtral,
      architecture: {
        ...(mixtral.architecture ?? expect.fail()),
        experts: {
          count: 8,
          perToken: 2,
          intermediateSize: 14400,
          sharedIntermediateSize: 0,
          firstDenseLayers: 0,
        },
      },
    };
    const at = (engine: 'vllm' | 'tgi') =>
      gib({ model: odd, quantization: 'mxfp4', tensorParallel: 8, engine });
    // 1800 rows a rank become 1856.
    expect(at('vllm') / at('tgi')).toBeGreaterThan(1.02);
    expect(at('vllm') / at('tgi')).toBeLessThan(1856 / 1800);
  });
});

it('stages of a pipeline as vLLM cuts them', () => {
  expect(stageLayers(61, 4)).toEqual({ middle: 16, ends: 15 });
  expect(stageLayers(62, 4)).toEqual({ middle: 16, ends: 15 });
  expect(stageLayers(63, 4)).toEqual({ middle: 16, ends: 16 });
  expect(stageLayers(32, 4)).toEqual({ middle: 8, ends: 8 });
  expect(stageLayers(1, 8)).toEqual({ middle: 1, ends: 1 });
});
