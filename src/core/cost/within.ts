import type { PerformanceEstimate } from '../model/performance.ts';

/** Where 80% of comparable measurements lie. */
export interface Within {
  readonly min: number;
  readonly max: number;
}

type Band = PerformanceEstimate['band'];

/** Of a rate: capacity, tokens a second. */
export function rateWithin(rate: number, { low, high }: Band): Within {
  return { min: rate * low, max: rate * high };
}

/** Of a time, or of anything else that falls as the rate rises: latency, the busy share. */
export function timeWithin(time: number, { low, high }: Band): Within {
  return { min: time / high, max: time / low };
}
