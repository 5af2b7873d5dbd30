import type { AutoscalingEstimate } from '../../model/autoscaling.ts';
import type { Deployment } from '../../model/deployment.ts';
import type { Workload } from '../../model/workload.ts';
import { hoursPerWeek, weeklyFactors, weeklyPeak } from '../demand.ts';
import type { Evaluation } from '../evaluate.ts';
import { plannedCapacity } from '../workload.ts';

/** What a week means for a month of `hoursPerMonth`; null where no week could be played. */
export function autoscalingEstimate(
  deployment: Deployment,
  evaluation: Evaluation,
  hoursPerMonth: number,
): AutoscalingEstimate | null {
  const { plan, workload, target } = evaluation;
  const { week, range } = plan;
  if (week === null) return null;
  const rate = workload.requestsPerSecond.value;
  const share = (requests: number): number => (week.offered > 0 ? requests / week.offered : 0);
  const measured = plan.hourly === null;
  const paid = plan.hourly ?? week.hourly.map(() => range.expected);
  return {
    demand: weeklyFactors(workload).map((factor) => rate * factor),
    replicas: paid,
    needed: week.needed.map((needed, hour) => Math.min(needed, paid[hour] ?? 0)),
    replicaHours: {
      min: range.min * hoursPerMonth,
      expected: range.expected * hoursPerMonth,
      max: range.max * hoursPerMonth,
    },
    target: target?.rate ?? null,
    waitingShare: share(week.waiting),
    lateShare: share(week.late),
    droppedShare: share(week.dropped),
    refusedShare: share(week.refused),
    coldStartsPerMonth: measured ? 0 : (week.coldStarts * hoursPerMonth) / hoursPerWeek,
    idleShare: week.idleShare,
    monthsUntilFull: monthsUntilFull(deployment, evaluation, workload),
  };
}

/** Months after which nobody plans: a hundred years. */
const foreseeable = 1200;

/** Months until the busiest moment needs more than the maximum; null without growth or without a maximum. */
function monthsUntilFull(
  deployment: Deployment,
  { plan, serving }: Evaluation,
  workload: Workload,
): number | null {
  const growth = workload.growthPerMonth?.value ?? 0;
  const performance = serving?.performance ?? null;
  const { max, autoscaler } = deployment.replicas;
  if (!(growth > 0) || performance === null || (max === null && autoscaler !== null)) return null;
  const capacity = plannedCapacity(performance, workload.latencyClass.value) * plan.range.max;
  const busiest = workload.requestsPerSecond.value * weeklyPeak(workload);
  if (!(busiest > 0) || !(capacity > 0)) return null;
  const months = Math.max(0, Math.log(capacity / busiest) / Math.log1p(growth));
  return months <= foreseeable ? months : null;
}
