/** What became of requests, in requests. */
export interface Outcome {
  readonly served: number;
  /** Of those served: while the limits did not hold, or after waiting in a queue. */
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
  /** Requests/s up to which the latency limits hold. */
  readonly inTime: number;
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
  if (excess > 0) {
    const limit = Math.max(queue, service.patience * most);
    const filling = Math.min(seconds, (limit - queue) / excess);
    return {
      served: most * seconds,
      late: most * seconds,
      dropped: excess * (seconds - filling),
      queue: queue + excess * filling,
    };
  }
  const draining = queue > 0 ? Math.min(seconds, excess < 0 ? queue / -excess : Infinity) : 0;
  const after = seconds - draining;
  const drained = queue + excess * draining;
  return {
    served: most * draining + arriving * after,
    late: most * draining + (arriving > inTime ? arriving * after : 0),
    dropped: 0,
    queue: draining < seconds ? 0 : Math.max(0, drained),
  };
}
