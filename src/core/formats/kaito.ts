import type { Change } from '../model/change.ts';
import type { Deployment } from '../model/deployment.ts';
import { setScalar } from '../syntax/yamlEdit.ts';
import { inFile, refuse, treeOf, type Step } from './edits/target.ts';
import { embeddedIn } from './embedded.ts';
import { others } from './engines/vendors.ts';
import { vllm } from './engines/vllm.ts';
import type { ReadContext } from './format.ts';
import { nearest, objectsNamed } from './kubernetes/joins.ts';
import type { KubernetesObject } from './kubernetes/objects.ts';
import { readReplicas, type ReadReplicas } from './kubernetes/replicas.ts';
import {
  at,
  defaulted,
  entriesAt,
  isMapping,
  isScalar,
  scalarAt,
  textAt,
  type Located,
} from './located.ts';
import { hintFrom } from './parts/hints.ts';
import { unknownAccelerator, wholeInstance } from './parts/instance.ts';
import { writeInstance } from './platforms/instances.ts';
import { modelNamed } from './parts/modelUri.ts';
import { objectFormat, type Reading } from './parts/objectFormat.ts';
import { readPart } from './parts/part.ts';
import { fixedReplicas, rangeOfReplicas, unwrittenReplicas } from './parts/replicas.ts';
import { containerOf, containersOf } from './pods/container.ts';
import type { SettingFields } from './pods/settings.ts';
import { countAt } from './quantity.ts';

/**
 * KAITO: machines of an instance type with a preset model on them. Fields from `api/v1beta1/workspace_types.go` and
 * `inferenceset_types.go` of kaito-project/kaito; those of a Workspace stand at the top of the object.
 */
export const kaito = objectFormat({
  id: 'kaito',
  title: 'KAITO',
  documentation: {
    title: 'KAITO',
    files:
      '`kind: Workspace` with `inference`, `kind: InferenceSet` and `kind: RAGEngine` of `kaito.sh`',
    reads:
      'instance type and count, preset or template, replicas of an InferenceSet; joined with the ConfigMap that holds the settings of vLLM. A Workspace with `tuning` trains and is left out',
    edits:
      'the preset, replicas of an InferenceSet, settings of vLLM in the ConfigMap, the instance type, which decides about accelerators',
  },
  groups: ['kaito.sh'],
  read(object, context) {
    switch (object.kind) {
      case 'Workspace':
        return at(object, 'inference') ? present(readInference(object, object, context)) : null;
      case 'InferenceSet': {
        const template = at(object, 'spec', 'template');
        return template ? present(readInference(object, template, context)) : null;
      }
      case 'RAGEngine':
        return present(readRagEngine(object, context));
      default:
        return null;
    }
  },
});

function present(reading: Reading | null): readonly Reading[] {
  return reading ? [reading] : [];
}

const SETTINGS: SettingFields['paths'] = {
  tensorParallel: ['vllm', 'tensor-parallel-size'],
  pipelineParallel: ['vllm', 'pipeline-parallel-size'],
  maxModelLength: ['vllm', 'max-model-len'],
  maxSequences: ['vllm', 'max-num-seqs'],
  maxBatchedTokens: ['vllm', 'max-num-batched-tokens'],
  memoryFraction: ['vllm', 'gpu-memory-utilization'],
  quantization: ['vllm', 'quantization'],
  dataType: ['vllm', 'dtype'],
  kvCacheDataType: ['vllm', 'kv-cache-dtype'],
  prefixCaching: ['vllm', 'enable-prefix-caching'],
  chunkedPrefill: ['vllm', 'enable-chunked-prefill'],
  enforceEager: ['vllm', 'enforce-eager'],
};

function readInference(
  object: KubernetesObject,
  holder: Located,
  context: ReadContext,
): Reading | null {
  const { catalog, files } = context;
  const preset = scalarAt(holder, 'inference', 'preset', 'name');
  const template = at(holder, 'inference', 'template', 'spec');
  const written = containersOf(template);
  const instanceNode = scalarAt(holder, 'resource', 'instanceType');
  const instance = wholeInstance(instanceNode, catalog);
  const settings = settingsOf(object, holder, context);
  const nodes = countAt(holder, ['resource', 'count']);
  const containers =
    written.length > 0 ? written : isMapping(holder) ? [containerOf([holder])] : [];
  return readPart(
    {
      format: 'kaito',
      object,
      name: null,
      podSpec: template,
      lowerPodSpecs: [],
      containers,
      hint: hintFrom(vllm, preset ?? object),
      further: instance.further,
      askedElsewhere:
        instance.accelerators === null
          ? [unknownAccelerator('A preset runs on GPUs; how many is not in the files')]
          : instance.askedElsewhere,
      ...(settings ? { fields: settings } : {}),
      replicas: (notes) =>
        object.kind === 'InferenceSet'
          ? setReplicas(object, () =>
              readReplicas(object, { ...KIND, kind: object.kind }, files, notes),
            )
          : unwrittenReplicas(1, 'A Workspace is one replica'),
      group: nodes && nodes.value > 1 ? { size: nodes, worker: null } : null,
      model: () => modelNamed(preset),
      uris: settings ? [settings.holder.file.source.uri] : [],
      amend: withTensorParallel,
      step: (change) =>
        change.kind === 'set-instance-type'
          ? writeInstance(instanceNode, change.instanceType)
          : carryOut(change, written.length > 0, settings !== null),
    },
    context,
  );
}

const KIND = {
  kind: 'InferenceSet',
  group: /^kaito\.sh$/,
  podSpecPath: [],
  templatePath: [],
  replicasPath: ['spec', 'replicas'],
};

const SCALED = 'scaledobject.kaito.sh/';

/** Annotations by which KAITO makes a KEDA ScaledObject of its own. */
function setReplicas(object: KubernetesObject, otherwise: () => ReadReplicas): ReadReplicas {
  const annotations = at(object, 'metadata', 'annotations');
  if (!annotations || textAt(annotations, `${SCALED}auto-provision`) !== 'true') return otherwise();
  const own = fixedReplicas(object, ['spec', 'replicas'], 1, 'An InferenceSet runs one replica');
  return rangeOfReplicas({
    holder: annotations,
    minPath: [`${SCALED}min-replicas`],
    maxPath: [`${SCALED}max-replicas`],
    minFallback: own.specification.min,
    maxFallback: null,
    autoscaler: {
      kind: 'keda',
      metric: textAt(annotations, `${SCALED}metricName`),
      target: countAt(annotations, [`${SCALED}threshold`]),
    },
    quoted: true,
  });
}

/** The settings of vLLM in the ConfigMap that `inference.config` names. */
function settingsOf(
  object: KubernetesObject,
  holder: Located,
  { files }: ReadContext,
): SettingFields | null {
  const name = textAt(holder, 'inference', 'config');
  const configMap = name === null ? null : nearest(objectsNamed(files, 'ConfigMap', name), object);
  for (const { value } of entriesAt(configMap, 'data')) {
    const root = isScalar(value) ? embeddedIn(value) : null;
    if (root && at(root, 'vllm')) return { holder: root, paths: SETTINGS };
  }
  return null;
}

/** KAITO gives vLLM every GPU of the machine. */
function withTensorParallel(deployment: Deployment): Deployment {
  const { accelerator, settings, podsPerReplica } = deployment;
  const perPod = (accelerator?.count.value ?? 1) / podsPerReplica.value;
  if (settings.tensorParallel || perPod <= 1) return deployment;
  const tensorParallel = defaulted(
    perPod,
    'tensor parallel size',
    'KAITO uses all GPUs of a machine',
  );
  return { ...deployment, settings: { ...settings, tensorParallel } };
}

function carryOut(change: Change, hasTemplate: boolean, hasSettings: boolean): Step | null {
  switch (change.kind) {
    case 'use-spot':
    case 'name-accelerator':
    case 'set-accelerator-count':
      return hasTemplate && change.kind !== 'set-accelerator-count'
        ? null
        : refuse('The instance type decides about the machine.');
    case 'set-engine-setting':
      return hasTemplate || hasSettings
        ? null
        : refuse('Settings of the engine belong in a ConfigMap that `inference.config` names.');
    default:
      return null;
  }
}

function readRagEngine(object: KubernetesObject, context: ReadContext): Reading | null {
  const spec = at(object, 'spec') ?? object;
  if (!isMapping(spec)) return null;
  const instanceNode = scalarAt(spec, 'compute', 'instanceType');
  const instance = wholeInstance(instanceNode, context.catalog);
  const model = scalarAt(spec, 'embedding', 'local', 'modelID');
  return readPart(
    {
      format: 'kaito',
      object,
      name: null,
      podSpec: null,
      lowerPodSpecs: [],
      containers: [containerOf([spec])],
      hint: hintFrom(others, model ?? object),
      further: instance.further,
      askedElsewhere: instance.askedElsewhere,
      replicas: fixedReplicas(spec, ['compute', 'count'], 1, 'A RAGEngine runs on one machine'),
      model: () => modelNamed(model),
      step: (change) =>
        change.kind === 'set-model' && model
          ? inFile(model, setScalar(treeOf(model), model.node, change.id))
          : change.kind === 'set-instance-type'
            ? writeInstance(instanceNode, change.instanceType)
            : change.kind === 'set-replicas'
              ? null
              : refuse('The instance type decides about the machine.'),
    },
    context,
  );
}
