import { setPath } from '../../syntax/yamlEdit.ts';
import { isHole, scalarAt, writable } from '../located.ts';
import type { ReplicaPlace } from '../kubernetes/replicas.ts';
import { deploymentModeOf } from '../kserve/replicas.ts';
import { inFile, refuse, together, treeOf, type EditTarget, type Step } from './target.ts';

/** Writes the limits where they are: the workload, its autoscaler, or annotations. */
export function setReplicas(
  target: EditTarget,
  min: number | undefined,
  max: number | undefined,
): Step {
  const { place } = target.replicas;
  if (!place) return refuse('The number of replicas is not written in this config.');
  const impossible = min === 0 ? whyNotZero(target) : null;
  if (impossible !== null) return refuse(impossible);
  if (place.maxPath === null) {
    if (min !== undefined && max !== undefined && min !== max) {
      return refuse('A range of replicas needs an autoscaler.');
    }
    const count = min ?? max;
    return count === undefined ? { edits: [] } : write(place, place.minPath, count);
  }
  return together([
    ...(min === undefined ? [] : [write(place, place.minPath, min)]),
    ...(max === undefined ? [] : [write(place, place.maxPath, max)]),
  ]);
}

function whyNotZero({ deployment, object }: EditTarget): string | null {
  const { autoscaler } = deployment.replicas;
  if (autoscaler?.kind === 'hpa') return 'A HorizontalPodAutoscaler does not scale to zero.';
  const isStandard = deployment.format === 'kserve' && deploymentModeOf(object) === 'standard';
  if (isStandard && autoscaler?.kind !== 'keda') {
    return 'In Standard mode KServe raises 0 replicas to 1.';
  }
  return null;
}

function write(place: ReplicaPlace, path: readonly string[], count: number): Step {
  const written = scalarAt(place.holder, ...path);
  if (written && isHole(written)) return refuse('A template fills in the number of replicas.');
  if (written?.node.text === String(count)) return { edits: [] };
  const value = place.quoted ? String(count) : count;
  // A number that is written is changed where it stands, one that is not is added to the object or its patch.
  const holder = written ?? writable(place.holder);
  return inFile(holder, setPath(treeOf(holder), holder.node, written ? [] : path, value));
}
