import type { MappingNode } from '../../syntax/tree.ts';
import { engineOfImage, isToolImage } from '../engines/engines.ts';
import { acceleratorResource } from '../hardware/resources.ts';
import {
  at,
  entriesAt,
  isHole,
  isMapping,
  isScalar,
  itemsAt,
  scalarAt,
  textAt,
  type Located,
} from '../located.ts';
import { containerOf, imageOfParts } from '../pods/container.ts';
import { parseQuantity } from '../quantity.ts';

/** A part of a chart's values that is one server: it names a model server's image or asks for accelerators. */
export interface ServerBlock {
  readonly node: Located<MappingNode>;
  /** Keys from the root to it. */
  readonly path: readonly string[];
  /** The mappings that hold it, the nearest first, the root last; empty for the root itself. */
  readonly around: readonly Located<MappingNode>[];
}

const DEPTH = 5;

/** Keys below which there is never a server. */
const NEVER =
  /^(defaults|resources|image|images|env|envs|envVars|extraEnv|affinity|nodeSelector|tolerations|initContainers?|volumes|volumeMounts|extra[A-Z]\w*|sidecars|.*[pP]robe|securityContext|podSecurityContext|service|ingress|metrics|tests?|annotations|labels|podAnnotations|podLabels|strategy|updateStrategy|job|jobs|benchmark|.*[dD]evicePlugin|gpu-feature-discovery|dcgm.*)$/;

/** Images that hold accelerators without serving; charts of operators, drivers and training carry them. */
const NOT_A_SERVER =
  /device-plugin|dcgm|exporter|feature-discovery|gpu-operator|driver|notebook|jupyter|nemo-rl|train|finetun|megatron|slurm|power-agent/i;

/** Every server that the values describe, in order. Parts that are switched off are left out. */
export function serverBlocks(root: Located<MappingNode>): readonly ServerBlock[] {
  const found: ServerBlock[] = [];
  const visit = (
    node: Located<MappingNode>,
    path: readonly string[],
    around: readonly Located<MappingNode>[],
  ): void => {
    if (isSwitchedOff(node)) return;
    if (isServer(node, path, around)) found.push({ node, path, around });
    if (path.length >= DEPTH) return;
    for (const { key, value } of entriesAt(node)) {
      if (NEVER.test(key)) continue;
      if (isMapping(value)) visit(value, [...path, key], [node, ...around]);
      for (const [index, item] of itemsAt(node, key).entries()) {
        const name = textAt(item, 'name') ?? String(index + 1);
        if (isMapping(item)) visit(item, [...path, key, name], [node, ...around]);
      }
    }
  };
  visit(root, [], []);
  return found;
}

function isSwitchedOff(node: Located): boolean {
  return (
    textAt(node, 'enabled') === 'false' ||
    textAt(node, 'create') === 'false' ||
    textAt(node, 'deployed') === 'false' ||
    textAt(node, 'disabled') === 'true'
  );
}

function isServer(
  node: Located<MappingNode>,
  path: readonly string[],
  around: readonly Located<MappingNode>[],
): boolean {
  const image = imageIn(node);
  if (image !== null && (NOT_A_SERVER.test(image) || isToolImage(image))) return false;
  if (image !== null && engineOfImage(image) !== null) return !isInImageList(node, around);
  const inResources = acceleratorsInResources(node);
  const count = inResources ?? ownCount(node);
  // A number of GPUs alone may be a limit of a node pool, or a detail of a server described around it.
  if (count === null || (inResources === null && image === null && !namesEngine(node)))
    return false;
  const whole = [node, ...around];
  return (
    engineOfKey(path.at(-1)) ||
    whole.some((each) => namesModel(each)) ||
    (image !== null && whole.some((each) => isReachable(each)) && !trains(around))
  );
}

/** Keys that say which image it is, and nothing of what runs it. */
const IMAGE_KEYS =
  /^(image|images|imagePullPolicy|repository|registry|tag|version|pullPolicy|digest)$/;

/** True for one of several images that a chart keeps for what others run: neither it nor one beside it says anything else. */
function isInImageList(
  node: Located<MappingNode>,
  [parent]: readonly Located<MappingNode>[],
): boolean {
  if (parent === undefined || !holdsImageAlone(node)) return false;
  const alike = entriesAt(parent).filter(
    ({ value }) => isMapping(value) && imageIn(value) !== null && holdsImageAlone(value),
  );
  return alike.length > 1;
}

function holdsImageAlone(node: Located): boolean {
  return entriesAt(node).every(({ key }) => IMAGE_KEYS.test(key));
}

/** The image of a part of the values, however it is written; null where there is none. */
function imageIn(node: Located<MappingNode>): string | null {
  const image = containerOf([node]).image ?? (at(node, 'repository') ? imageOfParts(node) : null);
  return image && !isHole(image) && image.node.text !== '' ? image.node.text : null;
}

function namesEngine(node: Located): boolean {
  return ENGINE_KEYS.some((key) => engineOfImage(textAt(node, key) ?? '') !== null);
}

/** Where charts name the engine in a word. */
export const ENGINE_KEYS = [
  'framework',
  'engine',
  'backend',
  'runtime',
  'inferenceEngine',
] as const;

/** How many accelerators `resources` ask for; null for none. */
function acceleratorsInResources(node: Located<MappingNode>): number | null {
  for (const block of ['limits', 'requests']) {
    for (const { key, value } of entriesAt(node, 'resources', block)) {
      if (acceleratorResource(key) === null || !isScalar(value)) continue;
      const count = isHole(value) ? 1 : parseQuantity(value.node.text);
      return count !== null && count > 0 ? count : null;
    }
  }
  return null;
}

/** How many a count of the chart's own asks for; null for none. */
function ownCount(node: Located<MappingNode>): number | null {
  const own = GPU_COUNTS.map((path) => scalarAt(node, ...path)).find((each) => each !== null);
  const count = own && !isHole(own) ? parseQuantity(own.node.text) : null;
  return count !== null && count > 0 ? count : null;
}

/** Where charts keep a number of GPUs of their own. */
export const GPU_COUNTS: readonly (readonly string[])[] = [
  ['gpus'],
  ['gpuCount'],
  ['numGpus'],
  ['num_gpus'],
  ['numGPUs'],
  ['gpu', 'count'],
  ['gpu', 'number'],
  ['image', 'numGpus'],
  ['model', 'numGpus'],
  ['resources', 'gpu'],
  ['resources', 'gpus'],
];

function engineOfKey(key: string | undefined): boolean {
  return key !== undefined && engineOfImage(key) !== null;
}

function namesModel(node: Located): boolean {
  return [
    'model',
    'modelId',
    'modelName',
    'modelID',
    'modelPath',
    'modelUrl',
    'modelURL',
    'model_id',
    'model_name',
    'modelRepositoryPath',
    'models',
  ].some((key) => at(node, key) !== null);
}

function isReachable(node: Located): boolean {
  return [
    'service',
    'port',
    'ports',
    'readinessProbe',
    'livenessProbe',
    'containerPort',
    'servicePort',
    'ingress',
  ].some((key) => at(node, key) !== null);
}

/** Values of a training cluster: its head and workers hold accelerators, and nothing serves. */
function trains(around: readonly Located<MappingNode>[]): boolean {
  return around.some((each) => {
    const image = imageIn(each);
    return image !== null && NOT_A_SERVER.test(image);
  });
}
