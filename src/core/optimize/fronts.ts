import type { PlanFigures } from './optimization.ts';

type Measures = Pick<PlanFigures, 'monthly' | 'latencyMs' | 'requestsPerSecond'>;

/** True when one is no worse in cost, latency and throughput. */
export function dominates(one: Measures, other: Measures): boolean {
  return (
    one.monthly <= other.monthly &&
    (one.latencyMs ?? Infinity) <= (other.latencyMs ?? Infinity) &&
    (one.requestsPerSecond ?? 0) >= (other.requestsPerSecond ?? 0)
  );
}

export function isDominated(one: Measures, others: readonly Measures[]): boolean {
  return others.some((other) => dominates(other, one));
}

/** Differences below this share are no reason to pay more. */
const noticeable = 0.01;

/**
 * Of plans sorted by cost those that are better than all cheaper ones by a measure, of which less is better: the front of
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
