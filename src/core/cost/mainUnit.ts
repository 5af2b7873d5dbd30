import type { MainUnit, UnitBounds, UnitCosts, UnitName } from '../model/estimate.ts';

/** The one that says most first. */
export const unitNames = [
  'perImage',
  'perAudioHour',
  'perThousandPredictions',
  'perMillionTokens',
  'perMillionInputTokens',
  'perMillionOutputTokens',
  'perThousandRequests',
] as const satisfies readonly UnitName[];

/** The unit cost to show where there is room for one; null where none is known. */
export function mainUnit(unit: UnitCosts, bounds: UnitBounds | null = null): MainUnit | null {
  for (const name of unitNames) {
    const expected = unit[name];
    if (expected === null) continue;
    const min = bounds?.min[name] ?? expected;
    const max = bounds?.max[name] ?? expected;
    return { name, cost: { min, expected, max } };
  }
  return null;
}
