import { estimateCost } from '../cost/estimateCost.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { ResolvedAssumptions } from '../assumptions/resolved.ts';

/**
 * A deployment in each of the `months` from now (the first of them, as it is estimated), its rate grown by
 * `growthPerMonth` of its workload from one to the next and everything else as it is: replicas, autoscaling and unit costs
 * follow. Without growth it is the same month over and over. Prices once a month: for a reader, not for every keystroke.
 */
export function grownMonths(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  environment: Environment,
  estimate: CostEstimate,
  months: number,
): readonly CostEstimate[] {
  const growth = assumptions.workload.growthPerMonth?.value ?? 0;
  const { requestsPerSecond } = estimate.workload;
  return Array.from({ length: months }, (_, month) => {
    if (month === 0 || growth === 0) return estimate;
    const workload = {
      ...assumptions.workload,
      // A rate that nobody states keeps its origin: grown, it is no better known.
      requestsPerSecond: {
        ...requestsPerSecond,
        value: requestsPerSecond.value * (1 + growth) ** month,
      },
    };
    return estimateCost(deployment, { ...assumptions, workload }, environment);
  });
}
