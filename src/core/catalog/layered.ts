import type { Cited } from '../model/cited.ts';
import { isNewer } from './priceDay.ts';

/**
 * One list of two: a price of the later one takes the place of the prices of the same key unless these are newer; the others
 * stay.
 */
export function layered<Price extends Cited>(
  base: readonly Price[],
  over: readonly Price[],
  keyOf: (price: Price) => string,
): readonly Price[] {
  if (over.length === 0) return base;
  const known = new Map(base.map((price) => [keyOf(price), price]));
  const taken = over.filter((price) => {
    const before = known.get(keyOf(price));
    return before === undefined || !isNewer(before.asOf, price.asOf);
  });
  const replaced = new Set(taken.map(keyOf));
  return [...base.filter((price) => !replaced.has(keyOf(price))), ...taken];
}
