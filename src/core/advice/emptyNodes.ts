import { emptyShare, type Packing } from '../cost/packing.ts';
import type { CostEstimate } from '../model/estimate.ts';

/** Of the machines that are brought up for a deployment, at most this share may be left to pods that nobody knows of. */
const mostEmpty = 0.25;

/** The machines of today, and the share of them that the deployment leaves to others, 0–1. */
export interface NodesToday {
  readonly instance: string;
  readonly empty: number;
}

/** Null where it is not known what the deployment runs on. */
export function nodesToday({ hardware, replicas }: CostEstimate): NodesToday | null {
  const instance = hardware?.instance?.instance;
  if (!hardware || !instance) return null;
  const packing = packingOf(hardware.nodeShare, instance.vcpus);
  return { instance: instance.name, empty: emptyShare(Math.max(1, replicas.min), packing, 1) };
}

/** The packing of a replica that takes such a share of a node; machines without a CPU count are sold by the accelerator. */
export function packingOf(nodeShare: number, vcpus: number | null): Packing {
  return {
    fits: true,
    nodesPerReplica: nodeShare,
    podsPerNode: vcpus === null ? null : Math.max(1, Math.floor(1 / nodeShare + 1e-9)),
    limit: 'accelerators',
  };
}

/**
 * True where the price by the share would be paid only if others filled the rest: a replica with one of the eight
 * accelerators of a machine brings up all eight. Machines that are there today may stay as shared as they are.
 */
export function leavesNodesEmpty(
  instance: string,
  packing: Packing,
  replicas: number,
  today: NodesToday | null,
): boolean {
  const allowed = today?.instance === instance ? Math.max(mostEmpty, today.empty) : mostEmpty;
  return emptyShare(Math.max(1, replicas), packing, 1) > allowed + 1e-9;
}
