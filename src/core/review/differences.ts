import { withoutNoise } from '../report/format.ts';
import type { Difference } from './reviewModel.ts';

/** Differences below this share of the larger figure are the noise of adding up. */
const noise = 1e-9;

/** Before, after and what lies between them; null where one of them is not known. */
export function difference(before: number | null, after: number | null): Difference {
  const delta = before === null || after === null ? null : after - before;
  const isNoise =
    delta !== null &&
    Math.abs(delta) <= noise * Math.max(Math.abs(before ?? 0), Math.abs(after ?? 0));
  return { before, after, delta: delta === null ? null : isNoise ? 0 : withoutNoise(delta) };
}

/** True where both sides say the same, or none of them anything. */
export function isSame({ before, after, delta }: Difference): boolean {
  return delta === 0 || (before === null && after === null);
}
