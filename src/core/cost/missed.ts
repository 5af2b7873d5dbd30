import type { AutoscalingEstimate } from '../model/autoscaling.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { Workload } from '../model/workload.ts';
import { trafficIsStated } from './workload.ts';

/** Share of the requests that may miss what is promised, 0–1: what the percentile of the workload leaves. */
export function allowedShare({ percentile }: Workload): number {
  return 1 - percentile.value / 100;
}

/** Share of the requests that are late or not answered since too few replicas run, 0–1; cold starts are told apart. */
export function lateShare({ lateShare: late, droppedShare }: AutoscalingEstimate): number {
  return late + droppedShare;
}

/** Share of the requests that are late, wait for a start or are not answered, 0–1; null when that is not known. */
export function missedShare({ autoscaling }: CostEstimate): number | null {
  return autoscaling === null ? null : autoscaling.waitingShare + lateShare(autoscaling);
}

/**
 * The share that is late where by a stated demand more is than may be; else null. A demand that only stands in for one
 * nobody states is sized for the replicas, and says nothing about them.
 */
export function tooLateShare({ autoscaling, workload }: CostEstimate): number | null {
  if (autoscaling === null || !trafficIsStated(workload)) return null;
  const late = lateShare(autoscaling);
  return late > allowedShare(workload) ? late : null;
}
