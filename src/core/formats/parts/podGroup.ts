import type { Change } from '../../model/change.ts';
import type { AcceleratorRequest, Deployment } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { stepOf } from '../edits/propose.ts';
import { together, type EditTarget, type Step } from '../edits/target.ts';
import type { PodReading } from '../pods/podReading.ts';

/**
 * What a leader and its workers come to: accelerators of all pods together, settings of the leader. Without workers of
 * their own all pods are like the leader.
 */
export function groupOfPods(
  size: Sourced<number>,
  leader: PodReading,
  workers: PodReading | null,
): Pick<Deployment, 'accelerator' | 'podsPerReplica' | 'cpuCores' | 'memoryGiB' | 'placement'> {
  const pods = Math.max(1, size.value);
  const each = workers ?? leader;
  const one = leader.values.accelerator ?? each.values.accelerator;
  const total =
    (leader.values.accelerator?.count.value ?? 0) +
    (pods - 1) * (each.values.accelerator?.count.value ?? 0);
  const accelerator: AcceleratorRequest | null =
    one === null || total === 0
      ? null
      : { ...named(one, each), count: { ...one.count, value: total } };
  // A machine has to hold the larger of the two.
  const larger = pods > 1 && asks(each) > asks(leader) ? each : leader;
  return {
    accelerator,
    podsPerReplica: { ...size, value: pods },
    cpuCores: larger.values.cpuCores,
    memoryGiB: larger.values.memoryGiB,
    placement: leader.values.placement.instanceType
      ? leader.values.placement
      : each.values.placement,
  };
}

/** A product that only the workers name holds for the group. */
function named(request: AcceleratorRequest, { values }: PodReading): AcceleratorRequest {
  if (request.product || !values.accelerator?.product) return request;
  return {
    ...request,
    product: values.accelerator.product,
    confidence: values.accelerator.confidence,
  };
}

function asks({ values }: PodReading): number {
  return (values.accelerator?.count.value ?? 0) * 1e6 + (values.cpuCores?.value ?? 0);
}

/**
 * A change that all pods of a replica have to follow: where they run, and what the engine is told where the workers start
 * it with flags of their own.
 */
export function inEveryPod(change: Change, leader: EditTarget, worker: EditTarget): Step {
  const steps = [stepOf(leader)(change)];
  if (concernsWorker(change, worker)) steps.push(stepOf(worker)(change));
  return together(steps);
}

function concernsWorker(change: Change, { pod, podSpec }: EditTarget): boolean {
  switch (change.kind) {
    case 'use-spot':
    case 'name-accelerator':
    case 'set-instance-type':
      return podSpec !== null;
    case 'set-engine-setting':
      return pod.serving?.takesFlags === true && pod.settingPlaces.size > 0;
    case 'set-model':
      return pod.modelPlace !== null;
    default:
      return false;
  }
}
