import type { ScalingPolicy } from '../../src/core/cost/autoscaling/desired.ts';
import type { WeekDemand } from '../../src/core/cost/autoscaling/week.ts';
import type { OperatingPoint, PerformanceEstimate } from '../../src/core/model/performance.ts';

/** A steady week on replicas that answer a request a second each and know no limit below that. */
export function weekOf(
  hourly: number | readonly number[],
  more: Partial<WeekDemand> = {},
): WeekDemand {
  return {
    hourly: typeof hourly === 'number' ? Array.from({ length: 168 }, () => hourly) : hourly,
    peak: 1,
    limit: Infinity,
    patience: 60,
    target: 1,
    tolerant: true,
    capacity: 1,
    inTime: 1,
    percentile: 0.95,
    saturated: 1,
    ...more,
  };
}

/** An autoscaler that follows at once. */
export function scaling(
  min: number,
  max: number,
  more: Partial<ScalingPolicy> = {},
): ScalingPolicy {
  return { min, max, upDelay: 0, downDelay: 0, coolDown: 0, tolerance: 0, coldStart: 0, ...more };
}

/** Hours of a week by a rule. */
export function hours(rate: (hour: number) => number): readonly number[] {
  return Array.from({ length: 168 }, (_, hour) => rate(hour));
}

/** A replica that is planned for one rate and saturated at another, with 16 requests in flight. */
export function performanceOf(capacity: number, saturated: number): PerformanceEstimate {
  const point = (requestsPerSecond: number): OperatingPoint => ({
    concurrency: 16,
    requestsPerSecond,
    outputTokensPerSecond: 1,
    totalTokensPerSecond: 1,
    ttftMs: 100,
    tpotMs: 1,
  });
  return {
    saturated: point(saturated),
    capacity: point(capacity),
    limit: 'target-utilization',
    maxConcurrency: 16,
    prefillShare: 0.5,
    work: { unit: 'tokens', perRequest: 100 },
    confidence: 'fitted',
    band: { low: 1, high: 1 },
  };
}
