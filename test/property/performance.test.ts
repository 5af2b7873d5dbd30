import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AcceleratorFacts } from '../../src/core/model/catalog.ts';
import type { Precision, ReplicaConfiguration } from '../../src/core/model/performance.ts';
import { estimateMemory } from '../../src/core/performance/memory.ts';
import {
  closedLoopPoint,
  replicaModel,
  saturatedPoint,
} from '../../src/core/performance/operatingPoint.ts';
import {
  estimatePerformance,
  operatingPoint,
  pointAtRate,
} from '../../src/core/performance/performance.ts';
import { replicaShape } from '../../src/core/performance/replicaShape.ts';
import {
  deepseek,
  gemma27b,
  h100,
  l4,
  llama8b,
  llamaOnH100,
  mixtral,
} from '../support/performanceFacts.ts';

const accelerator: fc.Arbitrary<AcceleratorFacts> = fc
  .record({
    base: fc.constantFrom(h100, l4),
    gib: fc.integer({ min: 8, max: 300 }),
    bandwidth: fc.integer({ min: 100, max: 10_000 }),
    flops: fc.integer({ min: 20, max: 3000 }),
    hasFp8: fc.boolean(),
    link: fc.integer({ min: 8, max: 1000 }),
  })
  .map(({ base, gib, bandwidth, flops, hasFp8, link }) => ({
    ...base,
    memoryBytes: gib * 2 ** 30,
    visibleMemoryBytes: gib * 2 ** 30 * 0.98,
    bandwidth: bandwidth * 1e9,
    flops: {
      bf16: flops * 1e12,
      fp8: hasFp8 ? 2 * flops * 1e12 : null,
      int8: 2 * flops * 1e12,
      fp4: null,
    },
    linkBandwidth: link * 1e9,
  }));

const replica: fc.Arbitrary<ReplicaConfiguration> = fc
  .record({
    accelerator,
    model: fc.constantFrom(llama8b, gemma27b, mixtral, deepseek),
    tensor: fc.constantFrom(1, 2, 4, 8),
    stages: fc.constantFrom(1, 1, 2, 4),
    ranks: fc.constantFrom(1, 1, 2),
    expert: fc.boolean(),
    quantization: fc.constantFrom('bf16', 'fp8', 'awq', 'nvfp4', 'mxfp4', 'gguf-q4_k_m', 'odd'),
    kvPrecision: fc.constantFrom<Precision>('bf16', 'fp8'),
    engine: fc.constantFrom('vllm', 'sglang', 'tensorrt-llm', 'tgi', 'ollama', 'other'),
    engineVersion: fc.constantFrom(null, '0.5.4', '0.9.1', '0.23.0', 'latest'),
    maxModelLength: fc.constantFrom(null, 2048, 8192, 32768),
    enforceEager: fc.boolean(),
  })
  .map(({ tensor, stages, ranks, expert, ...rest }) => ({
    ...llamaOnH100,
    ...rest,
    engine: rest.engine,
    accelerators: tensor * stages * ranks,
    tensorParallel: tensor,
    pipelineParallel: stages,
    dataParallel: ranks,
    expertParallel: expert ? tensor * ranks : 1,
    memoryFraction: null,
  }));

const lengths = fc.record({
  inputTokens: fc.integer({ min: 1, max: 20_000 }),
  outputTokens: fc.integer({ min: 1, max: 4000 }),
});

const demand = fc.record({
  inputTokens: fc.integer({ min: 1, max: 20_000 }),
  outputTokens: fc.integer({ min: 1, max: 4000 }),
  ttftMs: fc.option(fc.integer({ min: 10, max: 20_000 })),
  tpotMs: fc.option(fc.integer({ min: 2, max: 500 })),
  percentile: fc.constantFrom(50, 90, 95, 99),
});

const numbersOf = (value: object): number[] =>
  Object.values(value).filter((one): one is number => typeof one === 'number');

describe('laws of the performance model', () => {
  it('is finite and never negative', () => {
    fc.assert(
      fc.property(replica, demand, (one, want) => {
        const memory = estimateMemory(one);
        expect(numbersOf(memory).every(Number.isFinite)).toBe(true);
        const estimate = estimatePerformance(one, memory, want);
        if (estimate === null) return;
        for (const point of [estimate.saturated, estimate.capacity]) {
          expect(numbersOf(point).every((value) => Number.isFinite(value) && value >= 0)).toBe(
            true,
          );
        }
        expect(estimate.prefillShare).toBeGreaterThanOrEqual(0);
        expect(estimate.prefillShare).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('more bandwidth is never slower', () => {
    fc.assert(
      fc.property(replica, lengths, fc.integer({ min: 1, max: 200 }), (one, want, clients) => {
        const faster = {
          ...one,
          accelerator: { ...one.accelerator, bandwidth: one.accelerator.bandwidth * 1.5 },
        };
        const before = operatingPoint(one, want, clients);
        const after = operatingPoint(faster, want, clients);
        expect(after?.requestsPerSecond ?? 0).toBeGreaterThanOrEqual(
          (before?.requestsPerSecond ?? 0) * (1 - 1e-5),
        );
        expect(after?.tpotMs ?? 0).toBeLessThanOrEqual((before?.tpotMs ?? 0) * (1 + 1e-5));
      }),
    );
  });

  it('a longer context never lets more sequences in', () => {
    fc.assert(
      fc.property(replica, lengths, fc.integer({ min: 1, max: 20_000 }), (one, want, more) => {
        const short = estimateMemory({ ...one, maxModelLength: want.inputTokens + 64 });
        const long = estimateMemory({ ...one, maxModelLength: want.inputTokens + 64 + more });
        expect(long.sequencesAtMaximumLength ?? 0).toBeLessThanOrEqual(
          short.sequencesAtMaximumLength ?? 0,
        );
        const free = { ...want, ttftMs: null, tpotMs: null, percentile: 95 };
        const few = estimatePerformance(one, { ...short, fits: true }, free);
        const fewer = estimatePerformance(
          one,
          { ...short, fits: true },
          { ...free, inputTokens: want.inputTokens + more },
        );
        expect(fewer?.maxConcurrency ?? 0).toBeLessThanOrEqual(few?.maxConcurrency ?? 0);
      }),
    );
  });

  it('more arithmetic and a faster link are never slower', () => {
    const scaled = (flops: number | null, factor: number): number | null =>
      flops === null ? null : flops * factor;
    fc.assert(
      fc.property(
        replica,
        lengths,
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 1, max: 4, noNaN: true }),
        fc.double({ min: 1, max: 4, noNaN: true }),
        (one, want, clients, arithmetic, link) => {
          const { flops, linkBandwidth } = one.accelerator;
          const faster = {
            ...one,
            accelerator: {
              ...one.accelerator,
              linkBandwidth: linkBandwidth * link,
              flops: {
                bf16: scaled(flops.bf16, arithmetic),
                fp8: scaled(flops.fp8, arithmetic),
                int8: scaled(flops.int8, arithmetic),
                fp4: scaled(flops.fp4, arithmetic),
              },
            },
          };
          const before = operatingPoint(one, want, clients);
          const after = operatingPoint(faster, want, clients);
          expect(after?.requestsPerSecond ?? 0).toBeGreaterThanOrEqual(
            (before?.requestsPerSecond ?? 0) * (1 - 1e-5),
          );
          expect(after?.tpotMs ?? 0).toBeLessThanOrEqual((before?.tpotMs ?? 0) * (1 + 1e-5));
        },
      ),
    );
  });

  it('no token comes faster than the datasheet lets weights and cache be read and multiplied', () => {
    fc.assert(
      fc.property(replica, lengths, fc.integer({ min: 1, max: 300 }), (one, want, clients) => {
        const shape = replicaShape(one);
        const point = operatingPoint(one, want, clients);
        if (point === null || shape === null) return;
        const { accelerator, pipelineParallel, dataParallel } = shape.replica;
        // What every step reads on one rank: weights outside the experts, and the cache of the sequences in it.
        const own = Math.max(1, point.concurrency / pipelineParallel) / dataParallel;
        const context = want.inputTokens + want.outputTokens / 2;
        const bytes = shape.denseBytes + shape.headBytes + own * shape.cache.bytesRead(context);
        expect(point.tpotMs).toBeGreaterThan((bytes / accelerator.bandwidth) * 1000);
        // What every token in or out multiplies, shared by all accelerators.
        const { count = 1, perToken = 0 } = shape.architecture.experts ?? {};
        const routed = (shape.parts.experts / count) * perToken;
        const parameters = shape.parts.attention + shape.parts.dense + routed;
        const most = (shape.flops * one.accelerators) / (2 * parameters);
        expect(point.totalTokensPerSecond).toBeLessThan(most);
      }),
    );
  });

  it('the offline maximum keeps to the datasheet, and its band is around it', () => {
    const free = { ttftMs: null, tpotMs: null, percentile: 95 };
    fc.assert(
      fc.property(replica, lengths, (one, want) => {
        const shape = replicaShape(one);
        const estimate = estimatePerformance(
          one,
          { ...estimateMemory(one), fits: true },
          { ...want, ...free },
        );
        if (estimate === null || shape === null) return;
        const { saturated, band } = estimate;
        const parameters = shape.parts.attention + shape.parts.dense;
        const most = (shape.flops * one.accelerators) / (2 * parameters);
        expect(saturated.totalTokensPerSecond).toBeLessThan(most);
        expect(band.low).toBeGreaterThan(0);
        expect(band.low).toBeLessThanOrEqual(1);
        expect(band.high).toBeGreaterThanOrEqual(1);
        expect(numbersOf(band).every(Number.isFinite)).toBe(true);
      }),
    );
  });

  it('running without captured graphs is never faster', () => {
    fc.assert(
      fc.property(replica, lengths, (one, want) => {
        // The graphs take memory, so that their absence may let more sequences in: one client needs none of it.
        const eager = operatingPoint({ ...one, enforceEager: true }, want, 1);
        const captured = operatingPoint({ ...one, enforceEager: false }, want, 1);
        expect(eager?.tpotMs ?? 0).toBeGreaterThanOrEqual((captured?.tpotMs ?? 0) * (1 - 1e-9));
      }),
    );
  });

  it('serves no more than arrives, and says when more arrives than it can serve', () => {
    fc.assert(
      fc.property(
        replica,
        lengths,
        fc.double({ min: 0, max: 1000, noNaN: true }),
        (one, want, rate) => {
          const point = pointAtRate(one, want, rate);
          if (point === null) return;
          expect(point.requestsPerSecond).toBeLessThanOrEqual(rate * 1.001 + 1e-6);
          expect(point.overloaded).toBe(point.utilization > 1);
          expect(numbersOf(point).every(Number.isFinite)).toBe(true);
        },
      ),
    );
  });

  it('more requests in flight are never served more slowly in all, and never beyond the saturated rate', () => {
    fc.assert(
      fc.property(
        replica,
        lengths,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 6 }),
        (one, want, shares) => {
          const shape = replicaShape(one);
          if (shape === null) return;
          const model = replicaModel(shape, { ...estimateMemory(one), fits: true });
          const limit = Math.max(1, model.maxConcurrency(want));
          const rates = [...shares]
            .sort((a, b) => a - b)
            .map((share) => closedLoopPoint(model, want, limit ** share, 'poisson'))
            .map((point) => point.requestsPerSecond);
          const most = saturatedPoint(model, want).requestsPerSecond;
          rates.reduce((before, rate) => {
            expect(rate).toBeGreaterThanOrEqual(before * (1 - 1e-9));
            expect(rate).toBeLessThanOrEqual(most * (1 + 1e-9));
            return rate;
          }, 0);
        },
      ),
    );
  });

  it('a tighter limit never raises capacity', () => {
    fc.assert(
      fc.property(replica, demand, (one, want) => {
        const memory = { ...estimateMemory(one), fits: true };
        const loose = estimatePerformance(one, memory, { ...want, ttftMs: 5000, tpotMs: 100 });
        const tight = estimatePerformance(one, memory, { ...want, ttftMs: 1000, tpotMs: 30 });
        expect(tight?.capacity.requestsPerSecond ?? 0).toBeLessThanOrEqual(
          (loose?.capacity.requestsPerSecond ?? 0) * (1 + 1e-3) + 1e-9,
        );
      }),
    );
  });
});
