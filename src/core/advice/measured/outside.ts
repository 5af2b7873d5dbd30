import type { Within } from '../../cost/within.ts';

/** True for a measurement that the estimate does not allow for. */
export function isOutside(measured: number, { min, max }: Within): boolean {
  return Number.isFinite(measured) && (measured < min || measured > max);
}

/** The mean of what is stated as a mean alone or with a percentile. */
export function meanOf(stated: number | { readonly mean: number } | undefined): number | undefined {
  return typeof stated === 'object' ? stated.mean : stated;
}
