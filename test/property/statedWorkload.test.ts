import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analyze.ts';
import type { Analysis } from '../../src/core/analysis.ts';
import { readStatement } from '../../src/core/assumptions/statement/readStatement.ts';
import { writeStatement } from '../../src/core/assumptions/statement/writeStatement.ts';
import { lacksRate, stateWorkloadEdits } from '../../src/core/features/stateWorkload.ts';
import type { StatedWorkload } from '../../src/core/model/statedComment.ts';
import { commentSigns } from '../../src/core/syntax/comments.ts';
import { exampleFolders } from '../../scripts/exampleFolders.ts';
import { testEnvironment } from '../support/environment.ts';
import { withEdits } from '../support/fixLaws.ts';

/** Figures of a deployment, without where they come from. */
const figures = ({ deployments }: Analysis, id: string) => {
  const one = deployments.find(({ deployment }) => deployment.id === id);
  if (one === undefined) throw new Error(`${id} is gone`);
  const { estimate } = one;
  const { monthly, unit, byCategory, replicas, ttftMs, tpotMs, utilization, lowerBound } = estimate;
  return { monthly, unit, byCategory, replicas, ttftMs, tpotMs, utilization, lowerBound };
};

describe.each(exampleFolders())('$name', ({ documents }) => {
  const before = analyze(documents, testEnvironment());
  const assumed = before.deployments.filter(
    (one) =>
      lacksRate(one) &&
      commentSigns(one.deployment.uri).length > 0 &&
      one.estimate.performance !== null &&
      one.deployment.route === undefined,
  );

  it.runIf(assumed.length > 0)('stating what is assumed leaves every number as it is', () => {
    for (const one of assumed) {
      const { id } = one.deployment;
      const proposal = stateWorkloadEdits(before, one);
      if ('refused' in proposal) {
        expect(proposal.refused).toBe('Several deployments are made of this text.');
        continue;
      }
      const after = analyze(withEdits(documents, proposal.edits), testEnvironment());
      const stated = after.deployments.find(({ deployment }) => deployment.id === id);
      expect(stated?.workload.requestsPerSecond.origin.kind).not.toBe('default');
      const [was, is] = [figures(before, id), figures(after, id)];
      expect(is.lowerBound).toBe(was.lowerBound);
      expect(is.replicas.min).toBe(was.replicas.min);
      for (const bound of ['min', 'expected', 'max'] as const) {
        expect(is.monthly?.[bound] ?? NaN).toBeCloseTo(was.monthly?.[bound] ?? NaN, -1);
      }
    }
  });
});

const positive = fc.oneof(
  fc.integer({ min: 1, max: 10_000_000 }),
  fc.double({ min: 1e-6, max: 1e7, noNaN: true }),
);
const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
const workloads: fc.Arbitrary<StatedWorkload> = fc.record(
  {
    requestsPerSecond: positive,
    maxRequestsPerSecond: positive,
    peakFactor: fc.integer({ min: 10, max: 120 }).map((tenths) => tenths / 10),
    growthPerMonth: share,
    inputTokens: fc.oneof(
      positive,
      fc.tuple(positive, share).map(([mean, more]) => ({ mean, p95: mean * (1 + more) })),
    ),
    outputTokens: positive,
    cachedPrefixShare: share,
    cacheableShare: share,
    audioSeconds: positive,
    shape: fc.constantFrom('steady', 'business-hours', 'diurnal', 'spiky'),
    latencyClass: fc.constantFrom('real-time', 'interactive', 'batch'),
    latency: fc.record({ ttftMs: positive, percentile: fc.integer({ min: 50, max: 99 }) }),
    updatesPerMonth: positive,
  },
  { requiredKeys: ['requestsPerSecond'] },
);

describe('words for values', () => {
  it('are read as the same values', () => {
    fc.assert(
      fc.property(workloads, (workload) => {
        const words = writeStatement({ workload });
        const { values, mistakes } = readStatement(words);
        // Lines longer than anybody writes are not read to their end.
        fc.pre(words.length <= 400);
        expect(mistakes, words).toEqual([]);
        const read = JSON.parse(JSON.stringify(values.workload)) as Record<string, unknown>;
        expect(flat(read), words).toEqual(flat(workload as Record<string, unknown>));
      }),
    );
  });

  it('of any other kind are mistakes at places of the line, and never an exception', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 500 }), fc.stringMatching(/^[0-9a-z ,%<./×-]{0,450}$/)),
        (words) => {
          for (const { span } of readStatement(words).mistakes) {
            expect(span.start).toBeLessThan(span.end);
            expect(span.end).toBeLessThanOrEqual(words.length);
          }
        },
      ),
    );
  });
});

/** Numbers with the digits that a calculation in binary fractions keeps. */
function flat(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      typeof value === 'object' && value !== null
        ? Object.entries(flat(value as Record<string, unknown>)).map(
            ([inner, leaf]) => [`${key}.${inner}`, leaf] as const,
          )
        : [[key, typeof value === 'number' ? Number(value.toPrecision(12)) : value] as const],
    ),
  );
}
