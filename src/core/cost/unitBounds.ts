import type { UnitBounds, UnitCosts } from '../model/estimate.ts';

const names = [
  'perMillionTokens',
  'perMillionInputTokens',
  'perMillionOutputTokens',
  'perThousandRequests',
  'perImage',
  'perAudioHour',
  'perThousandPredictions',
  'perMillionTokensAtCapacity',
] as const satisfies readonly (keyof UnitCosts)[];

/** Differences below this share of a cost are those of adding in another order. */
const noticeable = 1e-6;

/**
 * The least and the most of each unit cost over the ways an estimate may turn out; null where they are all the same. A
 * cost that is not known one way counts in the others.
 */
export function unitBounds(ways: readonly UnitCosts[]): UnitBounds | null {
  const over = (choose: (values: readonly number[]) => number): UnitCosts => {
    const entries = names.map((name) => {
      const known = ways.flatMap((way) => way[name] ?? []);
      return [name, known.length === 0 ? null : choose(known)];
    });
    return Object.fromEntries(entries) as UnitCosts;
  };
  const min = over((values) => Math.min(...values));
  const max = over((values) => Math.max(...values));
  const differs = names.some((name) => (max[name] ?? 0) > (min[name] ?? 0) * (1 + noticeable));
  return differs ? { min, max } : null;
}
