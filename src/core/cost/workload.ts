import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { ModelFacts } from '../model/catalog.ts';
import type { Deployment } from '../model/deployment.ts';
import type { PerformanceEstimate } from '../model/performance.ts';
import type { Sourced } from '../model/sourced.ts';
import type { Workload } from '../model/workload.ts';
import { TARGET_UTILIZATION } from '../performance/performance.ts';
import { peakFactor } from './demand.ts';

/** Requests/s that stand in when neither traffic nor capacity is known. */
const unknownRate = 1;

/**
 * Requests/s at most for models that do not write text. A small encoder answers hundreds a second, and taking it to be
 * sized for that would invent more traffic, and more cost of traffic, than nearly any service has.
 */
const busyService = 10;

/**
 * The demand that is priced. Where nobody states traffic, the deployment is taken to be sized for it: the rate whose
 * busiest hour the configured minimum serves at its capacity. That leaves the replicas as they are configured, gives unit
 * costs of the right order, and claims no idle money that nobody measured.
 */
export function pricedWorkload(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  model: ModelFacts | null,
  performance: PerformanceEstimate | null,
): Workload {
  const { workload } = assumptions;
  const limit = model?.modality === 'text-generation' ? Infinity : busyService;
  const requestsPerSecond =
    workload.requestsPerSecond ?? sizedRate(deployment, assumptions, performance, limit);
  return { ...workload, requestsPerSecond };
}

function sizedRate(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  performance: PerformanceEstimate | null,
  limit: number,
): Sourced<number> {
  const name = 'requestsPerSecond';
  if (performance === null) {
    const reason = 'no traffic is stated, and what a replica can serve is not known';
    return { value: unknownRate, origin: { kind: 'default', name, reason } };
  }
  const capacity = plannedCapacity(performance);
  const replicas = Math.max(1, assumptions.replicas?.value ?? deployment.replicas.min.value);
  const noun = replicas === 1 ? 'replica' : 'replicas';
  const sized = (capacity * replicas) / peakFactor(assumptions.workload.shape.value);
  if (sized > limit) {
    const much = 'no traffic is stated: a busy service; the replicas could serve more';
    return { value: limit, origin: { kind: 'default', name, reason: much } };
  }
  const reason = `no traffic is stated: what ${replicas} ${noun} can serve in the busiest hour, averaged over the week`;
  return { value: sized, origin: { kind: 'default', name, reason } };
}

/**
 * Requests/s of one replica at which another one is wanted. Where the latency objective holds at no rate at all, more
 * replicas would not help; the usual target utilization is planned with then.
 */
export function plannedCapacity(performance: PerformanceEstimate): number {
  const { capacity, saturated } = performance;
  return capacity.requestsPerSecond > 0
    ? capacity.requestsPerSecond
    : TARGET_UTILIZATION * saturated.requestsPerSecond;
}
