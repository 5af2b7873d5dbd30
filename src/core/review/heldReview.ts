import type { HeldLimit } from '../report/junit/limitCase.ts';
import type { ReviewedFinding } from './reviewModel.ts';

/** What a review is held against. */
export interface HeldReview {
  readonly limit: HeldLimit | null;
  /** Findings that were there before and count against the change all the same. */
  readonly worsened: readonly ReviewedFinding[];
}

/** Held against nothing. */
export const notHeld: HeldReview = { limit: null, worsened: [] };

/** That the change is above the limit of the call, in words; null where it is not. */
export function exceededWords({ limit }: HeldReview): string | null {
  return limit?.isExceeded === true ? limit.words : null;
}
