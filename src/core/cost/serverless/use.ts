import { sleepAt } from '../autoscaling/sleep.ts';

/** Demand on a serverless endpoint, and how its instances come and go. */
export interface ServerlessDemand {
  /** Requests/s in each hour of a week. */
  readonly hourly: readonly number[];
  /** Seconds one request takes. */
  readonly seconds: number;
  /** Requests an instance answers at once. */
  readonly concurrency: number;
  /** Seconds an instance stays after its last request. */
  readonly idleSeconds: number;
  readonly coldStartSeconds: number;
  /** Instances at most; Infinity = no limit. */
  readonly most: number;
}

/** Instances that are billed: mean over the week, and in its busiest hour. */
export interface InstanceUse {
  readonly mean: number;
  readonly peak: number;
}

/**
 * Instances that are billed in each hour: by Little's law requests in flight ÷ concurrency, and where that is less than
 * one, the share of the time the first instance is up, which is that with a request in the window before (see `sleepAt`).
 */
export function instanceUse(demand: ServerlessDemand): InstanceUse {
  const { seconds, concurrency, idleSeconds, coldStartSeconds, most } = demand;
  const hourly = demand.hourly.map((rate) => {
    if (rate <= 0) return 0;
    const inFlight = rate * seconds;
    const awake = sleepAt(rate, seconds + idleSeconds, coldStartSeconds).awake;
    return Math.min(most, Math.max(inFlight / Math.max(1, concurrency), awake));
  });
  const sum = hourly.reduce((total, instances) => total + instances, 0);
  return { mean: sum / Math.max(1, hourly.length), peak: Math.max(0, ...hourly) };
}
