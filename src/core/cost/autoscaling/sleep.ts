/** How a replica that scales to zero lives at a mean rate of requests. */
export interface Sleep {
  /** Share of the time it is up, starting included, 0–1. */
  readonly awake: number;
  /** Share of the requests that wait for it to start, 0–1. */
  readonly waiting: number;
  /** Starts per second. */
  readonly starts: number;
}

export const alwaysAwake: Sleep = { awake: 1, waiting: 0, starts: 0 };

/** Beyond this many requests in a grace period the replica practically never sleeps (e^40). */
const neverSleeps = 40;

/**
 * Requests arrive at random (Poisson) at `rate` a second; the replica goes after `grace` seconds without one and takes
 * `coldStart` seconds to come back. A cycle is: asleep until the next request (1/rate), starting, and up until the first
 * gap of that length, which takes (e^(rate × grace) − 1) ÷ rate on average. The request that wakes it and those that
 * arrive while it starts wait.
 */
export function sleepAt(rate: number, grace: number, coldStart: number): Sleep {
  if (!(rate > 0)) return { awake: 0, waiting: 0, starts: 0 };
  const gaps = rate * Math.max(0, grace);
  if (gaps > neverSleeps) return alwaysAwake;
  const starting = Math.max(0, coldStart);
  const up = starting + Math.expm1(gaps) / rate;
  const cycle = 1 / rate + up;
  return {
    awake: up / cycle,
    waiting: (1 + rate * starting) / (rate * cycle),
    starts: 1 / cycle,
  };
}
