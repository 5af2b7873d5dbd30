import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReplicaConfiguration } from '../../src/core/model/performance.ts';
import { allocationRest } from '../../src/core/performance/allocator.ts';
import { estimateMemory } from '../../src/core/performance/memory.ts';
import {
  estimatePerformance,
  type PerformanceDemand,
} from '../../src/core/performance/performance.ts';
import { stageLayers } from '../../src/core/performance/stages.ts';
import {
  deepseek,
  gemma27b,
  h100,
  llama8b,
  llamaOnH100,
  mixtral,
} from '../support/performanceFacts.ts';

const replica: fc.Arbitrary<ReplicaConfiguration> = fc
  .record({
    model: fc.constantFrom(llama8b, gemma27b, mixtral, deepseek),
    gib: fc.integer({ min: 8, max: 300 }),
    tensor: fc.constantFrom(1, 2, 4, 8),
    stages: fc.constantFrom(1, 1, 2, 3, 4),
    quantization: fc.constantFrom('bf16', 'fp8', 'awq', 'nvfp4', 'mxfp4', 'int8', 'bnb-nf4'),
    kvPrecision: fc.constantFrom('bf16' as const, 'fp8' as const),
    engine: fc.constantFrom('vllm', 'sglang', 'tensorrt-llm', 'tgi', 'llama-cpp'),
    engineVersion: fc.constantFrom(null, '0.5.4', '0.9.1', '0.19.0', '0.23.0'),
    maxModelLength: fc.constantFrom(2048, 8192, 32768),
  })
  .map(({ gib, tensor, stages, ...rest }) => ({
    ...llamaOnH100,
    ...rest,
    engine: rest.engine,
    accelerator: { ...h100, memoryBytes: gib * 2 ** 30, visibleMemoryBytes: gib * 2 ** 30 },
    accelerators: tensor * stages,
    tensorParallel: tensor,
    pipelineParallel: stages,
    memoryFraction: null,
  }));

const demand: fc.Arbitrary<PerformanceDemand> = fc.record({
  inputTokens: fc.integer({ min: 1, max: 20_000 }),
  outputTokens: fc.integer({ min: 1, max: 4000 }),
  ttftMs: fc.constant(null),
  tpotMs: fc.constant(null),
  percentile: fc.constant(95),
});

describe('laws of memory', () => {
  it('more memory never holds fewer tokens', () => {
    fc.assert(
      fc.property(replica, fc.integer({ min: 1, max: 100 }), (one, more) => {
        const { accelerator } = one;
        const larger = {
          ...one,
          accelerator: {
            ...accelerator,
            visibleMemoryBytes: accelerator.visibleMemoryBytes + more * 2 ** 30,
          },
          maxSequences: 256,
          maxBatchedTokens: 8192,
          memoryFraction: 0.9,
        };
        const smaller = { ...larger, accelerator };
        expect(estimateMemory(larger).kvCacheTokens ?? 0).toBeGreaterThanOrEqual(
          estimateMemory(smaller).kvCacheTokens ?? 0,
        );
      }),
    );
  });

  it('tensor and pipeline parallelism never add weights to an accelerator', () => {
    fc.assert(
      fc.property(replica, (one) => {
        const before = estimateMemory(one).weightsGiB;
        const wider = estimateMemory({ ...one, tensorParallel: 2 * one.tensorParallel });
        const longer = estimateMemory({ ...one, pipelineParallel: 2 * one.pipelineParallel });
        expect(wider.weightsGiB).toBeLessThanOrEqual(before);
        expect(longer.weightsGiB).toBeLessThanOrEqual(before);
        // Nor do ranks together hold less than the model. What PyTorch's allocator rounds up by is none of it, and
        // halves of tensors may leave a smaller rest than the whole ones: an engine of its own memory has none.
        const plain = { ...one, engine: 'llama-cpp' as const };
        const halves = estimateMemory({ ...plain, tensorParallel: 2 * one.tensorParallel });
        expect(2 * halves.weightsGiB).toBeGreaterThan(estimateMemory(plain).weightsGiB * 0.99);
      }),
    );
  });

  it('quantizing never adds weights', () => {
    fc.assert(
      fc.property(replica, (one) => {
        const whole = estimateMemory({ ...one, quantization: 'bf16' }).weightsGiB;
        // A rest of the allocator, at most 1 MiB a tensor, may be larger than what a small part saves.
        expect(estimateMemory(one).weightsGiB).toBeLessThanOrEqual(whole * 1.01);
      }),
    );
  });

  it('a larger cached share is never slower and never lets fewer in', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(replica, demand, share, share, (one, want, a, b) => {
        const memory = { ...estimateMemory(one), fits: true };
        const at = (cachedInputShare: number) =>
          estimatePerformance(one, memory, { ...want, cachedInputShare });
        const less = at(Math.min(a, b));
        const more = at(Math.max(a, b));
        if (less === null || more === null) return;
        expect(more.maxConcurrency).toBeGreaterThanOrEqual(less.maxConcurrency);
        expect(more.saturated.requestsPerSecond).toBeGreaterThanOrEqual(
          less.saturated.requestsPerSecond * (1 - 1e-3),
        );
      }),
    );
  });
});

describe('pipeline stages', () => {
  it('hold every layer, the ends never more than the middle', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 16 }),
        (layers, stages) => {
          const { middle, ends } = stageLayers(layers, stages);
          expect(ends).toBeLessThanOrEqual(middle);
          expect(middle - ends).toBeLessThanOrEqual(1);
          expect(middle * Math.min(stages, layers)).toBeGreaterThanOrEqual(layers);
        },
      ),
    );
  });
});

describe('what the allocator rounds up', () => {
  const MIB = 2 ** 20;

  it('is the rest of a block of 2 MiB when it is too small to split off', () => {
    expect(allocationRest([259 * MIB], 28, 'allocated')).toBe(28 * MIB);
    expect(allocationRest([24.5 * MIB], 28, 'allocated')).toBe(0);
    expect(allocationRest([24.5 * MIB], 28, 'reserved')).toBe(28 * 1.5 * MIB);
    expect(allocationRest([64 * MIB], 10, 'reserved')).toBe(0);
  });

  it('small tensors share segments of 20 MiB', () => {
    // Two tensors of 9.75 MiB leave half a MiB, which nobody else can have.
    expect(allocationRest([9.75 * MIB], 2, 'allocated')).toBe(0.5 * MIB);
    expect(allocationRest([0.5 * MIB], 100, 'allocated')).toBe(0);
  });

  it('is never negative and at most 1 MiB a tensor while it counts as allocated', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 400 * MIB }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 100 }),
        (sizes, repeat) => {
          const rest = allocationRest(sizes, repeat, 'allocated');
          expect(rest).toBeGreaterThanOrEqual(0);
          expect(rest).toBeLessThanOrEqual(sizes.length * repeat * MIB);
          expect(allocationRest(sizes, repeat, 'reserved')).toBeGreaterThanOrEqual(rest);
        },
      ),
    );
  });
});
