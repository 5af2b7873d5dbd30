import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerLife, cacheHits } from '../../../src/core/cost/hosted/cacheHits.ts';
import type { ResponseCache } from '../../../src/core/model/deployment.ts';
import type { Sourced } from '../../../src/core/model/sourced.ts';
import type { Workload } from '../../../src/core/model/workload.ts';
import { workload } from '../../support/sampleParts.ts';

const stated = <T>(value: T): Sourced<T> => ({
  value,
  origin: { kind: 'derived', formula: 'stated' },
});

const demand = (share: number | null, updates: number | null): Workload => ({
  ...workload(1),
  cacheableShare: share === null ? null : stated(share),
  semanticShare: share === null ? null : stated(Math.min(1, share * 2)),
  updatesPerMonth: updates === null ? null : stated(updates),
});

const cache = (mode: 'exact' | 'semantic', keptFor: number | null): ResponseCache => ({
  mode: stated(mode),
  keptFor: keptFor === null ? null : stated(keptFor),
  store: 'server',
  sharedBy: 1,
  embedding: null,
});

describe('hits of a response cache', () => {
  it('are what could be answered where the model is not updated', () => {
    expect(cacheHits(demand(0.3, null), cache('exact', 3600))?.value).toBe(0.3);
    expect(cacheHits(demand(0.3, null), cache('semantic', 3600))?.value).toBe(0.6);
  });

  it('are not known where nobody states what could be', () => {
    expect(cacheHits(demand(null, 4), cache('exact', 3600))).toBeNull();
  });

  it('lose half when answers are kept as long as a version of the model serves', () => {
    const monthly = (365 / 12) * 86_400;
    expect(cacheHits(demand(0.4, 1), cache('exact', monthly))?.value).toBeCloseTo(0.2, 9);
  });

  it('never grow with updates, and stay between none and what could be answered', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1000, noNaN: true }),
        fc.double({ min: 0, max: 1000, noNaN: true }),
        fc.integer({ min: 1, max: 10_000_000 }),
        (share, updates, more, keptFor) => {
          const at = (times: number): number =>
            cacheHits(demand(share, times), cache('exact', keptFor))?.value ?? NaN;
          expect(at(updates)).toBeGreaterThanOrEqual(0);
          expect(at(updates)).toBeLessThanOrEqual(share);
          expect(at(updates + more)).toBeLessThanOrEqual(at(updates) + 1e-12);
        },
      ),
    );
  });

  it('are of answers no older than the model that gave them', () => {
    expect(answerLife(demand(0.3, 730), cache('exact', 86_400)).value).toBeCloseTo(3600, 6);
    expect(answerLife(demand(0.3, 1), cache('exact', 60)).value).toBe(60);
  });
});
