import { describe, expect, it } from 'vitest';
import { estimateCost } from '../../src/core/cost/estimateCost.ts';
import { insightOf, type Insight } from '../../src/core/insight/insight.ts';
import { variations } from '../../src/core/insight/variations.ts';
import type { UnitCosts } from '../../src/core/model/estimate.ts';
import { checkAny as check, type Looked } from '../support/anyCost.ts';
import { environment } from '../support/costDeployments.ts';

const insight = ({ of, assumptions, estimate }: Looked): Insight =>
  insightOf({ deployment: of, assumptions, estimate }, environment);

/** Every number in a value, with the path to it. */
function* numbersIn(value: unknown, path = ''): Generator<readonly [string, number]> {
  if (typeof value === 'number') yield [path, value];
  else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) yield* numbersIn(child, `${path}.${key}`);
  }
}

function expectClose(actual: number, wanted: number): void {
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(1e-9 * Math.abs(wanted));
}

const names = (unit: UnitCosts): readonly (keyof UnitCosts)[] =>
  Object.keys(unit) as (keyof UnitCosts)[];

describe('unit costs of any estimate', () => {
  it('add up to the month they were divided from', () => {
    check(300, ({ of, estimate }) => {
      const { unit, workload, requestsPerMonth, monthly } = estimate;
      if (of.supply.kind === 'api' || unit.perThousandRequests === null) return;
      // Next to no traffic: the quotients leave what a double can hold.
      if (requestsPerMonth < 1e-9) return;
      expectClose((unit.perThousandRequests * requestsPerMonth) / 1e3, monthly?.expected ?? NaN);
      const { perMillionInputTokens: input, perMillionOutputTokens: output } = unit;
      if (input === null || output === null) return;
      const split =
        (input * workload.inputTokens.value + output * workload.outputTokens.value) *
        (requestsPerMonth / 1e6);
      expectClose(split, monthly?.expected ?? NaN);
    });
  });

  it('lie between their bounds, and are unknown or more than nothing', () => {
    check(300, ({ estimate }) => {
      const { unit, unitBounds, monthly } = estimate;
      for (const name of names(unit)) {
        const cost = unit[name];
        if (cost === null) continue;
        expect(cost, name).toBeGreaterThanOrEqual(0);
        if ((monthly?.expected ?? 0) > 0 && name === 'perThousandRequests') {
          expect(cost).toBeGreaterThan(0);
        }
        if (unitBounds === null) continue;
        expect(unitBounds.min[name]).toBeLessThanOrEqual(cost);
        expect(unitBounds.max[name]).toBeGreaterThanOrEqual(cost);
      }
    });
  });
});

describe('any deployment looked at closely', () => {
  it('holds no number that is none', () => {
    check(40, (looked) => {
      for (const [path, value] of numbersIn(insight(looked))) {
        expect(Number.isFinite(value), path).toBe(true);
      }
    });
  });

  it('moves the month exactly as far as pricing it again does', () => {
    check(40, (looked) => {
      const { of, assumptions, estimate } = looked;
      const levers = insight(looked).sensitivity;
      const moved = variations(of, assumptions, estimate);
      for (const { input, high, effect } of levers) {
        const variation = moved.find(
          ({ input: other }) => other.name === input.name && other.value === input.value,
        );
        if (variation === undefined) continue;
        const again = estimateCost(
          variation.high.deployment,
          variation.high.assumptions,
          environment,
        );
        expect(high.monthly).toBe(again.monthly?.expected ?? null);
        expect(effect).toBeGreaterThan(0);
      }
    });
  });

  it('has one way it is sold now, and other ways that cost something', () => {
    check(40, (looked) => {
      const { alternatives } = insight(looked);
      const current = alternatives.filter(({ isCurrent }) => isCurrent);
      expect(current.length).toBe(alternatives.length === 0 ? 0 : 1);
      for (const { monthly } of current) expect(monthly).toBe(looked.estimate.monthly?.expected);
      const months = alternatives.map(({ monthly }) => monthly);
      expect(months).toEqual(months.toSorted((a, b) => a - b));
      for (const { way, isCurrent, monthly } of alternatives) {
        if (!isCurrent && way !== 'hosted') expect(monthly).toBeGreaterThanOrEqual(0);
        if (way === 'hosted') expect(monthly).toBeGreaterThan(0);
      }
    });
  });

  it('costs the same as a hosted offer at its break-even', () => {
    check(60, (looked) => {
      for (const { requestsPerMonth, tokensPerMonth, perMillionTokens } of insight(looked)
        .breakEven) {
        const there = (tokensPerMonth * perMillionTokens) / 1e6;
        expectClose(there, looked.estimate.monthly?.expected ?? NaN);
        expect(requestsPerMonth).toBeGreaterThan(0);
      }
    });
  });
});
