import type { PerformanceEstimate } from '../model/performance.ts';

/**
 * True for models that write token by token. Others (classifiers, embeddings, images) answer at once: they have one
 * latency where these have a time to the first token and one for each that follows. False where the speed is not known, and
 * for prefill workers, whose one token each is not counted.
 */
export function writesText(performance: PerformanceEstimate | null): boolean {
  return (performance?.saturated.outputTokensPerSecond ?? 0) > 0;
}

/** What the time to the first sign of an answer is called: an answer without further tokens is there at once. */
export function firstLatencyName(performance: PerformanceEstimate | null): 'TTFT' | 'latency' {
  return writesText(performance) || performance?.phase === 'prefill' ? 'TTFT' : 'latency';
}

/** What the limit on the first sign of an answer is called for such a model; where nothing is known, as it is written. */
export function firstLimitName(performance: PerformanceEstimate | null): string {
  return performance === null ? 'TTFT limit' : `${firstLatencyName(performance)} limit`;
}
