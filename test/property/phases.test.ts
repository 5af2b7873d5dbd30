import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  PerformanceEstimate,
  ReplicaConfiguration,
} from '../../src/core/model/performance.ts';
import { estimateMemory } from '../../src/core/performance/memory.ts';
import {
  estimatePerformance,
  pointAtRate,
  type PerformanceDemand,
} from '../../src/core/performance/performance.ts';
import {
  deepseek,
  gemma27b,
  h100,
  l4,
  llama8b,
  llamaOnH100,
  mixtral,
} from '../support/performanceFacts.ts';

const replica: fc.Arbitrary<ReplicaConfiguration> = fc
  .record({
    accelerator: fc.constantFrom(h100, l4),
    model: fc.constantFrom(llama8b, gemma27b, mixtral, deepseek),
    tensor: fc.constantFrom(1, 2, 4, 8),
    ranks: fc.constantFrom(1, 1, 2),
    quantization: fc.constantFrom('bf16', 'fp8', 'awq'),
    engine: fc.constantFrom('vllm', 'sglang', 'tensorrt-llm', 'tgi'),
    maxBatchedTokens: fc.constantFrom(null, 2048, 16_384),
    chunkedPrefill: fc.boolean(),
  })
  .map(({ tensor, ranks, ...rest }) => ({
    ...llamaOnH100,
    ...rest,
    engine: rest.engine,
    accelerators: tensor * ranks,
    tensorParallel: tensor,
    dataParallel: ranks,
    maxModelLength: null,
    memoryFraction: null,
  }));

const lengths = fc.record({
  inputTokens: fc.integer({ min: 64, max: 20_000 }),
  outputTokens: fc.integer({ min: 32, max: 4000 }),
});

const free = { ttftMs: null, tpotMs: null, percentile: 95 };

/** The replica, and the same one as a worker of a pair. What does not fit is left out. */
function estimates(
  one: ReplicaConfiguration,
  demand: PerformanceDemand,
): Record<'whole' | 'prefill' | 'decode', PerformanceEstimate> | null {
  const memory = estimateMemory(one);
  const of = (phase?: 'prefill' | 'decode') =>
    estimatePerformance(phase ? { ...one, phase } : one, memory, demand);
  const [whole, prefill, decode] = [of(), of('prefill'), of('decode')];
  return whole && prefill && decode ? { whole, prefill, decode } : null;
}

const most = ({ saturated }: PerformanceEstimate): number => saturated.requestsPerSecond;
const planned = ({ capacity }: PerformanceEstimate): number => capacity.requestsPerSecond;
const phase = fc.constantFrom('prefill' as const, 'decode' as const);
const numbersOf = (value: object): number[] =>
  Object.values(value).filter((one): one is number => typeof one === 'number');

describe('workers that do a part of each request', () => {
  it('serve at least as many requests as replicas that do all of it', () => {
    fc.assert(
      fc.property(replica, lengths, (one, want) => {
        const found = estimates(one, { ...want, ...free });
        if (found === null) return;
        for (const part of [found.prefill, found.decode]) {
          expect(most(part)).toBeGreaterThanOrEqual(most(found.whole) * 0.999);
          expect(planned(part)).toBeGreaterThanOrEqual(planned(found.whole) * 0.999);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('are what one of their own limits allows: no other counts', () => {
    fc.assert(
      fc.property(replica, lengths, fc.integer({ min: 5, max: 5000 }), (one, want, limit) => {
        const unlimited = estimates(one, { ...want, ...free });
        const first = estimates(one, { ...want, ...free, ttftMs: limit });
        const others = estimates(one, { ...want, ...free, tpotMs: limit });
        if (unlimited === null || first === null || others === null) return;
        expect(others.prefill).toEqual(unlimited.prefill);
        expect(first.decode).toEqual(unlimited.decode);
      }),
    );
  });

  it('are slower to a first token than a whole replica that is idle, by little more than the transfer', () => {
    fc.assert(
      fc.property(replica, lengths, (one, want) => {
        const found = estimates(one, { ...want, ...free });
        const whole = pointAtRate(one, want, 0);
        const prefill = pointAtRate({ ...one, phase: 'prefill' }, want, 0);
        if (found === null || whole === null || prefill === null) return;
        // A pass that decodes nobody is computed by itself, not fitted: it may come out a little longer.
        expect(prefill.ttftMs - (found.prefill.kvTransferMs ?? 0)).toBeLessThanOrEqual(
          whole.ttftMs * 1.1,
        );
        expect(found.prefill.kvTransferMs).toBeGreaterThan(0);
        expect(found.decode.kvTransferMs).toBe(found.prefill.kvTransferMs);
        expect(found.whole.kvTransferMs).toBeUndefined();
      }),
    );
  });

  it('have finite figures, serve no more than arrives, and more slowly what is more', () => {
    const rate = fc.double({ min: 0, max: 300, noNaN: true });
    fc.assert(
      fc.property(replica, phase, lengths, rate, rate, (one, part, want, a, b) => {
        const worker = { ...one, phase: part };
        const few = pointAtRate(worker, want, Math.min(a, b));
        const many = pointAtRate(worker, want, Math.max(a, b));
        if (few === null || many === null) return;
        expect(numbersOf(many).every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
        expect(many.requestsPerSecond).toBeLessThanOrEqual(Math.max(a, b) * 1.001 + 1e-6);
        // Beyond what it can serve the latency is that of full passes, and grows.
        if (many.utilization >= 1) return;
        const latency = part === 'prefill' ? 'ttftMs' : 'tpotMs';
        expect(many[latency]).toBeGreaterThanOrEqual(few[latency] * (1 - 1e-3));
      }),
    );
  });

  it('have the less capacity the tighter their limit, and the more prompts spread', () => {
    fc.assert(
      fc.property(replica, lengths, fc.integer({ min: 20, max: 4000 }), (one, want, limit) => {
        const of = (ttftMs: number, inputTokensP95: number | null = null) =>
          estimates(one, { ...want, ...free, ttftMs, inputTokensP95 })?.prefill;
        const loose = of(2 * limit);
        const tight = of(limit);
        const spread = of(2 * limit, 2 * want.inputTokens);
        if (!loose || !tight || !spread) return;
        expect(planned(tight)).toBeLessThanOrEqual(planned(loose) * 1.001);
        expect(planned(spread)).toBeLessThanOrEqual(planned(loose) * 1.001);
      }),
    );
  });
});
