import type { KvCacheShape } from './kvCache.ts';

/** Lengths of a request as far as the prefix cache is concerned, in tokens. */
interface CachedLengths {
  readonly inputTokens: number;
  readonly cachedInputShare?: number;
}

/** Share of the input that is not computed again, 0 to just below 1: engines compute at least the last token. */
export function cachedShare({ inputTokens, cachedInputShare = 0 }: CachedLengths): number {
  if (!(cachedInputShare > 0)) return 0;
  return Math.max(0, Math.min(cachedInputShare, 1 - 1 / Math.max(1, inputTokens)));
}

/**
 * Sequences of `length` tokens that `bytes` of cache hold. The blocks of a common prefix are held once for all of them
 * (PagedAttention, arXiv 2309.06180, 4.4; RadixAttention, arXiv 2312.07104): each sequence adds what is its own. May be a
 * fraction below 1: none fits.
 */
export function sequencesInCache(
  cache: KvCacheShape,
  bytes: number,
  length: number,
  lengths: CachedLengths,
): number {
  const common = cachedShare(lengths) * lengths.inputTokens;
  const all = cache.bytesPerSequence(Math.max(1, length));
  if (common <= 0) return Math.max(0, bytes / Math.max(1, all));
  const once = cache.bytesPerSequence(common) - cache.bytesPerSequence(0);
  return Math.max(0, (bytes - once) / Math.max(1, all - once));
}
