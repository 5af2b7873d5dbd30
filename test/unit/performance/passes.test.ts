import { describe, expect, it } from 'vitest';
import type {
  PerformanceEstimate,
  ReplicaConfiguration,
} from '../../../src/core/model/performance.ts';
import { estimateMemory } from '../../../src/core/performance/memory.ts';
import {
  estimatePerformance,
  pointAtRate,
  type PerformanceDemand,
} from '../../../src/core/performance/performance.ts';
import {
  bgeLarge,
  classical,
  cpu8,
  resnet50,
  sdxl,
  serving,
  whisper,
} from '../../support/passFacts.ts';
import { h100, l4, llama8b } from '../../support/performanceFacts.ts';

const relaxed: PerformanceDemand = {
  inputTokens: 449,
  outputTokens: 1,
  ttftMs: null,
  tpotMs: null,
  percentile: 95,
};

function estimate(
  replica: ReplicaConfiguration,
  demand: Partial<PerformanceDemand> = {},
): PerformanceEstimate | null {
  return estimatePerformance(replica, estimateMemory(replica), { ...relaxed, ...demand });
}

describe('encoders', () => {
  it('come near what text-embeddings-inference was measured at on an L4 (62,192 tokens/s)', () => {
    const result = estimate(serving(bgeLarge, l4, { engine: 'tei' }));
    expect(result?.saturated.totalTokensPerSecond).toBeGreaterThan(40_000);
    expect(result?.saturated.totalTokensPerSecond).toBeLessThan(85_000);
    expect(result?.work).toEqual({ unit: 'tokens', perRequest: 449 });
  });

  it('take no text longer than the model reads', () => {
    const long = estimate(serving(bgeLarge), { inputTokens: 5000 });
    const full = estimate(serving(bgeLarge), { inputTokens: 512 });
    expect(long?.saturated.requestsPerSecond).toBe(full?.saturated.requestsPerSecond);
  });

  it('batch only in servers that batch', () => {
    const plain = estimate(serving(bgeLarge, l4, { engine: 'torchserve' }));
    const batching = estimate(serving(bgeLarge, l4, { engine: 'torchserve', maxSequences: 16 }));
    expect(plain?.maxConcurrency).toBe(1);
    expect(batching?.maxConcurrency).toBe(16);
    expect(batching?.saturated.requestsPerSecond).toBeGreaterThan(
      plain?.saturated.requestsPerSecond ?? Infinity,
    );
  });
});

describe('a latency limit', () => {
  it('leaves no capacity when one request alone takes longer', () => {
    const result = estimate(serving(sdxl), { ttftMs: 500 });
    expect(result?.capacity.requestsPerSecond).toBe(0);
    expect(result?.limit).toBe('slo-ttft');
  });

  it('holds at the capacity that was found, and not much above', () => {
    const replica = serving(resnet50, l4, { engine: 'triton', maxSequences: 32 });
    const result = estimate(replica, { ttftMs: 25 });
    const rate = result?.capacity.requestsPerSecond ?? 0;
    expect(rate).toBeGreaterThan(0);
    expect(pointAtRate(replica, relaxed, rate)?.ttftMs).toBeLessThanOrEqual(25);
    expect(estimate(replica, { ttftMs: 12 })?.capacity.requestsPerSecond).toBeLessThan(rate);
  });
});

describe('image generation', () => {
  it('takes seconds an image, twice as long for twice the steps', () => {
    const at = (steps: number): number =>
      1 / (estimate(serving(sdxl), { media: { steps } })?.saturated.requestsPerSecond ?? 0);
    // 2.5 s for 30 steps on an H100, PyTorch, as Stability AI publishes it.
    expect(at(30)).toBeGreaterThan(1.7);
    expect(at(30)).toBeLessThan(3.8);
    expect(at(60) / at(30)).toBeGreaterThan(1.8);
    expect(at(60) / at(30)).toBeLessThan(2.05);
  });

  it('counts the images of a request', () => {
    const result = estimate(serving(sdxl), { media: { images: 4 } });
    expect(result?.work).toEqual({ unit: 'images', perRequest: 4 });
  });
});

describe('speech to text', () => {
  it('is faster than the speech, and counts seconds of audio', () => {
    const result = estimate(serving(whisper, l4), { media: { audioSeconds: 120 } });
    expect(result?.work).toEqual({ unit: 'audio-seconds', perRequest: 120 });
    expect((result?.saturated.requestsPerSecond ?? 0) * 120).toBeGreaterThan(4);
    expect((result?.saturated.requestsPerSecond ?? 0) * 120).toBeLessThan(60);
  });

  it('pays for a whole window when a second is left over', () => {
    const seconds = (audioSeconds: number): number =>
      1 /
      (estimate(serving(whisper), { media: { audioSeconds } })?.saturated.requestsPerSecond ?? 0);
    expect(seconds(31)).toBeCloseTo(seconds(60), 6);
  });
});

describe('what nothing honest can be said about', () => {
  it.each(['tts', 'video-generation', 'image-generation', 'asr', 'detection'])(
    '%s is null',
    (modality) => {
      expect(estimate(serving({ ...bgeLarge, modality }))).toBeNull();
    },
  );

  it('a vision model without its work is not taken for a text model', () => {
    const unknown = { ...resnet50, architecture: null };
    delete (unknown as { work?: unknown }).work;
    expect(estimate(serving(unknown))).toBeNull();
  });
});

describe('processors', () => {
  it('decode as fast as memory delivers the weights, and no faster', () => {
    const replica = serving(llama8b, cpu8, { engine: 'llama-cpp', quantization: 'gguf-q4_k_m' });
    const tpot = pointAtRate(replica, { inputTokens: 100, outputTokens: 100 }, 0)?.tpotMs ?? 0;
    const weights = estimateMemory(replica).weightsGiB * 2 ** 30;
    expect(tpot / 1000).toBeGreaterThan((0.9 * weights) / cpu8.bandwidth);
    expect(tpot / 1000).toBeLessThan((4 * weights) / cpu8.bandwidth);
  });

  it('answer classical models with one worker a core', () => {
    const two = estimate(serving(classical, { ...cpu8, cores: 2 }));
    const eight = estimate(serving(classical, cpu8));
    expect(two?.work.unit).toBe('predictions');
    expect(eight?.saturated.requestsPerSecond).toBeCloseTo(
      4 * (two?.saturated.requestsPerSecond ?? 0),
    );
    expect(eight?.band.high).toBeGreaterThanOrEqual(2);
  });

  it('are slower than accelerators', () => {
    const rate = (replica: ReplicaConfiguration): number =>
      estimate(replica)?.saturated.requestsPerSecond ?? 0;
    expect(rate(serving(resnet50, cpu8))).toBeGreaterThan(1);
    expect(rate(serving(resnet50, cpu8))).toBeLessThan(rate(serving(resnet50, h100)));
  });
});
