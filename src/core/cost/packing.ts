import type { InstanceType } from '../model/catalog.ts';

/** What one pod takes from a node. */
export interface PodRequest {
  /** Whole accelerators; a slice counts as its fraction. 0 on CPU. */
  readonly accelerators: number;
  /** Null = the config does not say; the pod then takes no share by that resource. */
  readonly cpuCores: number | null;
  readonly memoryGiB: number | null;
  readonly podsPerReplica: number;
  /** True where a pod takes a whole machine, whatever it asks of it. */
  readonly ownMachine: boolean;
}

export interface Packing {
  /** False when a node of this type cannot hold one pod as it is requested. */
  readonly fits: boolean;
  /** Nodes one replica takes: its pods × the larger of their shares of accelerators, CPU and memory. */
  readonly nodesPerReplica: number;
  /** Pods of this kind one node holds at once, at least 1; null when the offer is sold by the accelerator. */
  readonly podsPerNode: number | null;
  /** What decides the share. */
  readonly limit: 'accelerators' | 'cpu' | 'memory';
}

const rounding = 1e-9;

/**
 * How pods of one kind share nodes of one type. Without a CPU count the offer is sold by the accelerator (TPU chips,
 * community GPUs), so any number of them can be taken.
 */
export function packOn(instance: InstanceType, pod: PodRequest): Packing {
  const lacking = pod.accelerators > 0 && instance.acceleratorCount <= 0;
  const accelerators =
    pod.accelerators > 0 && !lacking ? pod.accelerators / instance.acceleratorCount : 0;
  if (instance.vcpus === null) {
    return {
      fits: true,
      nodesPerReplica: accelerators * pod.podsPerReplica,
      podsPerNode: null,
      limit: 'accelerators',
    };
  }
  const cpu = ratio(pod.cpuCores, allocatableCores(instance.vcpus));
  const memory =
    instance.memoryGiB === null
      ? 0
      : ratio(pod.memoryGiB, allocatableMemoryGiB(instance.memoryGiB));
  const largest = Math.max(accelerators, cpu, memory);
  // A pod that asks for a little more CPU than a node can give still needs one node, not 1.05; one that asks for
  // accelerators the machine does not have will never start on it, and the machine is paid all the same.
  const asked = lacking ? 1 : Math.max(accelerators, Math.min(1, Math.max(cpu, memory)), rounding);
  const share = pod.ownMachine ? Math.max(1, asked) : asked;
  return {
    fits: !lacking && largest <= 1 + rounding,
    nodesPerReplica: share * pod.podsPerReplica,
    podsPerNode: Math.max(1, Math.floor(1 / share + rounding)),
    limit: largest === accelerators ? 'accelerators' : largest === cpu ? 'cpu' : 'memory',
  };
}

function ratio(asked: number | null, allocatable: number): number {
  return asked === null ? 0 : asked / Math.max(allocatable, rounding);
}

/** Whole nodes that hold this many replicas when nothing else runs on them. */
export function wholeNodes(replicas: number, packing: Packing, podsPerReplica: number): number {
  if (packing.podsPerNode === null) return replicas * packing.nodesPerReplica;
  // A pod larger than a node takes several: its share says how many.
  const nodesPerPod = Math.max(1, Math.ceil(packing.nodesPerReplica / podsPerReplica - rounding));
  const nodes = Math.ceil((replicas * podsPerReplica) / packing.podsPerNode - rounding);
  return Math.max(0, nodes) * nodesPerPod;
}

/** Share of the nodes' price that such replicas leave to others, 0–1; 0 where parts of a machine are sold. */
export function emptyShare(replicas: number, packing: Packing, podsPerReplica: number): number {
  const whole = wholeNodes(replicas, packing, podsPerReplica);
  return whole > 0 ? Math.max(0, 1 - (replicas * packing.nodesPerReplica) / whole) : 0;
}

/**
 * What a Kubernetes node leaves to pods, after the reservations Google publishes for GKE ("Plan node sizes", 2026);
 * other clouds differ by a few percent.
 */
export function allocatableCores(vcpus: number): number {
  return (
    vcpus -
    tiers(vcpus, [
      [1, 0.06],
      [1, 0.01],
      [2, 0.005],
      [Infinity, 0.0025],
    ])
  );
}

export function allocatableMemoryGiB(memoryGiB: number): number {
  const reserved = tiers(memoryGiB, [
    [4, 0.25],
    [4, 0.2],
    [8, 0.1],
    [112, 0.06],
    [Infinity, 0.02],
  ]);
  const evictionThreshold = 0.1;
  return Math.max(0, memoryGiB - reserved - evictionThreshold);
}

function tiers(total: number, steps: readonly (readonly [size: number, share: number])[]): number {
  let left = total;
  let sum = 0;
  for (const [size, share] of steps) {
    const part = Math.min(left, size);
    sum += part * share;
    left -= part;
  }
  return sum;
}
