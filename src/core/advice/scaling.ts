import type { Change } from '../model/change.ts';
import type { Autoscaler } from '../model/deployment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import { formatNumber, formatQuantity } from '../report/format.ts';
import { missedShare } from '../cost/missed.ts';
import { busiestRate, capacityOfReplica, fewestReplicas, isAnswered } from './statedDemand.ts';
import { remembered } from './remembered.ts';
import type { Subject } from './rule.ts';
import { isCountable, loadAt, targetAt } from './scaleTarget.ts';

/** Bounds and target of an autoscaler, and the week under them. */
export interface Scaling {
  readonly changes: readonly Change[];
  readonly min: number;
  readonly max: number;
  /** Load of a replica over its planned capacity at which another one comes; null = the target stays. */
  readonly load: number | null;
  readonly estimate: CostEstimate;
  /** USD of the expected month. */
  readonly monthly: number;
}

/** Loads at which another replica comes: from filled to the planned capacity to room for twice the load. */
const loads = [1, 0.75, 0.5] as const;

/** Replicas that always run, as shares of what the busiest moment needs. */
const keptShares = [0, 0.25, 0.5, 0.75, 1] as const;

/** A quarter more than the busiest moment needs, for weeks that are busier. */
const headroom = 1.25;

/**
 * Bounds and targets worth a look, each with the week of demand played through: about ten estimates, made once for all
 * rules. For each target the minimum rises until the demand is answered: more replicas only cost more. Empty where the
 * speed of a replica is not known.
 */
export const scalings = remembered((subject): readonly Scaling[] => {
  const all: readonly (number | null)[] =
    subject.deployment.replicas.autoscaler === null ? loads : [null, ...loads];
  const tried = new Set<string>();
  return all.flatMap((load) => {
    const options: Scaling[] = [];
    for (const kept of keptShares) {
      const choice = choiceAt(load, kept, subject);
      const key = JSON.stringify(choice);
      if (choice === null || tried.has(key)) continue;
      tried.add(key);
      const option = playedThrough(choice, load, subject);
      if (option === null) continue;
      options.push(option);
      if (isAnswered(option.estimate)) break;
    }
    return options;
  });
});

/** Half of what the busiest moment needs always runs, and each replica keeps a quarter free; null where that is nothing. */
export function cautiousScaling(subject: Subject): Scaling | null {
  const choice = choiceAt(0.75, 0.5, subject);
  return choice === null ? null : playedThrough(choice, 0.75, subject);
}

type Choice = Extract<Change, { kind: 'autoscale' }>;

function choiceAt(load: number | null, kept: number, subject: Subject): Choice | null {
  const capacity = capacityOfReplica(subject);
  const busiest = busiestRate(subject);
  if (!(capacity > 0) || !(busiest > 0)) return null;
  const { autoscaler, min: present, max: limit } = subject.deployment.replicas;
  const rate = (load ?? 1) * capacity;
  const target = load === null ? null : targetAt(rate, autoscaler, subject);
  // A metric that says nothing about the load cannot be set to one.
  if (load !== null && target === null && autoscaler !== null) return null;
  const peak = Math.max(1, Math.ceil(busiest / rate - 1e-6));
  const enough = Math.max(peak + 1, Math.ceil(headroom * peak));
  const max = Math.max(autoscaler === null ? 0 : (limit?.value ?? 0), enough);
  const floor = Math.min(present.value, fewestReplicas(subject));
  const min = Math.max(floor, Math.ceil(kept * peak));
  if (min >= max) return null;
  const countInFlight = load !== null && isCountable(autoscaler);
  return {
    kind: 'autoscale',
    min,
    max,
    target,
    ...(countInFlight ? { countInFlight } : {}),
    ...loadAt(rate, subject),
  };
}

function playedThrough(choice: Choice, load: number | null, subject: Subject): Scaling | null {
  const { min, max } = choice;
  const estimate = subject.consider([choice]);
  const { monthly } = estimate;
  return monthly === null
    ? null
    : { changes: [choice], min, max, load, estimate, monthly: monthly.expected };
}

/** The cheapest of those under which no more requests miss what is promised than may; null when there is none. */
export function cheapestThatAnswers(options: readonly Scaling[]): Scaling | null {
  return cheapest(options.filter(({ estimate }) => isAnswered(estimate)));
}

export function cheapest(options: readonly Scaling[]): Scaling | null {
  return options.reduce<Scaling | null>(
    (best, each) => (best === null || each.monthly < best.monthly - 0.01 ? each : best),
    null,
  );
}

/** Where the limits hold at no load, that many points more that miss are worth less than the replicas they would take. */
const sameShare = 0.15;

/** The cheapest of those under which about as few requests as possible miss what is promised; null without options. */
export function cheapestAmongPunctual(options: readonly Scaling[]): Scaling | null {
  const missed = ({ estimate }: Scaling): number => missedShare(estimate) ?? 1;
  const fewest = Math.min(...options.map(missed));
  return cheapest(options.filter((each) => missed(each) <= fewest + sameShare));
}

/** What the autoscaler is told, as a phrase: `between 2 and 6 replicas, by 24 requests in flight each`. */
export function scalingText({ min, max, changes }: Scaling, autoscaler: Autoscaler | null): string {
  const change = changes.find((each) => each.kind === 'autoscale');
  const target = change?.target ?? null;
  const bounds = `between ${min} and ${max} replicas`;
  if (target === null || change === undefined) return bounds;
  return autoscaler === null || change.countInFlight
    ? `${bounds}, by ${formatQuantity(target, 'request')} in flight each`
    : `${bounds} with a target of ${formatNumber(target)}`;
}

/** What has to be in place for the changed or new autoscaler to work; null = nothing. */
export function needsOf({ changes }: Scaling, { deployment }: Subject): string | null {
  const { replicas, format, accelerator } = deployment;
  if (changes.some((change) => change.kind === 'autoscale' && change.countInFlight)) {
    return 'The autoscaler must be able to read the gauge of running requests (a rule of its metrics adapter).';
  }
  if (replicas.autoscaler !== null || format !== 'kubernetes') return null;
  return accelerator === null
    ? 'The cluster needs a metrics server.'
    : 'The cluster needs KEDA, and the trigger the address of your Prometheus.';
}
