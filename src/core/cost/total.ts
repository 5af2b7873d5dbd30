import type { CostCategory, CostComponent } from '../model/estimate.ts';
import type { Range } from '../model/sourced.ts';

/** Sum of the components whose price is known; null when none is. */
export function total(components: readonly CostComponent[]): Range | null {
  let sum: Range | null = null;
  for (const { monthly } of components) {
    if (monthly === null) continue;
    sum = {
      min: (sum?.min ?? 0) + monthly.min,
      expected: (sum?.expected ?? 0) + monthly.expected,
      max: (sum?.max ?? 0) + monthly.max,
    };
  }
  return sum;
}

/** Expected USD per month by category; what is not known counts for nothing here and is listed as missing. */
export function byCategory(
  components: readonly CostComponent[],
): Readonly<Record<CostCategory, number>> {
  const sums = { compute: 0, network: 0, storage: 0, management: 0 };
  for (const { category, monthly } of components) sums[category] += monthly?.expected ?? 0;
  return sums;
}
