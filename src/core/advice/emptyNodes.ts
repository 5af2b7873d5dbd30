import { emptyShare, type Packing } from '../cost/packing.ts';

/** Of a machine that is brought up for a deployment, at most this share may be left to pods that nobody knows of. */
const mostEmpty = 0.25;

/**
 * True where the price by the share would be paid only if others filled the rest: a replica with one of the eight
 * accelerators of a machine brings up all eight. What runs on the machines of today is as shared as it is.
 */
export function leavesNodesEmpty(
  instance: string,
  packing: Packing,
  replicas: number,
  instanceToday: string | null,
): boolean {
  if (instance === instanceToday) return false;
  return emptyShare(Math.max(1, replicas), packing, 1) > mostEmpty;
}
