import type { PerformanceEstimate } from '../model/performance.ts';

/**
 * True for models that write token by token. Others (classifiers, embeddings, images) answer at once: they have one
 * latency where these have a time to the first token and one for each that follows. False where the speed is not known.
 */
export function writesText(performance: PerformanceEstimate | null): boolean {
  return (performance?.saturated.outputTokensPerSecond ?? 0) > 0;
}

/** What the limit on the first sign of an answer is called for such a model; where nothing is known, as it is written. */
export function firstLimitName(performance: PerformanceEstimate | null): string {
  return performance === null || writesText(performance) ? 'TTFT limit' : 'latency limit';
}
