import { describe, expect, it } from 'vitest';
import type { ReplicaConfiguration } from '../../../src/core/model/performance.ts';
import { estimateMemory } from '../../../src/core/performance/memory.ts';
import {
  estimatePerformance,
  operatingPoint,
  type PerformanceDemand,
} from '../../../src/core/performance/performance.ts';
import { readSpeculation, tokensPerStep } from '../../../src/core/performance/speculation.ts';
import { llamaOnH100 } from '../../support/performanceFacts.ts';

const lengths = { inputTokens: 4000, outputTokens: 400 };
const demand: PerformanceDemand = { ...lengths, ttftMs: null, tpotMs: null, percentile: 95 };

const estimate = (change: Partial<ReplicaConfiguration>, want: Partial<PerformanceDemand>) => {
  const replica = { ...llamaOnH100, ...change };
  const result = estimatePerformance(replica, estimateMemory(replica), { ...demand, ...want });
  if (result === null) throw new Error('no estimate');
  return result;
};

describe('prefix caching', () => {
  it('computes only what is not cached, and holds the common prefix once', () => {
    const none = estimate({}, {});
    const half = estimate({}, { cachedInputShare: 0.5 });
    expect(half.saturated.requestsPerSecond).toBeGreaterThan(none.saturated.requestsPerSecond);
    expect(half.saturated.ttftMs).toBeLessThan(none.saturated.ttftMs);
    expect(half.maxConcurrency / none.maxConcurrency).toBeGreaterThan(1.8);
    expect(half.prefillShare).toBeLessThan(none.prefillShare);
  });

  it('is off unless a share is stated, and never saves the last token', () => {
    expect(estimate({}, { cachedInputShare: 0 })).toEqual(estimate({}, {}));
    const all = estimate({}, { cachedInputShare: 1 });
    expect(all.saturated.ttftMs).toBeGreaterThan(0);
    expect(Number.isFinite(all.saturated.requestsPerSecond)).toBe(true);
    expect(estimate({}, { cachedInputShare: Number.NaN })).toEqual(estimate({}, {}));
  });
});

describe('engines that let requests wait', () => {
  it('give the first token later by so many steps, and admit more at once', () => {
    const waiting = { ...llamaOnH100, admissionSteps: 15 };
    const usual = operatingPoint(llamaOnH100, lengths, 8);
    const late = operatingPoint(waiting, lengths, 8);
    const step = operatingPoint(llamaOnH100, lengths, 1)?.tpotMs ?? NaN;
    expect((late?.ttftMs ?? 0) - (usual?.ttftMs ?? 0)).toBeGreaterThan(15 * step);
    expect(late?.tpotMs).toBeLessThanOrEqual(usual?.tpotMs ?? 0);
    expect(operatingPoint({ ...waiting, admissionSteps: -3 }, lengths, 8)).toEqual(usual);
  });
});

describe('engines that do not mix prefill and decoding', () => {
  it('make everybody wait for a prompt', () => {
    const sglang = { ...llamaOnH100, engine: 'sglang' } as const;
    const few = operatingPoint(sglang, { inputTokens: 200, outputTokens: 400 }, 32);
    const many = operatingPoint(sglang, { inputTokens: 4000, outputTokens: 400 }, 32);
    const apart = operatingPoint(llamaOnH100, { inputTokens: 4000, outputTokens: 400 }, 32);
    expect(many?.tpotMs).toBeGreaterThan(2 * (few?.tpotMs ?? Infinity));
    expect(many?.tpotMs).toBeGreaterThan(apart?.tpotMs ?? Infinity);
  });
});

describe('speculative decoding', () => {
  const eagle = readSpeculation(
    '{"method": "eagle3", "model": "x/y", "num_speculative_tokens": 3}',
  );

  it('makes (1 − a^(k+1)) / (1 − a) tokens a step', () => {
    expect(
      tokensPerStep({ draftTokens: 1, acceptance: 0.85, draft: 'layer', source: '' }),
    ).toBeCloseTo(1.85, 10);
    expect(tokensPerStep({ draftTokens: 3, acceptance: 1, draft: 'layer', source: '' })).toBe(4);
    expect(tokensPerStep({ draftTokens: 5, acceptance: 0, draft: 'none', source: '' })).toBe(1);
  });

  it('is read from what engines take', () => {
    expect(eagle).toMatchObject({ draftTokens: 3, draft: 'layer', acceptance: 0.65 });
    expect(readSpeculation('NEXTN')).toMatchObject({ draft: 'layer', draftTokens: 1 });
    expect(readSpeculation('EAGLE3')?.draft).toBe('layer');
    expect(readSpeculation('{"method":"ngram","num_speculative_tokens":4}')).toMatchObject({
      draft: 'none',
      draftTokens: 4,
    });
    expect(readSpeculation('meta-llama/Llama-3.2-1B-Instruct')?.draft).toBe('model');
    expect(readSpeculation('3')).toMatchObject({ draft: 'none', draftTokens: 3 });
    expect(readSpeculation("{'model': 'a/b', 'num_speculative_tokens': 2}")).toMatchObject({
      draft: 'model',
      draftTokens: 2,
    });
    for (const off of [null, '', '{}', 'none', '0']) expect(readSpeculation(off)).toBeNull();
  });

  it('is a gain while few sequences run and none when arithmetic is the limit', () => {
    const gain = (clients: number): number => {
      const plain = operatingPoint(llamaOnH100, { inputTokens: 100, outputTokens: 400 }, clients);
      const fast = operatingPoint(
        { ...llamaOnH100, speculation: eagle },
        { inputTokens: 100, outputTokens: 400 },
        clients,
      );
      return (plain?.tpotMs ?? 0) / (fast?.tpotMs ?? 1);
    };
    expect(gain(1)).toBeGreaterThan(1.6);
    expect(gain(1)).toBeLessThan(tokensPerStep(eagle ?? expect.fail()));
    expect(gain(900)).toBeLessThan(gain(1));
    expect(gain(900)).toBeLessThan(1.3);
  });

  it('takes memory for what it loads and keeps', () => {
    const plain = estimateMemory(llamaOnH100);
    const drafted = estimateMemory({ ...llamaOnH100, speculation: eagle });
    expect(drafted.weightsGiB).toBeGreaterThan(plain.weightsGiB + 0.3);
    expect(drafted.kvCacheTokens ?? 0).toBeLessThan((plain.kvCacheTokens ?? 0) * (32 / 33));
    const lookup = estimateMemory({ ...llamaOnH100, speculation: readSpeculation('ngram') });
    expect(lookup).toEqual(plain);
  });

  it('changes nothing when it is off', () => {
    const off = operatingPoint({ ...llamaOnH100, speculation: null }, lengths, 16);
    expect(off).toEqual(operatingPoint(llamaOnH100, lengths, 16));
  });
});

describe('chunked prefill', () => {
  it('switched off, prompts hold up those who decode', () => {
    const chunked = operatingPoint({ ...llamaOnH100, chunkedPrefill: true }, lengths, 32);
    const whole = operatingPoint({ ...llamaOnH100, chunkedPrefill: false }, lengths, 32);
    expect(chunked).toEqual(operatingPoint(llamaOnH100, lengths, 32));
    expect(whole?.tpotMs ?? 0).toBeGreaterThan(chunked?.tpotMs ?? Infinity);
  });
});
