import type { CostCategory, CostComponent, CostEstimate } from '../model/estimate.ts';
import type { Range } from '../model/sourced.ts';

/** Sum of the components whose price is known; null when none is. */
export function total(components: readonly Pick<CostComponent, 'monthly'>[]): Range | null {
  const known = components.flatMap(({ monthly }) => monthly ?? []);
  if (known.length === 0) return null;
  return {
    min: sum(known.map(({ min }) => min)),
    expected: sum(known.map(({ expected }) => expected)),
    max: sum(known.map(({ max }) => max)),
  };
}

/** True where one of several deployments has no price, or not all of it: together they cost at least their total. */
export function isLowerBound(
  estimates: readonly Pick<CostEstimate, 'lowerBound' | 'monthly'>[],
): boolean {
  return estimates.some(({ lowerBound, monthly }) => lowerBound || monthly === null);
}

function sum(values: readonly number[]): number {
  return values.reduce((left, right) => left + right, 0);
}

/** Expected USD per month by category; what is not known counts for nothing here and is listed as missing. */
export function byCategory(
  components: readonly CostComponent[],
): Readonly<Record<CostCategory, number>> {
  const sums = { compute: 0, network: 0, storage: 0, management: 0 };
  for (const { category, monthly } of components) sums[category] += monthly?.expected ?? 0;
  return sums;
}
