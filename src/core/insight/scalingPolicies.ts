import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import { weeklyPeak } from '../cost/demand.ts';
import { estimateCost } from '../cost/estimateCost.ts';
import { missedShare } from '../cost/missed.ts';
import { plannedCapacity } from '../cost/workload.ts';
import type { Deployment, ReplicaSpecification } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { ScalingOutcome } from '../model/insight.ts';
import type { Sourced } from '../model/sourced.ts';

interface ScalingParameters {
  readonly policy: ScalingOutcome['policy'];
  /** Requests of a replica over its planned capacity at which another one comes. */
  readonly load: number;
  /** Replicas that always run, as a share of what the busiest moment needs. */
  readonly kept: number;
  /** Seconds a lower load lasts before replicas go. */
  readonly downDelay: number;
}

/**
 * From replicas that are always there to replicas that hardly are. Rules of thumb, the same for every deployment:
 * `conservative` keeps half of the peak and room for a third more load, `balanced` a quarter and the stabilisation that
 * Kubernetes has by default, `aggressive` a single replica that is filled to its planned capacity.
 */
const policies: readonly ScalingParameters[] = [
  { policy: 'none', load: 1, kept: 1, downDelay: 0 },
  { policy: 'conservative', load: 0.75, kept: 0.5, downDelay: 600 },
  { policy: 'balanced', load: 0.9, kept: 0.25, downDelay: 300 },
  { policy: 'aggressive', load: 1, kept: 0, downDelay: 60 },
];

/**
 * The same week under each policy, priced again. Empty where the speed, and with it the number of replicas a demand
 * needs, is not known.
 */
export function scalingPolicies(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  environment: Environment,
  estimate: CostEstimate,
): readonly ScalingOutcome[] {
  const { performance, workload } = estimate;
  if (performance === null) return [];
  const capacity = plannedCapacity(performance, workload.latencyClass.value);
  const busiest = workload.requestsPerSecond.value * weeklyPeak(workload);
  if (!(capacity > 0) || !(busiest > 0)) return [];
  // The rate that is priced now, also where it is only what the deployment is sized for.
  const fixed: ResolvedAssumptions = {
    ...assumptions,
    replicas: null,
    workload: { ...assumptions.workload, requestsPerSecond: workload.requestsPerSecond },
  };
  return policies.map((parameters) => {
    const replicas = specification(parameters, busiest, capacity, deployment);
    const priced = estimateCost({ ...deployment, replicas }, fixed, environment);
    return outcome(parameters.policy, priced);
  });
}

function specification(
  { load, kept, downDelay }: ScalingParameters,
  busiest: number,
  capacity: number,
  { uri, span }: Deployment,
): ReplicaSpecification {
  const peak = Math.max(1, Math.ceil(busiest / (load * capacity) - 1e-6));
  const min = Math.max(1, Math.ceil(kept * peak));
  return {
    min: assumed(min),
    max: assumed(peak),
    autoscaler:
      min === peak
        ? null
        : {
            kind: 'hpa',
            metric: 'rps',
            target: assumed(load * capacity),
            scaleDownDelay: assumed(downDelay),
            tolerance: assumed(0),
            uri,
            span,
          },
  };
}

function assumed(value: number): Sourced<number> {
  return { value, origin: { kind: 'derived', formula: 'a scaling policy that is compared' } };
}

function outcome(policy: ScalingOutcome['policy'], estimate: CostEstimate): ScalingOutcome {
  const { autoscaling, monthly, replicas, components } = estimate;
  const compute = components.find(({ category }) => category === 'compute')?.monthly ?? null;
  return {
    policy,
    replicas,
    monthly: monthly?.expected ?? null,
    idleMonthly:
      compute === null || autoscaling === null ? null : compute.expected * autoscaling.idleShare,
    missedShare: missedShare(estimate),
    coldStartsPerMonth: autoscaling?.coldStartsPerMonth ?? null,
  };
}
