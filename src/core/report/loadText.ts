import { trafficIsStated } from '../cost/workload.ts';
import type { LoadCurve, LoadOnCurve } from '../model/insight.ts';
import type { PerformanceEstimate } from '../model/performance.ts';
import type { Workload } from '../model/workload.ts';
import { formatPercent, formatRequestRate } from './format.ts';

/** What to see on a load curve: where the replicas are, what does not hold, and how far it may be trusted. */
export function loadText(
  { now, busiest, capacity }: LoadCurve,
  { confidence, band }: PerformanceEstimate,
  workload: Workload,
): string {
  return [
    ...(trafficIsStated(workload)
      ? [whereNow(now), whereBusiest(now, busiest)]
      : [whereSized(now)]),
    capacity === null ? 'The latency limits hold at no rate.' : '',
    confidence === 'extrapolated'
      ? `Extrapolated: measurements are expected within ${formatPercent(band.low)} to ${formatPercent(band.high)} of these figures.`
      : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function whereNow({ requestsPerSecond, point, overloaded }: LoadOnCurve): string {
  const rate = formatRequestRate(requestsPerSecond);
  if (overloaded) {
    return `At the mean load of the week ${rate} arrive at each replica, more than it can serve: queues only grow, and no point is marked.`;
  }
  return point === null
    ? 'Hardly anything arrives: no point is marked.'
    : `At the mean load of the week ${rate} arrive at each replica.`;
}

function whereBusiest(now: LoadOnCurve, busiest: LoadOnCurve | null): string {
  if (busiest === null || now.overloaded) return '';
  const rate = formatRequestRate(busiest.requestsPerSecond);
  if (busiest.overloaded) return `In the busiest hour it is ${rate}, more than it can serve.`;
  return busiest.point === null ? '' : `In the busiest hour it is ${rate}.`;
}

function whereSized({ requestsPerSecond, point }: LoadOnCurve): string {
  return point === null
    ? 'No traffic is stated.'
    : `No traffic is stated: the mark is the mean of what each replica is taken to be sized for, ${formatRequestRate(requestsPerSecond)}.`;
}
