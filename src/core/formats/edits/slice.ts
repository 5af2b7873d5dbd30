import type { ScalarNode, SyntaxNode } from '../../syntax/tree.ts';
import { setPath, setScalar } from '../../syntax/yamlEdit.ts';
import { findParent, isOwnEntry, nodesOf } from '../../syntax/yamlPlace.ts';
import type { Span } from '../../text/span.ts';
import { PARTITION_LABEL } from '../hardware/request.ts';
import { isHole, writable, type Located } from '../located.ts';
import {
  belongsTo,
  inFile,
  NO_PLACE,
  refuse,
  together,
  treeOf,
  type EditTarget,
  type Step,
} from './target.ts';

const WHOLE = 'nvidia.com/gpu';

/**
 * Asks for slices (MIG) in place of whole accelerators: by the name of the resource, limits and requests together. On GKE the
 * resource keeps its name, and a node label says how the accelerators are divided.
 */
export function useSlice(target: EditTarget, profile: string, count: number): Step {
  const { deployment, pod, podSpec } = target;
  const { accelerator, placement } = deployment;
  if (!accelerator) return refuse('It asks for no accelerator.');
  if (accelerator.slice) return refuse('It asks for a slice already.');
  const { tensorParallel, pipelineParallel } = deployment.settings;
  const ranks = (tensorParallel?.value ?? 1) * (pipelineParallel?.value ?? 1);
  if (deployment.podsPerReplica.value > 1 || ranks > 1) {
    return refuse(
      'Slices do not talk to each other: a model that is spread over several needs whole ones.',
    );
  }
  const [place, ...others] = pod.countPlaces;
  if (!place || place.scalars.length === 0) return refuse(NO_PLACE);
  if (others.length > 0) return refuse('Several containers ask for accelerators.');
  if (place.resource !== WHOLE) return refuse(`${place.resource} has no slices.`);
  if (place.scalars.some(isHole)) {
    return refuse('A template fills in how many accelerators it gets.');
  }
  if (!place.scalars.every((scalar) => belongsTo(target.object, scalar))) {
    return refuse('A runtime that others may use asks for the accelerators.');
  }
  if (placement.provider?.value !== 'gcp') {
    return together(place.scalars.map((scalar) => rename(scalar, profile, count)));
  }
  if (!podSpec) return refuse('There is no pod spec to write to.');
  const spec = writable(podSpec);
  return together([
    inFile(spec, setPath(treeOf(spec), spec.node, ['nodeSelector', PARTITION_LABEL], profile)),
    ...place.scalars.map((scalar) => setCount(scalar, count)),
  ]);
}

function setCount(scalar: Located<ScalarNode>, count: number): Step {
  if (Number(scalar.node.text) === count) return { edits: [] };
  return inFile(scalar, setScalar(treeOf(scalar), scalar.node, count));
}

/** Another name for the resource that the scalar counts, in the quotes of the old one. */
function rename(scalar: Located<ScalarNode>, profile: string, count: number): Step {
  const tree = treeOf(scalar);
  const parent = findParent(tree.root, scalar.node);
  const entry = parent?.entry;
  if (entry?.key !== WHOLE || parent?.node.kind !== 'mapping') return refuse(NO_PLACE);
  if (!isOwnEntry(parent.node, entry) || isShared(tree.root, entry.keySpan)) {
    return refuse('Other places of the file use the same value.');
  }
  const written = tree.text.slice(entry.keySpan.start, entry.keySpan.end);
  const newText = written.replace(WHOLE, `nvidia.com/mig-${profile}`);
  if (newText === written) return refuse(NO_PLACE);
  const edits = [{ span: entry.keySpan, newText }];
  return together([
    inFile(scalar, { edits, place: 'value', sharedBy: 0 }),
    setCount(scalar, count),
  ]);
}

/** True where an alias stands for what holds the place. */
function isShared(root: SyntaxNode | null, { start, end }: Span): boolean {
  for (const { aliasSpan, span } of nodesOf(root)) {
    if (aliasSpan !== undefined && span.start <= start && end <= span.end) return true;
  }
  return false;
}
