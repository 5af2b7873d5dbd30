import { trafficIsStated } from '../cost/workload.ts';
import type { CostEstimate } from '../model/estimate.ts';
import { formatPercent } from '../report/format.ts';
import type { Subject } from './rule.ts';

/** True for what fits, serves the traffic and holds its latency limits. */
export function copes({ utilization, meetsSlo, memory }: CostEstimate): boolean {
  return memory?.fits === true && utilization !== null && utilization <= 1 && meetsSlo !== false;
}

/** Only a rate that somebody stated can be too much. */
export function isOverloaded({ workload, estimate }: Subject): boolean {
  return trafficIsStated(workload) && !copes(estimate);
}

/** `is 120% of what the replicas can serve`, or that they are too slow. */
export function overload({ utilization }: CostEstimate): string {
  return (utilization ?? 0) > 1
    ? `is ${formatPercent(utilization ?? 0)} of what the replicas can serve`
    : 'misses the latency limits';
}
