import { hoursPerWeek } from '../demand.ts';
import { desiredReplicas, type ScalingPolicy } from './desired.ts';
import { serve } from './queue.ts';
import { alwaysAwake, sleepAt, type Sleep } from './sleep.ts';
import { secondsPerWeek, trailingMaximum, trailingMinimum, type Step } from './steps.ts';

/** A week of demand, and what one replica can do about it. */
export interface WeekDemand {
  /** Requests/s in each of the 168 hours. */
  readonly hourly: readonly number[];
  /** The busiest five minutes of an hour over its mean, 1–12. */
  readonly peak: number;
  /** Requests/s above which requests are refused; Infinity = no limit. */
  readonly limit: number;
  /** Seconds callers wait before they give up. */
  readonly patience: number;
  /** Requests/s per replica that the autoscaler aims at. */
  readonly target: number;
  /** True when the autoscaler's tolerance is one of the rate: its metric is stated, and proportional to it. */
  readonly tolerant: boolean;
  /** Requests/s per replica that it is planned for. */
  readonly capacity: number;
  /** Requests/s per replica up to which the latency limits hold; without limits the saturated rate; Infinity for batch. */
  readonly inTime: number;
  /** Share of the requests for which the limits hold at that rate: their percentile, 0–1. */
  readonly percentile: number;
  /** Requests/s per replica at most. */
  readonly saturated: number;
}

/** What happens in a week that repeats. Requests and seconds a week. */
export interface Week {
  /** Replicas that are paid, mean of each hour. */
  readonly hourly: readonly number[];
  /** Of them, those that the demand needs at planned capacity, mean of each hour. */
  readonly needed: readonly number[];
  /** Mean of the paid replicas. */
  readonly replicas: number;
  readonly peakReplicas: number;
  readonly offered: number;
  /** Above the rate limit. */
  readonly refused: number;
  readonly served: number;
  /** Of those served: waited for a replica to start from zero. */
  readonly waiting: number;
  /** Of those served: beyond the latency limits, or after a queue. */
  readonly late: number;
  readonly dropped: number;
  readonly coldStarts: number;
  /** Share of the paid replica time beyond what the demand needs at planned capacity, 0–1. */
  readonly idleShare: number;
}

/** Seconds of the busiest minutes of an hour; they stand in its middle. */
const burst = 300;

/**
 * Plays a week: the autoscaler asks for replicas, gets them after its delay, and they answer after their cold start; they
 * are paid from the moment they are asked for until the stabilisation after they are no longer needed is over. Exact for
 * rates that are constant within an hour but for one burst of five minutes.
 */
export function simulateWeek(demand: WeekDemand, policy: ScalingPolicy): Week {
  const offered = rateSteps(demand);
  const admitted = Number.isFinite(demand.limit)
    ? offered.map(({ at, value }) => ({ at, value: Math.min(demand.limit, value) }))
    : offered;
  const tolerance = demand.tolerant ? policy.tolerance : 0;
  const desired = desiredReplicas(admitted, demand.target, { ...policy, tolerance });
  const paid = trailingMaximum(desired, policy.upDelay, Math.max(policy.upDelay, policy.downDelay));
  const ready = trailingMinimum(paid, policy.coldStart);
  const sleeps =
    policy.min > 0
      ? null
      : admitted.map(({ value }, index) =>
          (desired[index]?.value ?? 0) === 1
            ? sleepAt(value, policy.coolDown, policy.coldStart)
            : alwaysAwake,
        );
  const course = { demand, policy, offered, admitted, paid, ready, sleeps };
  const first = play(course, 0);
  // What waits at the end of a week waits at the start of the next; what only grows is never served.
  const whole = first.queue > 0 ? play(course, first.queue) : first;
  return summary(whole, Math.max(0, whole.queue - first.queue), policy);
}

/** Rate by moment: each hour at its mean, or with a burst in its middle and less around it. */
function rateSteps({ hourly, peak }: WeekDemand): readonly Step[] {
  if (peak <= 1) return hourly.map((value, hour) => ({ at: hour * 3600, value }));
  const high = Math.min(peak, 3600 / burst);
  const low = Math.max(0, (3600 - burst * high) / (3600 - burst));
  const steps: Step[] = [];
  for (const [hour, rate] of hourly.entries()) {
    const start = hour * 3600;
    steps.push(
      { at: start, value: rate * low },
      { at: start + (3600 - burst) / 2, value: rate * high },
      { at: start + (3600 + burst) / 2, value: rate * low },
    );
  }
  return steps;
}

interface Course {
  readonly demand: WeekDemand;
  readonly policy: ScalingPolicy;
  readonly offered: readonly Step[];
  readonly admitted: readonly Step[];
  readonly paid: readonly Step[];
  readonly ready: readonly Step[];
  /** Null where nothing sleeps. */
  readonly sleeps: readonly Sleep[] | null;
}

interface Tally {
  /** Replica-seconds paid in each hour. */
  readonly paid: number[];
  peak: number;
  offered: number;
  refused: number;
  served: number;
  waiting: number;
  late: number;
  dropped: number;
  starts: number;
  /** Replica-seconds in each hour that the demand needs at planned capacity. */
  readonly needed: number[];
  queue: number;
}

/** Goes through the week from one change of rate, of paid or of ready replicas to the next. */
function play(course: Course, queue: number): Tally {
  const { demand, policy, offered, admitted, paid, ready, sleeps } = course;
  const tally: Tally = {
    paid: new Array<number>(hoursPerWeek).fill(0),
    peak: 0,
    offered: 0,
    refused: 0,
    served: 0,
    waiting: 0,
    late: 0,
    dropped: 0,
    starts: startsOf(paid),
    needed: new Array<number>(hoursPerWeek).fill(0),
    queue,
  };
  let paidIndex = 0;
  let readyIndex = 0;
  let last = paid.at(-1)?.value ?? 0;
  for (const [index, { at, value: rate }] of admitted.entries()) {
    const end = admitted[index + 1]?.at ?? secondsPerWeek;
    const hour = Math.floor(at / 3600);
    const sleep = sleeps?.[index] ?? alwaysAwake;
    const before = sleeps?.at(index - 1) ?? alwaysAwake;
    tally.offered += (offered[index]?.value ?? 0) * (end - at);
    tally.refused += ((offered[index]?.value ?? 0) - rate) * (end - at);
    let alone = 0;
    const wasAlone = last === 1;
    for (let now = at; now < end;) {
      while ((paid[paidIndex + 1]?.at ?? Infinity) <= now) paidIndex++;
      while ((ready[readyIndex + 1]?.at ?? Infinity) <= now) readyIndex++;
      const next = Math.min(
        end,
        paid[paidIndex + 1]?.at ?? Infinity,
        ready[readyIndex + 1]?.at ?? Infinity,
      );
      const count = paid[paidIndex]?.value ?? 0;
      const asleep = count === 1 ? 1 - sleep.awake : 0;
      if (count === 1) alone += next - now;
      last = count;
      spend(tally, demand, hour, rate, count - asleep, ready[readyIndex]?.value ?? 0, next - now);
      now = next;
    }
    if (sleeps === null) continue;
    wake(
      tally,
      hour,
      rate,
      { seconds: end - at, alone, slept: wasAlone ? 1 - before.awake : 0 },
      sleep,
      before,
      policy,
    );
  }
  return tally;
}

function spend(
  tally: Tally,
  demand: WeekDemand,
  hour: number,
  arriving: number,
  paid: number,
  ready: number,
  seconds: number,
): void {
  const outcome = serve(
    {
      arriving,
      most: ready * demand.saturated,
      inTime: ready * demand.inTime * (1 + 1e-6),
      percentile: demand.percentile,
      patience: demand.patience,
    },
    tally.queue,
    seconds,
  );
  tally.paid[hour] = (tally.paid[hour] ?? 0) + paid * seconds;
  tally.peak = Math.max(tally.peak, paid);
  tally.served += outcome.served;
  tally.late += outcome.late;
  tally.dropped += outcome.dropped;
  const busy = demand.capacity > 0 ? outcome.served / demand.capacity : paid * seconds;
  tally.needed[hour] = (tally.needed[hour] ?? 0) + Math.min(paid * seconds, busy);
  tally.queue = outcome.queue;
}

/** A stretch of constant rate, in which a replica may sleep. */
interface Stretch {
  readonly seconds: number;
  /** Seconds of it in which it is the only one. */
  readonly alone: number;
  /** Share of the time it was asleep before, 0–1. */
  readonly slept: number;
}

/**
 * Waits and starts of a replica that may sleep, while it is the only one: beside others that have yet to go nothing sleeps. And what the change from the stretch before brings: where it sleeps less than
 * before, that much of a start; where it sleeps more, that much of a grace period.
 */
function wake(
  tally: Tally,
  hour: number,
  rate: number,
  { seconds, alone, slept }: Stretch,
  sleep: Sleep,
  before: Sleep,
  policy: ScalingPolicy,
): void {
  const woken = Math.max(0, sleep.awake - (1 - slept));
  const dozed = Math.max(0, before.awake - sleep.awake);
  const requests = rate * alone;
  tally.starts += sleep.starts * alone + woken;
  tally.waiting += Math.min(
    rate * seconds,
    sleep.waiting * requests + woken * (1 + rate * policy.coldStart),
  );
  const grace = Math.min(alone * (1 - sleep.awake), dozed * policy.coolDown);
  tally.paid[hour] = (tally.paid[hour] ?? 0) + grace;
}

/** Replicas that are added in a week. */
function startsOf(paid: readonly Step[]): number {
  return paid.reduce((sum, { value }, index) => {
    const before = paid.at(index - 1)?.value ?? value;
    return sum + Math.max(0, value - before);
  }, 0);
}

function summary(tally: Tally, unserved: number, policy: ScalingPolicy): Week {
  const seconds = sum(tally.paid);
  const served = Math.max(0, tally.served);
  const waiting = Math.min(served, tally.waiting);
  return {
    hourly: tally.paid.map((paid) => Math.min(policy.max, paid / 3600)),
    needed: tally.needed.map((needed) => Math.min(policy.max, needed / 3600)),
    replicas: Math.min(policy.max, seconds / secondsPerWeek),
    peakReplicas: tally.peak,
    offered: tally.offered,
    refused: tally.refused,
    served,
    waiting,
    late: Math.min(served - waiting, tally.late),
    dropped: tally.dropped + unserved,
    coldStarts: tally.starts,
    idleShare: seconds > 0 ? Math.max(0, 1 - sum(tally.needed) / seconds) : 0,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((whole, value) => whole + value, 0);
}
