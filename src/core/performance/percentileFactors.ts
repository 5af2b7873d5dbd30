import { inputAt, type RequestLengths } from './requestLengths.ts';

/** Ratio of a percentile of a latency to its mean: waiting is roughly exponential, decoding spreads little. */
export function percentileFactors(demand: RequestLengths & { readonly percentile: number }): {
  ttft: number;
  tpot: number;
} {
  const { percentile, inputTokens } = demand;
  const share = Math.min(0.999, Math.max(0.5, percentile / 100));
  // Half of TTFT is waiting (exponential), half is the prefill itself, which grows with the request's own length.
  const own = inputTokens > 0 ? inputAt(demand, percentile) / inputTokens : 1;
  const ttft = 0.5 * own + 0.5 * -Math.log(1 - share);
  return { ttft: Math.max(1, ttft), tpot: 1 + 0.3 * Math.max(0, share - 0.5) };
}
