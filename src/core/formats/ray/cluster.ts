import type { ReadReplicas } from '../kubernetes/replicas.ts';
import { at, defaulted, itemsAt, scalarAt, textAt, type Located } from '../located.ts';
import { fixedReplicas, rangeOfReplicas, unwrittenReplicas } from '../parts/replicas.ts';
import type { PodGroupInput } from '../parts/part.ts';
import { asksForAccelerators } from '../hardware/request.ts';
import { containersOf, type Container } from '../pods/container.ts';
import { countAt } from '../quantity.ts';

/** One group of pods of a Ray cluster. */
export interface RayGroup {
  readonly name: string;
  readonly namePlace: Located;
  readonly podSpec: Located | null;
  readonly containers: readonly Container[];
  readonly replicas: ReadReplicas;
  /** Set where one replica is several hosts. */
  readonly group: PodGroupInput | null;
  readonly asksForAccelerators: boolean;
}

/**
 * The head and the worker groups of a `RayClusterSpec`. Worker groups scale between their limits only where the in-tree
 * autoscaler is on; without it `replicas` counts (`ray-operator/apis/ray/v1/raycluster_types.go` of kuberay).
 */
export function groupsOf(cluster: Located): readonly RayGroup[] {
  const isScaled = textAt(cluster, 'enableInTreeAutoscaling') === 'true';
  const head = at(cluster, 'headGroupSpec');
  const workers = itemsAt(cluster, 'workerGroupSpecs').map((worker, index) => {
    const name = scalarAt(worker, 'groupName');
    return groupOf(
      worker,
      name?.node.text ?? `workers-${index + 1}`,
      name ?? worker,
      workerReplicas(worker, isScaled),
    );
  });
  const one = unwrittenReplicas(1, 'A Ray cluster has one head');
  return head ? [groupOf(head, 'head', head, one), ...workers] : workers;
}

function groupOf(
  node: Located,
  name: string,
  namePlace: Located,
  replicas: ReadReplicas,
): RayGroup {
  const podSpec = at(node, 'template', 'spec');
  const containers = containersOf(podSpec);
  const hosts = countAt(node, ['numOfHosts']);
  return {
    name,
    namePlace,
    podSpec,
    containers,
    replicas,
    group: hosts && hosts.value > 1 ? { size: hosts, worker: null } : null,
    asksForAccelerators: containers.some(asksForAccelerators),
  };
}

function workerReplicas(worker: Located, isScaled: boolean): ReadReplicas {
  if (!isScaled) {
    const fallback = countAt(worker, ['minReplicas'])?.value ?? 0;
    return fixedReplicas(worker, ['replicas'], fallback, 'Without a number Ray starts the minimum');
  }
  return rangeOfReplicas({
    holder: worker,
    minPath: ['minReplicas'],
    maxPath: ['maxReplicas'],
    minFallback: defaulted(0, 'minReplicas', 'Ray scales a group to zero unless told otherwise'),
    maxFallback: null,
    autoscaler: { kind: 'platform', metric: null, target: null },
  });
}
