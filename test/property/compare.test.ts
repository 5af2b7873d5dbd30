import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDeployment } from '../../src/core/compare/compare.ts';
import { paretoFront, type Point } from '../../src/core/compare/front.ts';
import { analysisOf, vllmDeployment } from '../support/deploymentText.ts';

/** By the definition: no other costs and measures as little, and one of them less. */
function unbeaten(points: readonly Point[]): readonly Point[] {
  const known = points.filter(({ measure }) => measure !== null);
  return known.filter(
    (one) =>
      !known.some(
        (other) =>
          other.cost <= one.cost &&
          (other.measure ?? 0) <= (one.measure ?? 0) &&
          (other.cost < one.cost || (other.measure ?? 0) < (one.measure ?? 0)),
      ),
  );
}

const value = (point: Point): string => `${point.cost} ${point.measure}`;

function expectFront(points: readonly Point[]): void {
  const front = paretoFront(points).map((key) => points.find((point) => point.key === key));
  const places = front.map((point) => (point === undefined ? 'unknown' : value(point)));
  // Points that are alike stand for one another.
  expect(new Set(places)).toEqual(new Set(unbeaten(points).map(value)));
  expect(new Set(places).size).toBe(places.length);
  const costs = front.map((point) => point?.cost ?? 0);
  expect(costs).toEqual([...costs].sort((a, b) => a - b));
}

describe('fronts of a comparison', () => {
  it('hold exactly the points that no other beats', () => {
    const point = fc.record({
      cost: fc.integer({ min: 0, max: 12 }),
      measure: fc.option(fc.integer({ min: -6, max: 6 })),
    });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 40 }), (all) => {
        expectFront(all.map((one, index) => ({ ...one, key: String(index) })));
      }),
    );
  });

  it('are made of rows that hold everything, whatever is deployed', () => {
    const selector = fc.constantFrom('g5.xlarge', 'g6.12xlarge', 'p4d.24xlarge', 'p5.48xlarge');
    fc.assert(
      fc.property(
        selector,
        fc.integer({ min: 1, max: 6 }),
        fc.double({ min: 0.1, max: 40, noNaN: true }),
        (instance, replicas, rate) => {
          const text = vllmDeployment({
            model: 'Qwen/Qwen2.5-7B-Instruct',
            replicas,
            selector: { 'node.kubernetes.io/instance-type': instance },
          });
          const analysis = analysisOf(
            text,
            `version: 1\nworkload:\n  requestsPerSecond: ${rate}\n  latency: { ttftMs: 2000, tpotMs: 60 }\n`,
          );
          const found = compareDeployment(
            analysis,
            analysis.deployments[0]?.deployment.id ?? '',
          ).instances;
          if ('reason' in found) throw new Error(found.reason);
          const points = found.rows.flatMap(({ key, verdict, figures }) =>
            verdict === 'holds' && figures !== null
              ? { key, cost: figures.monthly.expected, measure: figures.requestMs }
              : [],
          );
          const keys = unbeaten(points).map(value);
          const front = points.filter(({ key }) => found.byLatency.includes(key)).map(value);
          expect(new Set(front)).toEqual(new Set(keys));
        },
      ),
      { numRuns: 6 },
    );
  });
});
