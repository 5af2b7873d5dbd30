import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AcceleratorFacts } from '../../src/core/model/catalog.ts';
import type { OperatingPoint, ReplicaConfiguration } from '../../src/core/model/performance.ts';
import { estimateMemory } from '../../src/core/performance/memory.ts';
import {
  estimatePerformance,
  operatingPoint,
  pointAtRate,
  type RequestContent,
} from '../../src/core/performance/performance.ts';
import {
  bgeLarge,
  classical,
  cpu8,
  resnet50,
  sdxl,
  serving,
  whisper,
} from '../support/passFacts.ts';
import { h100, l4 } from '../support/performanceFacts.ts';

const replica: fc.Arbitrary<ReplicaConfiguration> = fc
  .record({
    model: fc.constantFrom(bgeLarge, resnet50, sdxl, whisper, classical),
    accelerator: fc.constantFrom<AcceleratorFacts>(h100, l4, cpu8),
    engine: fc.constantFrom('tei', 'triton', 'torchserve', 'vllm', 'other', 'kserve-huggingface'),
    quantization: fc.constantFrom('fp32', 'bf16', 'fp8', 'int8', 'odd'),
    maxSequences: fc.constantFrom(null, 1, 8, 64),
    accelerators: fc.constantFrom(1, 2, 4),
  })
  .map(({ model, accelerator, ...rest }) => serving(model, accelerator, rest));

const request = fc.record({
  inputTokens: fc.integer({ min: 1, max: 4000 }),
  outputTokens: fc.constant(1),
  media: fc.record({
    images: fc.integer({ min: 1, max: 8 }),
    width: fc.integer({ min: 64, max: 2048 }),
    height: fc.integer({ min: 64, max: 2048 }),
    steps: fc.integer({ min: 1, max: 100 }),
    audioSeconds: fc.integer({ min: 1, max: 3600 }),
  }),
});

const most = (one: ReplicaConfiguration, content: RequestContent): OperatingPoint | null =>
  estimatePerformance(
    { ...one, memoryFraction: 1 },
    { ...estimateMemory(one), fits: true },
    {
      ...content,
      ttftMs: null,
      tpotMs: null,
      percentile: 95,
    },
  )?.saturated ?? null;

describe('models that answer in passes', () => {
  it('have finite speeds that are not negative, at every load', () => {
    fc.assert(
      fc.property(replica, request, fc.double({ min: -1, max: 1e6 }), (one, content, load) => {
        for (const point of [
          most(one, content),
          pointAtRate(one, content, load),
          operatingPoint(one, content, load),
        ]) {
          if (point === null) continue;
          for (const value of Object.values(point)) {
            if (typeof value === 'boolean') continue;
            expect(Number.isFinite(value)).toBe(true);
            expect(value).toBeGreaterThanOrEqual(0);
          }
        }
      }),
    );
  });

  it('are never slower with more bandwidth or arithmetic', () => {
    fc.assert(
      fc.property(
        replica,
        request,
        fc.double({ min: 1, max: 8, noNaN: true }),
        (one, content, factor) => {
          const { accelerator } = one;
          const scale = (value: number | null): number | null =>
            value === null ? null : value * factor;
          const { flops } = accelerator;
          const faster = {
            ...one,
            accelerator: {
              ...accelerator,
              bandwidth: accelerator.bandwidth * factor,
              flops: {
                ...flops,
                bf16: scale(flops.bf16),
                fp8: scale(flops.fp8),
                int8: scale(flops.int8),
                ...(flops.fp32 === undefined ? {} : { fp32: flops.fp32 * factor }),
              },
            },
          };
          const before = most(one, content)?.requestsPerSecond ?? 0;
          expect(most(faster, content)?.requestsPerSecond ?? 0).toBeGreaterThanOrEqual(
            before * (1 - 1e-9),
          );
        },
      ),
    );
  });

  it('serve no less, and answer a pass no sooner, with a larger batch', () => {
    fc.assert(
      fc.property(replica, request, fc.integer({ min: 1, max: 64 }), (one, content, batch) => {
        const small = most({ ...one, engine: 'triton', maxSequences: batch }, content);
        const large = most({ ...one, engine: 'triton', maxSequences: 2 * batch }, content);
        if (small === null || large === null) return;
        expect(large.ttftMs).toBeGreaterThanOrEqual(small.ttftMs * (1 - 1e-9));
        expect(large.requestsPerSecond).toBeGreaterThanOrEqual(
          small.requestsPerSecond * (1 - 1e-9),
        );
      }),
    );
  });

  it('wait longer the more arrives', () => {
    fc.assert(
      fc.property(
        replica,
        request,
        fc.double({ min: 0, max: 0.98, noNaN: true }),
        (one, content, share) => {
          const limit = most(one, content)?.requestsPerSecond ?? 0;
          const less = pointAtRate(one, content, share * limit);
          const more = pointAtRate(one, content, (share + 0.01) * limit);
          if (less === null || more === null) return;
          // The batch that gathers is found to a thousandth.
          expect(more.ttftMs).toBeGreaterThanOrEqual(less.ttftMs * (1 - 3e-3));
        },
      ),
    );
  });

  it('do not multiply faster than the datasheet says', () => {
    fc.assert(
      fc.property(replica, (one) => {
        const { work } = one.model;
        if (work?.kind !== 'vision') return;
        const { flops } = one.accelerator;
        const peak = Math.max(flops.bf16 ?? 0, flops.fp8 ?? 0, flops.int8 ?? 0) * one.accelerators;
        const point = most(one, {
          inputTokens: 1,
          outputTokens: 1,
          media: { images: 1, width: 224, height: 224, steps: 1, audioSeconds: 1 },
        });
        expect((point?.requestsPerSecond ?? 0) * 2 * work.multiplications).toBeLessThan(peak);
      }),
    );
  });
});
