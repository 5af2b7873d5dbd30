import type { Supply } from '../model/deployment.ts';
import { inFile, refuse, treeOf, type Step } from './edits/target.ts';
import { setScalar } from '../syntax/yamlEdit.ts';
import type { ReadContext } from './format.ts';
import type { KubernetesObject } from './kubernetes/objects.ts';
import type { ReadReplicas } from './kubernetes/replicas.ts';
import { at, defaulted, isHole, isMapping, scalarAt, sourced, type Located } from './located.ts';
import { hintFromImage } from './parts/hints.ts';
import { wholeInstance } from './parts/instance.ts';
import { modelNamed, modelOfUri } from './parts/modelUri.ts';
import type { PodReading } from './pods/podReading.ts';
import { objectFormat, skip, type Reading } from './parts/objectFormat.ts';
import { readPart, type NamedModel } from './parts/part.ts';
import { fixedReplicas, rangeOfReplicas } from './parts/replicas.ts';
import { containerOf } from './pods/container.ts';
import { asksForAccelerators } from './hardware/request.ts';

/**
 * The inference operator of SageMaker HyperPod. Fields from its CRD reference (docs.aws.amazon.com/sagemaker,
 * "Deploy models on HyperPod", November 2026).
 */
export const hyperPod = objectFormat({
  id: 'hyperpod',
  title: 'SageMaker HyperPod',
  documentation: {
    title: 'SageMaker HyperPod inference',
    files:
      '`kind: InferenceEndpointConfig` and `kind: JumpStartModel` of `inference.sagemaker.aws.amazon.com`',
    reads:
      'instance type, replicas or `autoScalingSpec`, model source, the worker with image, `args`, `environmentVariables` and resources',
    edits:
      'engine flags and variables of the worker, accelerator count, replicas; the instance type belongs to the cluster and is left alone',
  },
  groups: ['inference.sagemaker.aws.amazon.com'],
  read(object, context) {
    const spec = at(object, 'spec');
    if (object.kind !== 'InferenceEndpointConfig' && object.kind !== 'JumpStartModel') return null;
    if (!spec || !isMapping(spec)) return [skip(object, 'It has no spec.')];
    const reading = readEndpoint(object, spec, context);
    return reading ? [reading] : null;
  },
});

function readEndpoint(
  object: KubernetesObject,
  spec: Located,
  context: ReadContext,
): Reading | null {
  const { catalog } = context;
  const worker = at(spec, 'worker');
  const holder = worker && isMapping(worker) ? worker : spec;
  if (!isMapping(holder)) return null;
  const container = containerOf([holder], { env: ['environmentVariables'] });
  const instanceNode = scalarAt(spec, 'instanceType') ?? scalarAt(spec, 'server', 'instanceType');
  const instance = wholeInstance(instanceNode, catalog);
  const asks = asksForAccelerators(container);
  return readPart(
    {
      format: 'hyperpod',
      object,
      name: null,
      podSpec: spec,
      lowerPodSpecs: [],
      containers: [container],
      hint: hintFromImage(container),
      further: instance.further,
      askedElsewhere: asks ? [] : instance.askedElsewhere,
      replicas: replicasOf(spec),
      model: (pod) => modelOf(spec, pod, context) ?? (pod.values.model.id ? null : jumpStart(spec)),
      supply: supplyOf(instanceNode),
      step: (change): Step | null => {
        switch (change.kind) {
          case 'use-spot':
          case 'name-accelerator':
          case 'set-instance-type':
            return refuse('Instances of a HyperPod cluster belong to its instance groups.');
          case 'set-accelerator-count':
            return asks ? null : refuse('The instance type decides about the accelerators.');
          case 'set-model': {
            const id = scalarAt(spec, 'modelSourceConfig', 'huggingFaceModel', 'modelId');
            return id ? inFile(id, setScalar(treeOf(id), id.node, change.id)) : null;
          }
          default:
            return null;
        }
      },
    },
    context,
  );
}

/** Instances of HyperPod are billed like those of SageMaker, by the hour at its prices. */
function supplyOf(instance: ReturnType<typeof scalarAt>): Supply {
  return {
    kind: 'managed',
    platform: 'aws-sagemaker',
    instanceType: instance && !isHole(instance) ? sourced(instance, instance.node.text) : null,
  };
}

function replicasOf(spec: Located): ReadReplicas {
  const fixed = fixedReplicas(
    spec,
    ['replicas'],
    1,
    'The operator runs one replica unless told otherwise',
  );
  const scaling = at(spec, 'autoScalingSpec');
  const isRange =
    at(scaling, 'minReplicaCount') !== null || at(scaling, 'maxReplicaCount') !== null;
  if (!scaling || !isRange) return fixed;
  const trigger = at(scaling, 'cloudWatchTrigger') ?? at(scaling, 'prometheusTrigger');
  return rangeOfReplicas({
    holder: scaling,
    minPath: ['minReplicaCount'],
    maxPath: ['maxReplicaCount'],
    minFallback: defaulted(
      1,
      'minReplicaCount',
      'The operator keeps one replica unless told otherwise',
    ),
    maxFallback: fixed.specification.min,
    autoscaler: {
      kind: 'keda',
      metric: scalarAt(trigger, 'metricName')?.node.text ?? null,
      target: null,
    },
  });
}

/** Where the folder in the bucket does not tell which model it holds, the worker may: by the name that it serves. */
function modelOf(spec: Located, pod: PodReading, { catalog }: ReadContext): NamedModel | null {
  const source = at(spec, 'modelSourceConfig');
  const published = modelNamed(scalarAt(source, 'huggingFaceModel', 'modelId'));
  if (published) return published;
  const location = scalarAt(source, 'modelLocation');
  if (!location) return null;
  const { node } = location;
  const path = { file: location.file, node: { ...node, text: `s3://${node.text}` } };
  const named = modelOfUri(path, scalarAt(spec, 'modelName'), catalog);
  const served = pod.values.model.id;
  return named && !named.model.id && served
    ? { model: { ...named.model, id: served }, place: null }
    : named;
}

/** A JumpStart model goes by the hub's name for it. */
function jumpStart(spec: Located): NamedModel | null {
  const named = modelNamed(scalarAt(spec, 'model', 'modelId') ?? scalarAt(spec, 'modelName'));
  return named && { ...named, place: null };
}
