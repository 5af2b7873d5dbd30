import type { UnitBounds, UnitCosts } from '../model/estimate.ts';
import type { Range } from '../model/sourced.ts';

/** The units that a deployment may be told apart by, the one that says most first. */
const names = [
  'perImage',
  'perAudioHour',
  'perThousandPredictions',
  'perMillionTokens',
  'perThousandRequests',
] as const satisfies readonly (keyof UnitCosts)[];

export type UnitName = (typeof names)[number];

/** The unit cost that fits what is served. */
export interface MainUnit {
  readonly name: UnitName;
  /** USD; at least and at most are the expected cost where the month is one figure. */
  readonly cost: Range;
}

/** The unit cost to show where there is room for one; null where none is known. */
export function mainUnit(unit: UnitCosts, bounds: UnitBounds | null = null): MainUnit | null {
  for (const name of names) {
    const expected = unit[name];
    if (expected === null) continue;
    const min = bounds?.min[name] ?? expected;
    const max = bounds?.max[name] ?? expected;
    return { name, cost: { min, expected, max } };
  }
  return null;
}
