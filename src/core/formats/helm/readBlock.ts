import { refuse } from '../edits/target.ts';
import { engineOfImage } from '../engines/engines.ts';
import type { ReadContext } from '../format.ts';
import type { NodeConstraint } from '../hardware/constraints.ts';
import type { AskedElsewhere } from '../hardware/request.ts';
import { acceleratorResource } from '../hardware/resources.ts';
import type { EngineHint } from '../kserve/component.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import {
  at,
  entriesAt,
  isHole,
  isMapping,
  scalarAt,
  sourced,
  textAt,
  type Located,
} from '../located.ts';
import { hintFrom, hintFromImage } from '../parts/hints.ts';
import { unknownAccelerator } from '../parts/instance.ts';
import type { Reading } from '../parts/objectFormat.ts';
import { readPart } from '../parts/part.ts';
import { containerOf, imageOfParts, type Container } from '../pods/container.ts';
import { parseQuantity } from '../quantity.ts';
import { ENGINE_KEYS, GPU_COUNTS, type ServerBlock } from './blocks.ts';
import { blockModel } from './blockModel.ts';
import { blockSettings } from './blockSettings.ts';
import { keyPlace } from './chartValues.ts';
import { claimSize } from './claims.ts';
import { scaledByValues } from './scaling.ts';

const ARGUMENTS: readonly (readonly string[])[] = [
  ['args'],
  ['extraArgs'],
  ['image', 'args'],
  ['vllm', 'extraArgs'],
  ['extraArguments'],
];

const ENVIRONMENTS: readonly (readonly string[])[] = [
  ['env'],
  ['envs'],
  ['envVars'],
  ['extraEnv'],
  ['extraEnvVars'],
  ['environment'],
  ['containerEnv'],
];

/** Reads one server of values without a schema of their own. */
export function readBlock(
  object: KubernetesObject,
  block: ServerBlock,
  context: ReadContext,
): Reading | null {
  const { node, path, around } = block;
  const root = around.at(-1) ?? node;
  const container = containerIn(block);
  const hint = hintOf(block, container);
  const selecting = [node, root].find((each) => at(each, 'nodeSelector') !== null) ?? null;
  const hasArguments = at(node, ...container.spelling.args)?.node.kind === 'sequence';
  return readPart(
    {
      format: 'helm',
      object,
      name: path.length === 0 ? null : path.join('.'),
      namePlace: placeOf(block),
      podSpec: selecting,
      lowerPodSpecs: selecting === node && root !== node ? [root] : [],
      containers: [container],
      hint,
      further: instanceIn([node, root]),
      askedElsewhere: asked(node, hint),
      fields: blockSettings(block),
      replicas: scaledByValues([node, ...around]),
      model: (pod) => (pod.values.model.id ? null : blockModel(block, context.catalog)),
      volumes: volumesOf(node, root),
      step: (change) =>
        change.kind === 'set-engine-setting' && !hasArguments && !isWritten(block, change.setting)
          ? refuse('Whether the chart passes it on to the engine is not known.')
          : null,
    },
    context,
  );
}

function isWritten(block: ServerBlock, setting: string): boolean {
  const { found } = blockSettings(block);
  return found !== undefined && setting in found;
}

/** The server's part of the values as a container; some charts write command and arguments beside the image's name. */
function containerIn({ node }: ServerBlock): Container {
  const args = ARGUMENTS.find((path) => at(node, ...path)?.node.kind === 'sequence') ?? ['args'];
  const env = ENVIRONMENTS.find((path) => at(node, ...path) !== null) ?? ['env'];
  const image = at(node, 'image');
  const layers = image && isMapping(image) && at(image, 'command') ? [node, image] : [node];
  const container = containerOf(layers, {
    args,
    env,
    envIsMapping: at(node, ...env)?.node.kind === 'mapping',
  });
  return container.image || !at(node, 'repository')
    ? container
    : { ...container, image: imageOfParts(node) };
}

/** The engine of the image, else of a word that names it (`framework: vllm`), else of the key. */
function hintOf({ node, path }: ServerBlock, container: Container): EngineHint | null {
  const byImage = hintFromImage(container);
  if (byImage) return byImage;
  const word = ENGINE_KEYS.map((key) => scalarAt(node, key)).find(
    (each) => each && !isHole(each) && engineOfImage(each.node.text) !== null,
  );
  if (word) return hintFrom(engineOfImage(word.node.text), word);
  const key = path.at(-1);
  return key === undefined ? null : hintFrom(engineOfImage(key), node);
}

function asked(node: Located, hint: EngineHint | null): readonly AskedElsewhere[] {
  if (asksInResources(node)) return [];
  const own = countOf(node);
  if (own.length > 0 || hint?.engine.id !== 'nim' || at(node, 'resources')) return own;
  return [unknownAccelerator('NIM runs on GPUs; how many stands in the chart’s own values')];
}

const INSTANCE_PATHS: readonly (readonly string[])[] = [
  ['resources', 'node_type'],
  ['instanceType'],
  ['nodeType'],
  ['node', 'instanceType'],
];

/** An instance type that the chart turns into a node selector of its own. */
function instanceIn(holders: readonly Located[]): NodeConstraint[] {
  const scalar = holders
    .flatMap((holder) => INSTANCE_PATHS.map((path) => scalarAt(holder, ...path)))
    .find((each) => each !== null && !isHole(each) && each.node.text !== '');
  return scalar
    ? [{ key: 'node.kubernetes.io/instance-type', values: [scalar], strength: 'required' }]
    : [];
}

function asksInResources(node: Located): boolean {
  return ['limits', 'requests'].some((block) =>
    entriesAt(node, 'resources', block).some(({ key }) => acceleratorResource(key) !== null),
  );
}

function countOf(node: Located): AskedElsewhere[] {
  const scalar = GPU_COUNTS.map((path) => scalarAt(node, ...path)).find((each) => each !== null);
  if (!scalar || textAt(node, 'gpu', 'enabled') === 'false') return [];
  const count = isHole(scalar) ? null : parseQuantity(scalar.node.text);
  return [
    {
      resource: 'nvidia.com/gpu',
      scalars: [scalar],
      count: count === null ? null : sourced(scalar, count),
    },
  ];
}

function placeOf({ node, path, around }: ServerBlock): Located | null {
  const key = path.at(-1);
  const [parent] = around;
  if (key === undefined || !parent) {
    return scalarAt(node, 'image', 'repository') ?? scalarAt(node, 'image');
  }
  // An item of a list goes by its name.
  if (at(parent, key)?.node !== node.node) return scalarAt(node, 'name') ?? scalarAt(node, 'image');
  return keyPlace(parent, key);
}

const SIZES: readonly (readonly string[])[] = [
  ['persistence', 'size'],
  ['persistentVolume', 'size'],
  ['storage', 'size'],
  ['pvc', 'size'],
  ['extraInit', 'pvcStorage'],
  ['pvcStorage'],
  ['hfCache', 'storage'],
  ['cache', 'size'],
];

function volumesOf(node: Located, root: Located): ReturnType<typeof claimSize> {
  for (const holder of node === root ? [node] : [node, root]) {
    for (const path of SIZES) {
      const found = claimSize(holder, path, path[0] ?? 'storage', true);
      if (found.length > 0) return found;
    }
  }
  return [];
}
