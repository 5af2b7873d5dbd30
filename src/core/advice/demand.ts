import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import { dailyPeak, weeklyPeak } from '../cost/demand.ts';
import { plannedCapacity, trafficIsStated } from '../cost/workload.ts';
import type { Change } from '../model/change.ts';
import type { Deployment } from '../model/deployment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { PerformanceEstimate } from '../model/performance.ts';
import { spareReplicas } from './statedDemand.ts';

/** What every plan has to serve. Requests/s. */
export interface Demand {
  readonly mean: number;
  /** Busiest moment of the week; for batch work with fixed replicas the mean of the busiest day. */
  readonly peak: number;
  readonly stated: boolean;
  /** Requests/s of one of today's replicas at which another one is wanted; null when its speed is not known. */
  readonly plannedToday: number | null;
  /** Replicas that have to run at least. */
  readonly floor: number;
}

/**
 * The demand of an estimate; null where nobody states a rate and the speed is not known either, so that nothing says what a
 * plan has to serve. Without a stated rate it is what today's replicas were sized for.
 */
export function demandOf(
  deployment: Deployment,
  estimate: CostEstimate,
  spare: number | null,
): Demand | null {
  const { workload, performance } = estimate;
  const { requestsPerSecond, latencyClass } = workload;
  const stated = trafficIsStated(workload);
  if (performance === null && !stated) return null;
  const { min, autoscaler } = deployment.replicas;
  const queued = latencyClass.value === 'batch' && autoscaler === null;
  const mean = requestsPerSecond.value;
  return {
    mean,
    peak: mean * (queued ? dailyPeak(workload) : weeklyPeak(workload)),
    stated,
    plannedToday: performance === null ? null : plannedCapacity(performance, latencyClass.value),
    floor:
      spare === null ? Math.min(Math.max(1, min.value), spareReplicas) : Math.max(1, 1 + spare),
  };
}

/** The assumptions with the demand that is compared: a plan must not seem cheaper because it was sized for less. */
export function withDemand(
  assumptions: ResolvedAssumptions,
  { workload }: CostEstimate,
): ResolvedAssumptions {
  const { requestsPerSecond } = workload;
  return { ...assumptions, workload: { ...assumptions.workload, requestsPerSecond } };
}

/** Differences below this share are noise of binary fractions. */
const rounding = 1e-9;

/**
 * The number of replicas of a plan. Fixed ones are the fewest whose capacity covers the busiest moment. An autoscaler keeps
 * its minimum where the demand is stated, so that the week of it shows whether that is enough, else it is in proportion to
 * what a replica serves; its maximum is in proportion, and reaches the busiest moment.
 */
export function replicasFor(
  { replicas }: Deployment,
  { peak, plannedToday, floor, stated }: Demand,
  performance: PerformanceEstimate,
  planned: number,
): { readonly min: number; readonly max: number | null } | null {
  if (!(performance.capacity.requestsPerSecond > 0) || !(planned > 0)) return null;
  const needed = Math.max(floor, Math.ceil((peak / planned) * (1 - rounding)));
  if (replicas.autoscaler === null) return { min: needed, max: needed };
  const scaled = (count: number): number =>
    plannedToday === null ? floor : Math.ceil(((count * plannedToday) / planned) * (1 - rounding));
  const { min: least, max: most } = replicas;
  const min = stated
    ? least.value
    : least.value === 0
      ? 0
      : Math.max(Math.min(least.value, floor), scaled(least.value));
  return { min, max: most === null ? null : Math.max(min, needed, scaled(most.value)) };
}

/** The changes that make for as many replicas as a demand needs at the speed of an estimate; none where nothing says how many. */
export function neededChanges(
  deployment: Deployment,
  demand: Demand | null,
  { performance, workload }: CostEstimate,
): readonly Change[] {
  if (performance === null || demand === null) return [];
  // Where the limits hold at no rate, more replicas do not help: so many as would serve without limits.
  const { capacity, saturated } = performance;
  const reachable =
    capacity.requestsPerSecond > 0 ? performance : { ...performance, capacity: saturated };
  const planned = plannedCapacity(performance, workload.latencyClass.value);
  const needed = replicasFor(deployment, demand, reachable, planned);
  return needed === null ? [] : replicaChanges(deployment, needed);
}

/** The change that sets them; none where they are so already. */
export function replicaChanges(
  { replicas }: Deployment,
  { min, max }: { readonly min: number; readonly max: number | null },
): readonly Change[] {
  if (replicas.autoscaler === null) {
    return replicas.min.value === min ? [] : [{ kind: 'set-replicas', min }];
  }
  const isMin = replicas.min.value === min;
  const isMax = max === null || replicas.max?.value === max;
  if (isMin && isMax) return [];
  return [{ kind: 'set-replicas', ...(isMin ? {} : { min }), ...(isMax ? {} : { max }) }];
}
