import type { Catalog } from '../model/catalog.ts';
import type { Deployment, ReplicaSpecification } from '../model/deployment.ts';
import type { Sourced } from '../model/sourced.ts';
import { setPath } from '../syntax/yamlEdit.ts';
import type { EditableDeployment } from './edits/propose.ts';
import { inFile, refuse, treeOf } from './edits/target.ts';
import { setValues } from './edits/values.ts';
import type { ReadContext } from './format.ts';
import {
  at,
  defaulted,
  isScalar,
  itemsAt,
  scalarAt,
  sourced,
  textAt,
  type Located,
} from './located.ts';
import { collectNotes } from './pods/notes.ts';
import type { Variables } from './pods/variables.ts';
import { fixedReplicas, platformDeployment, scaledReplicas } from './platforms/deployment.ts';
import { documentFormat, type DocumentRoot } from './platforms/documentFormat.ts';
import { environmentAt } from './platforms/environment.ts';
import { gpuRequest, type GpuText } from './platforms/gpuText.ts';
import { cloudOf } from './platforms/site.ts';
import { numberAt, wholeAt, writtenAt } from './platforms/scalars.ts';
import { platformVariable, scriptContainer } from './platforms/scripts.ts';
import { readService } from './platforms/service.ts';
import { platformStep, withRanks, type PlatformTarget } from './platforms/steps.ts';
import { fileStem, folderName } from './uris.ts';

/** dstack services (dstack.ai/docs/reference/dstack.yml/service). */
export const dstack = documentFormat({
  id: 'dstack',
  documentation: {
    title: 'dstack service',
    files:
      '`type: service` with `commands` or an `image` that runs a model server or asks for GPUs',
    reads:
      '`resources.gpu` in every form, spot policy, backends, regions and instance types, replicas and scaling, the engine’s flags in `commands` with `env`',
    edits:
      'flags in `commands`, the model in `env`, the GPU’s name and number, `spot_policy`, `replicas`',
  },
  mayRead: ({ text }) => /^["']?type["']?\s*:\s*["']?service\b/m.test(text),
  readDocument: (root, context) => {
    const read = textAt(root, 'type') === 'service' ? readDstack(root, context) : null;
    return read ? [read] : [];
  },
});

const SPELLING = { args: ['commands'], env: ['env'], envIsMapping: true };

function readDstack(root: DocumentRoot, { catalog }: ReadContext): EditableDeployment | null {
  const commands = itemsAt(root, 'commands').filter(isScalar);
  const image = scalarAt(root, 'image');
  if (commands.length === 0 && !image) return null;
  const nameNode = scalarAt(root, 'name');
  const nameSpan = (nameNode ?? scalarAt(root, 'type') ?? root).node.span;
  const notes = collectNotes(root.file.source.uri, nameSpan);
  const gpu = gpuRequest(at(root, 'resources', 'gpu'), catalog, notes);
  const model = scalarAt(root, 'model') ?? scalarAt(root, 'model', 'name');
  const service = readService({
    containers: commands.map((command) => scriptContainer(root, command, image, SPELLING)),
    variables: variablesOf(root, gpu),
    catalog,
    notes,
  });
  if (!service.serving && !gpu && !model) return null;
  const deployment = platformDeployment(
    {
      format: dstack.id,
      kind: 'service',
      name: nameNode?.node.text ?? stemOf(root),
      nameSpan,
      object: root,
    },
    root,
    {
      ...service.values,
      ...(service.values.model.id || !model
        ? {}
        : { model: { ...service.values.model, id: sourced(model, model.node.text) } }),
      accelerator: gpu?.request ?? null,
      cpuCores: atLeast(root, 'cpu'),
      memoryGiB: atLeast(root, 'memory'),
      placement: placementOf(root, catalog),
      supply: { kind: 'replicas' },
      inCluster: false,
      ownMachines: true,
      replicas: replicasOf(root),
      notes: notes.list,
    },
  );
  const target: PlatformTarget = {
    deployment,
    object: root,
    title: 'dstack',
    service,
    ...replicaPlaces(root),
    spot: () => inFile(root, setPath(treeOf(root), root.node, ['spot_policy'], 'spot')),
    count: gpu?.setCount
      ? (count) => withRanks(target, gpu.setCount?.(count) ?? { edits: [] }, count)
      : null,
    accelerator: gpu?.setName ?? null,
  };
  return { deployment, step: platformStep(target) };
}

/** `.dstack.yml` names nothing: then the folder does. */
function stemOf({ file }: DocumentRoot): string {
  const stem = fileStem(file);
  return /^(dstack)?$/.test(stem) ? folderName(file) : stem;
}

function variablesOf(root: DocumentRoot, gpu: GpuText | null): Variables {
  const own = environmentAt(root, 'env');
  if (!gpu) return own;
  const count = platformVariable('DSTACK_GPUS_NUM', gpu.place, String(gpu.request.count.value));
  const perNode = platformVariable(
    'DSTACK_GPUS_PER_NODE',
    gpu.place,
    String(gpu.request.count.value),
  );
  return new Map([count, perNode, ...own]);
}

/** `4`, `4..`, `16GB..32GB`: the least that is asked for. `x86:8` names an architecture. */
function atLeast(root: DocumentRoot, key: string): Sourced<number> | null {
  const written = writtenAt(root, 'resources', key) ?? writtenAt(root, 'resources', key, 'count');
  const match = /^(?:\w+:)?(\d+(?:\.\d+)?)\s*(MB|GB|TB)?(?:\.\.|$)/i.exec(written?.value ?? '');
  if (!written || !match) return null;
  const unit = { MB: 1 / 1024, TB: 1024 }[(match[2] ?? '').toUpperCase()] ?? 1;
  return { ...written, value: Number(match[1]) * unit };
}

function placementOf(root: DocumentRoot, catalog: Catalog): Deployment['placement'] {
  const policy = writtenAt(root, 'spot_policy');
  const backend = only(root, 'backends');
  const instanceType = only(root, 'instance_types');
  const instance = instanceType && catalog.instance(instanceType.value);
  return {
    provider: cloudOf(backend) ?? (instance ? { ...instanceType, value: instance.provider } : null),
    region: only(root, 'regions'),
    instanceType,
    purchase:
      policy?.value === 'spot'
        ? { ...policy, value: 'spot' }
        : policy?.value === 'on-demand'
          ? { ...policy, value: 'on-demand' }
          : null,
    spotPermitted: policy?.value === 'auto' ? { ...policy, value: true } : null,
  };
}

/** The one item of a list; null where it leaves a choice. */
function only(root: Located, key: string): Sourced<string> | null {
  const [first, ...others] = itemsAt(root, key).filter(isScalar);
  return first && others.length === 0 ? sourced(first, first.node.text) : null;
}

/** A range is one text of two numbers; its `scaling` counts requests per second. */
function replicaPlaces(root: DocumentRoot): Pick<PlatformTarget, 'minReplicas' | 'autoscaler'> {
  const isRange = (textAt(root, 'replicas') ?? '').includes('..');
  return {
    minReplicas: isRange ? null : { holder: root, path: ['replicas'] },
    autoscaler: ({ min, max, load }) =>
      load
        ? setValues(root, [
            [['replicas'], `${min}..${max}`],
            [['scaling', 'metric'], 'rps'],
            [['scaling', 'target'], load.requestsPerSecond],
          ])
        : refuse('What a replica can take in requests per second is not known.'),
  };
}

/** `replicas: 2`, `0..4`, or `{min, max}`. */
function replicasOf(root: DocumentRoot): ReplicaSpecification {
  const scaling = at(root, 'scaling');
  const target = numberAt(scaling, 'target');
  const metric = textAt(scaling, 'metric');
  const replicas = at(root, 'replicas');
  const one = defaulted(1, 'replicas', 'A service without a number runs once');
  if (!replicas) return fixedReplicas(one);
  if (!isScalar(replicas)) {
    const min = wholeAt(replicas, 'min') ?? defaulted(0, 'replicas', 'A range without a minimum');
    return scaledReplicas(min, wholeAt(replicas, 'max'), scaling ?? replicas, { metric, target });
  }
  const range = /^(\d*)\.\.(\d*)$/.exec(replicas.node.text.trim());
  if (!range) return fixedReplicas(wholeAt(root, 'replicas') ?? one);
  const [, min = '', max = ''] = range;
  return scaledReplicas(
    sourced(replicas, Number(min === '' ? 0 : min)),
    max === '' ? null : sourced(replicas, Number(max)),
    scaling ?? replicas,
    { metric, target },
  );
}
