import { isHole, type Located } from '../located.ts';
import { engineOfImage, isToolImage } from '../engines/engines.ts';
import type { Container } from '../pods/container.ts';
import type { WorkloadKind } from './workloads.ts';

/** Keys of resources and taints that only pods for accelerators name. */
const ACCELERATOR_KEY =
  /\b(nvidia\.com\/gpu|amd\.com\/gpu|google\.com\/tpu|habana\.ai\/gaudi)(?![.\w])/;

/**
 * True for a pod of a chart that a template keeps in the dark: its image is filled in, and a container's name is an
 * engine's, or the pod is made for accelerators. DaemonSets are left out: theirs are drivers and exporters.
 */
export function isTemplatedServer(
  kind: WorkloadKind,
  podSpec: Located | null,
  containers: readonly Container[],
): boolean {
  const filled = containers.filter(
    ({ image, name }) => image !== null && isHole(image) && !isToolImage(name),
  );
  if (podSpec === null || filled.length === 0 || kind.kind === 'DaemonSet') return false;
  const { start, end } = podSpec.node.span;
  const text = podSpec.file.source.text.slice(start, end);
  return ACCELERATOR_KEY.test(text) || filled.some(({ name }) => engineOfImage(name) !== null);
}
