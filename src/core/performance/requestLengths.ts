/** Lengths of requests, in tokens: means, and what is known of how they spread. */
export interface RequestLengths {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** 95th percentiles; absent or null = all requests are as long as the mean. */
  readonly inputTokensP95?: number | null;
  readonly outputTokensP95?: number | null;
  /** Share of the input that the prefix cache already holds, 0–1; absent = 0. Claimed only when a workload states it. */
  readonly cachedInputShare?: number;
}

/** Standard normal quantile of 95%. */
const z95 = 1.645;

/** Tails beyond this many times the mean count as this much: no logarithmic normal distribution has a longer one. */
const longestTail = 3.5;

/**
 * Standard deviation of the logarithm of a length with this mean and 95th percentile, lengths being log-normal: from
 * p95 ÷ mean = e^(z·σ − σ²/2), the smaller solution. 0 without a percentile above the mean.
 */
function deviation(mean: number, p95: number | null | undefined): number {
  if (p95 === null || p95 === undefined || !(mean > 0) || !(p95 > mean)) return 0;
  const tail = Math.log(Math.min(longestTail, p95 / mean));
  return z95 - Math.sqrt(Math.max(0, z95 ** 2 - 2 * tail));
}

/** A length at a percentile of 50–99.9 of the requests, not below the mean: mean × e^(z·σ − σ²/2). */
function lengthAt(mean: number, p95: number | null | undefined, percentile: number): number {
  const sigma = deviation(mean, p95);
  if (sigma === 0) return mean;
  return mean * Math.max(1, Math.exp(quantile(percentile / 100) * sigma - sigma ** 2 / 2));
}

export function inputAt(lengths: RequestLengths, percentile: number): number {
  return lengthAt(lengths.inputTokens, lengths.inputTokensP95, percentile);
}

export function outputAt(lengths: RequestLengths, percentile: number): number {
  return lengthAt(lengths.outputTokens, lengths.outputTokensP95, percentile);
}

/**
 * Output tokens that requests in flight come to, on average: longer than the mean, because a long answer is in flight for
 * longer. E[O²] ÷ E[O] = mean × e^(σ²).
 */
export function outputInFlight(lengths: RequestLengths): number {
  const sigma = deviation(lengths.outputTokens, lengths.outputTokensP95);
  return lengths.outputTokens * Math.exp(sigma ** 2);
}

/** Variance of input lengths over the square of their mean: e^(σ²) − 1. */
export function inputSpread(lengths: RequestLengths): number {
  return Math.exp(deviation(lengths.inputTokens, lengths.inputTokensP95) ** 2) - 1;
}

/** Standard normal quantile of a share of 0.5–0.9999, to within 0.0005 (Abramowitz and Stegun 26.2.23). */
function quantile(share: number): number {
  const upper = 1 - Math.min(0.9999, Math.max(0.5, share));
  const t = Math.sqrt(-2 * Math.log(upper));
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328);
  const denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return t - numerator / denominator;
}
