import { setScalar } from '../../syntax/yamlEdit.ts';
import { isHole } from '../located.ts';
import { setEngineSetting } from './engineSetting.ts';
import { ranksBesideTensor } from './ranks.ts';
import {
  belongsTo,
  inFile,
  refuse,
  together,
  treeOf,
  type EditTarget,
  type Step,
} from './target.ts';

/** Writes how many accelerators a replica gets: limits and requests together, and tensor parallelism with them. */
export function setAcceleratorCount(target: EditTarget, count: number): Step {
  const { pod, deployment } = target;
  if (!Number.isInteger(count) || count < 1) return refuse('That is no number of accelerators.');
  if (deployment.podsPerReplica.value > 1) {
    return refuse('The replica spans several pods; their split is a decision of its own.');
  }
  const [place, ...others] = pod.countPlaces;
  if (!place || place.scalars.length === 0 || others.length > 0) {
    return refuse(
      others.length > 0
        ? 'Several containers ask for accelerators.'
        : 'How many accelerators it gets is not written in this config.',
    );
  }
  const writes = place.scalars.map((scalar): Step => {
    if (isHole(scalar)) return refuse('A template fills in how many accelerators it gets.');
    const isOther = scalar.file.source.uri !== target.object.file.source.uri;
    if (isOther && !belongsTo(target.object, scalar)) {
      return refuse('A runtime that others may use says how many accelerators it gets.');
    }
    if (Number(scalar.node.text) === count) return { edits: [] };
    return inFile(scalar, setScalar(treeOf(scalar), scalar.node, count));
  });
  return together([...writes, spread(target, count)]);
}

/** Ranks must multiply to the accelerators of the replica; pipeline and data parallelism stay as they are. */
function spread(target: EditTarget, count: number): Step {
  const { settings } = target.deployment;
  const { serving } = target.pod;
  if (!serving?.engine.settings.tensorParallel) return { edits: [] };
  const { engine } = serving;
  if (!serving.takesFlags && !settings.tensorParallel) return { edits: [] };
  const fixed = ranksBesideTensor(settings);
  if (count % fixed !== 0) return refuse('Pipeline and data parallel ranks do not divide it.');
  const tensorParallel = count / fixed;
  if ((settings.tensorParallel?.value ?? impliedBy(engine.id, count)) === tensorParallel) {
    return { edits: [] };
  }
  return setEngineSetting(target, 'tensorParallel', tensorParallel);
}

/** Text Generation Inference and NIM take all accelerators they see; the others take one unless told. */
function impliedBy(engine: string, count: number): number {
  return engine === 'tgi' || engine === 'nim' || engine === 'triton' ? count : 1;
}
