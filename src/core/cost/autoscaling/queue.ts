/** What became of requests, in requests. */
export interface Outcome {
  readonly served: number;
  /** Of those served: beyond the limits, or after waiting in a queue. */
  readonly late: number;
  /** Gave up waiting, or were turned away by a full queue. */
  readonly dropped: number;
  /** Waiting at the end. */
  readonly queue: number;
}

export interface Service {
  /** Requests/s that arrive. */
  readonly arriving: number;
  /** Requests/s that can be answered at most. */
  readonly most: number;
  /** Requests/s up to which the latency limits hold at their percentile; Infinity where nobody minds waiting. */
  readonly inTime: number;
  /** Share of the requests for which the limits hold at that rate: their percentile, 0–1. */
  readonly percentile: number;
  /** Seconds callers wait before they give up. */
  readonly patience: number;
}

/**
 * `seconds` of constant arrivals at constant capacity, `queue` requests waiting at the start. What arrives beyond the
 * capacity waits, up to as many as are answered within the patience of the callers; more are dropped. No request is lost:
 * queue + arrived = served + dropped + queue at the end.
 */
export function serve(service: Service, queue: number, seconds: number): Outcome {
  const { arriving, most, inTime } = service;
  const excess = arriving - most;
  const minds = Number.isFinite(inTime);
  if (excess > 0) {
    const limit = Math.max(queue, service.patience * most);
    const filling = Math.min(seconds, (limit - queue) / excess);
    return {
      served: most * seconds,
      late: minds ? most * seconds : 0,
      dropped: excess * (seconds - filling),
      queue: queue + excess * filling,
    };
  }
  const draining = queue > 0 ? Math.min(seconds, excess < 0 ? queue / -excess : Infinity) : 0;
  const after = seconds - draining;
  const drained = queue + excess * draining;
  return {
    served: most * draining + arriving * after,
    late: minds ? most * draining + lateShare(service) * arriving * after : 0,
    dropped: 0,
    queue: draining < seconds ? 0 : Math.max(0, drained),
  };
}

/**
 * Share of requests that miss the limits while none waits: none up to the rate at which the limits hold, of which the few
 * beyond the percentile are not held against anybody; from there in proportion, from those few to all at saturation.
 */
function lateShare({ arriving, most, inTime, percentile }: Service): number {
  if (arriving <= inTime) return 0;
  const beyond = most > inTime ? Math.min(1, (arriving - inTime) / (most - inTime)) : 1;
  return 1 - percentile * (1 - beyond);
}
