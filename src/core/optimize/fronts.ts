import type { PlanFigures } from './optimization.ts';

type Measures = Pick<PlanFigures, 'monthly' | 'latencyMs' | 'requestsPerSecond'>;

/** What following a plan costs beside money. */
export interface Effort {
  /** Points of accuracy at most. */
  readonly loss: number;
  readonly changeCount: number;
}

/** True when one is no worse in cost, latency, throughput, accuracy and the number of changes. */
export function dominates(one: Measures & Effort, other: Measures & Effort): boolean {
  return (
    one.monthly <= other.monthly &&
    (one.latencyMs ?? Infinity) <= (other.latencyMs ?? Infinity) &&
    (one.requestsPerSecond ?? 0) >= (other.requestsPerSecond ?? 0) &&
    one.loss <= other.loss &&
    one.changeCount <= other.changeCount
  );
}

/** Of a month: what requests are worth that are in flight when the week ends. Closer than that is the same. */
export const noise = 1e-5;

/** Cheapest first; of the same cost that which loses least accuracy, then that which changes least. */
export function byCost<Value extends Measures & Effort>(plans: readonly Value[]): readonly Value[] {
  const sorted = [...plans].sort((a, b) => a.monthly - b.monthly);
  const groups: { readonly from: number; readonly plans: Value[] }[] = [];
  for (const plan of sorted) {
    const last = groups.at(-1);
    if (last !== undefined && plan.monthly <= last.from * (1 + noise)) last.plans.push(plan);
    else groups.push({ from: plan.monthly, plans: [plan] });
  }
  return groups.flatMap((group) =>
    group.plans.sort((a, b) => a.loss - b.loss || a.changeCount - b.changeCount),
  );
}

/** Differences below this share are no reason to pay more. */
const noticeable = 0.01;

/**
 * Of plans in the order of `byCost` those that are better than all cheaper ones by a measure, of which less is better: the front of
 * cost against it.
 */
export function frontBy<Value extends Measures>(
  plans: readonly Value[],
  measure: (plan: Value) => number,
): readonly Value[] {
  let best = Infinity;
  return plans.filter((plan) => {
    const value = measure(plan);
    if (!(value < best - noticeable * Math.abs(best === Infinity ? 0 : best))) return false;
    best = value;
    return true;
  });
}
