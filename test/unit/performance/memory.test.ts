import { describe, expect, it } from 'vitest';
import { bundledCatalogText } from '../../../src/core/catalog/bundled.ts';
import { createCatalog } from '../../../src/core/catalog/createCatalog.ts';
import type { ReplicaConfiguration } from '../../../src/core/model/performance.ts';
import { estimateMemory } from '../../../src/core/performance/memory.ts';
import {
  deepseek,
  gemma27b,
  l4,
  llamaOnH100,
  mixtral,
  unknownArchitecture,
} from '../../support/performanceFacts.ts';

const memory = (change: Partial<ReplicaConfiguration>) =>
  estimateMemory({ ...llamaOnH100, ...change });

const within = (value: number, expected: number, share: number): void => {
  expect(Math.abs(value / expected - 1), `${value} against ${expected}`).toBeLessThan(share);
};

/** Figures of start-up logs of vLLM 0.19.0 on H100 (jgchn/llm-d-planner accuracy/results/v0.19.0). */
describe('memory as vLLM reports it', () => {
  it('Llama 3.1 8B, 16 bits', () => {
    const estimate = memory({});
    within(estimate.weightsGiB, 14.99, 0.005);
    within(estimate.kvCacheGiB, 58.11, 0.01);
    within(estimate.kvCacheTokens ?? 0, 476000, 0.02);
    expect(estimate.fits).toBe(true);
  });

  it('keeps embeddings and head at 16 bits when the layers are FP8', () => {
    within(memory({ quantization: 'fp8' }).weightsGiB, 8.49, 0.006);
  });

  it('halves the bytes of a token with an FP8 cache', () => {
    within(memory({ kvPrecision: 'fp8' }).kvCacheTokens ?? 0, 952032, 0.02);
  });

  it('tensor parallel shards weights and cache', () => {
    const estimate = memory({ tensorParallel: 4, accelerators: 4 });
    within(estimate.weightsGiB, 3.77, 0.01);
    within(estimate.kvCacheTokens ?? 0, 2209792, 0.02);
  });

  it('pipeline ranks are uneven: the ends hold embedding or head', () => {
    const estimate = memory({ pipelineParallel: 4, accelerators: 4 });
    within(estimate.weightsGiB, 4.26, 0.01);
    within(estimate.kvCacheTokens ?? 0, 2257264, 0.03);
  });

  it('pads groups of full and sliding-window layers', () => {
    const estimate = memory({ model: gemma27b });
    within(estimate.weightsGiB, 51.45, 0.01);
    within(estimate.kvCacheTokens ?? 0, 4.46 * 8192, 0.05);
  });

  it('takes layers that see everything by their own heads', () => {
    // Gemma 4 31B: 50 layers of 16 heads of 256 with a window, 10 of 4 heads of 512 without; keys and values of two bytes.
    const facts = createCatalog(bundledCatalogText).model('google/gemma-4-31B-it')?.facts;
    if (facts === undefined) throw new Error('the catalogue has lost the model');
    const of = (tensorParallel: number) =>
      memory({ model: facts, tensorParallel, accelerators: tensorParallel }).kvBytesPerToken;
    expect(of(1)).toBe(2 * 2 * (50 * 16 * 256 + 10 * 4 * 512));
    expect(of(8)).toBe(2 * 2 * (50 * 2 * 256 + 10 * 1 * 512));
  });

  it('mixtures of experts', () => {
    const estimate = memory({ model: mixtral, tensorParallel: 2, accelerators: 2 });
    within(estimate.weightsGiB, 43.51, 0.005);
    within(estimate.kvCacheTokens ?? 0, 465936, 0.03);
  });

  it('does not load the prediction layer of DeepSeek R1 and keeps its latent cache whole', () => {
    const estimate = memory({
      model: deepseek,
      tensorParallel: 8,
      accelerators: 8,
      quantization: 'fp8',
      memoryFraction: null,
    });
    within(estimate.weightsGiB, 79.74, 0.02);
    expect(estimate.kvBytesPerToken).toBe(70272);
  });
});

describe('what does not fit or is not known', () => {
  it('says how much is missing', () => {
    const estimate = memory({ model: mixtral, accelerator: l4 });
    expect(estimate.fits).toBe(false);
    expect(estimate.shortfallGiB).toBeGreaterThan(60);
  });

  it('knows weights but no cache without an architecture', () => {
    const estimate = memory({ model: unknownArchitecture });
    within(estimate.weightsGiB, 14e9 / 2 ** 30, 0.001);
    expect(estimate.kvBytesPerToken).toBeNull();
    expect(estimate.kvCacheTokens).toBeNull();
  });

  it('reads nonsense counts as one', () => {
    const estimate = memory({ tensorParallel: 0, pipelineParallel: Number.NaN });
    within(estimate.weightsGiB, 14.99, 0.005);
  });
});
