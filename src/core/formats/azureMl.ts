import type { Deployment, ModelReference, ReplicaSpecification } from '../model/deployment.ts';
import { fileIndex } from '../model/fileIndex.ts';
import type { Sourced } from '../model/sourced.ts';
import { triton } from './engines/triton.ts';
import type { EditableDeployment } from './edits/propose.ts';
import type { ReadContext } from './format.ts';
import { at, defaulted, isScalar, scalarAt, sourced, textAt, type Located } from './located.ts';
import type { Container } from './pods/container.ts';
import { collectNotes } from './pods/notes.ts';
import { acceleratorOfManaged, unnamedAccelerator } from './platforms/accelerators.ts';
import { fixedReplicas, platformDeployment, scaledReplicas } from './platforms/deployment.ts';
import { documentFormat, type DocumentRoot } from './platforms/documentFormat.ts';
import { environmentAt } from './platforms/environment.ts';
import { instanceWith, writeInstance } from './platforms/instances.ts';
import { numberAt, wholeAt, writtenAt } from './platforms/scalars.ts';
import { SERVED } from './platforms/scripts.ts';
import { readService } from './platforms/service.ts';
import { platformStep, type FieldPlace, type PlatformTarget } from './platforms/steps.ts';
import { parseGiB, parseQuantity } from './quantity.ts';

/** Online deployments of Azure Machine Learning (learn.microsoft.com, "YAML schema" of managed and Kubernetes ones). */
export const azureMl = documentFormat({
  id: 'azure-ml',
  documentation: {
    title: 'Azure ML online deployment',
    files:
      '`$schema` of a managed or Kubernetes online deployment, or `instance_type` with the other keys of one; batch deployments and jobs are not served models and are left alone',
    reads:
      'instance type and count, scale settings, the model, the environment’s image and variables, concurrent requests; joined with the traffic of the endpoint',
    edits:
      'the instance type by number of accelerators, `instance_count` or the scale settings, `environment_variables` of the engine',
  },
  mayRead: ({ text }) => /OnlineDeployment\.schema\.json|^instance_type\s*:/m.test(text),
  readDocument: (root, context) => {
    const kind = kindOf(root);
    return kind ? [readDeployment(kind, root, context)] : [];
  },
});

type Kind = 'managed' | 'kubernetes';

function kindOf(root: DocumentRoot): Kind | null {
  const schema = textAt(root, '$schema');
  if (schema !== null) {
    return /managedOnlineDeployment/i.test(schema)
      ? 'managed'
      : /kubernetesOnlineDeployment/i.test(schema)
        ? 'kubernetes'
        : null;
  }
  const has = (...keys: string[]): boolean => keys.some((key) => at(root, key) !== null);
  const isOnline =
    has('instance_type') &&
    has('endpoint_name') &&
    has('model', 'environment', 'code_configuration', 'instance_count');
  if (!isOnline) return null;
  return textAt(root, 'type') === 'kubernetes' ? 'kubernetes' : 'managed';
}

const SPELLING = { args: ['args'], env: ['environment_variables'], envIsMapping: true };

function readDeployment(
  kind: Kind,
  root: DocumentRoot,
  { catalog, files }: ReadContext,
): EditableDeployment {
  const nameNode = scalarAt(root, 'name');
  const instanceNode = scalarAt(root, 'instance_type');
  const nameSpan = (nameNode ?? instanceNode ?? root).node.span;
  const notes = collectNotes(root.file.source.uri, nameSpan);
  const image = scalarAt(root, 'environment', 'image') ?? scalarAt(root, 'environment');
  const container: Container = {
    layers: [root],
    name: '',
    image,
    command: null,
    args: [],
    exposure: SERVED,
    spelling: SPELLING,
  };
  const modelType = scalarAt(root, 'model', 'type');
  const isTriton = modelType && /triton/i.test(modelType.node.text);
  const service = readService({
    containers: [container],
    variables: environmentAt(root, 'environment_variables'),
    catalog,
    notes,
    known: isTriton ? { engine: triton, evidence: sourced(modelType, triton.id) } : null,
  });
  const instanceType = kind === 'managed' ? writtenAt(root, 'instance_type') : null;
  const concurrency = wholeAt(root, 'request_settings', 'max_concurrent_requests_per_instance');
  const { settings, model } = service.values;
  const deployment = platformDeployment(
    {
      format: azureMl.id,
      kind: kind === 'managed' ? 'managedOnlineDeployment' : 'kubernetesOnlineDeployment',
      name: nameNode?.node.text ?? 'deployment',
      nameSpan,
      object: root,
    },
    root,
    {
      ...service.values,
      settings:
        concurrency && !settings.maxSequences
          ? { ...settings, maxSequences: concurrency }
          : settings,
      model: model.id ? model : modelOf(at(root, 'model')),
      accelerator:
        kind === 'managed'
          ? acceleratorOfManaged('azure-ml', instanceType, catalog)
          : requestedBy(root),
      cpuCores: quantityAt(root, 'cpu', parseQuantity),
      memoryGiB: quantityAt(root, 'memory', parseGiB),
      placement: {
        provider: { ...sourced(root, 'azure' as const, nameSpan) },
        instanceType,
      },
      supply:
        kind === 'managed'
          ? { kind: 'managed', platform: 'azure-ml', instanceType }
          : { kind: 'replicas' },
      replicas: replicasOf(root),
      trafficShare: trafficShareOf(root, nameNode?.node.text ?? null, files),
      notes: notes.list,
    },
  );
  const target: PlatformTarget = {
    deployment,
    object: root,
    title: 'Azure ML',
    service,
    neverZero: 'An online deployment of Azure ML keeps at least one instance.',
    ...replicaPlaces(root),
    count: (count) => instanceWith(target, count, instanceNode, 'azure-ml', catalog),
    instance: kind === 'managed' ? (name) => writeInstance(instanceNode, name) : null,
  };
  return { deployment, step: platformStep(target) };
}

/** `azureml:NAME:VERSION`, a registry's URI, or a model that is written out. */
function modelOf(model: Located | null): ModelReference {
  if (!model) return { id: null, location: null };
  if (!isScalar(model)) {
    const path = writtenAt(model, 'path');
    return { id: writtenAt(model, 'name') ?? (path && named(path)), location: path };
  }
  const written = writtenAt(model);
  return { id: written && named(written), location: written };
}

function named(written: Sourced<string>): Sourced<string> | null {
  const name =
    /^azureml:\/\/.*\/models\/([^/]+)/.exec(written.value)?.[1] ??
    /^azureml:([^:@/]+)/.exec(written.value)?.[1];
  return name === undefined ? null : { ...written, value: name };
}

/** Resources of a Kubernetes deployment, whose instance types are a cluster's own. */
function requestedBy(root: DocumentRoot): Deployment['accelerator'] {
  for (const block of ['limits', 'requests']) {
    for (const key of ['nvidia.com/gpu', 'gpu']) {
      const count = numberAt(root, 'resources', block, key);
      if (count && count.value > 0) return unnamedAccelerator(count);
    }
  }
  return null;
}

function quantityAt(
  root: DocumentRoot,
  key: string,
  parse: (text: string) => number | null,
): Deployment['cpuCores'] {
  for (const block of ['requests', 'limits']) {
    const written = writtenAt(root, 'resources', block, key);
    const value = written && parse(written.value);
    if (written && value !== null) return { ...written, value };
  }
  return null;
}

function replicasOf(root: DocumentRoot): ReplicaSpecification {
  const scale = at(root, 'scale_settings');
  const count =
    wholeAt(root, 'instance_count') ??
    wholeAt(scale, 'instance_count') ??
    defaulted(1, 'instance_count', 'A deployment without a number has one instance');
  const isScaled = /target_utilization|^auto/.test(
    textAt(scale, 'type') ?? textAt(scale, 'scale_type') ?? '',
  );
  if (!scale || !isScaled) return fixedReplicas(count);
  const min =
    wholeAt(scale, 'min_instances') ??
    defaulted(1, 'min_instances', 'The schema’s default is one instance');
  const max =
    wholeAt(scale, 'max_instances') ??
    defaulted(1, 'max_instances', 'The schema’s default is one instance');
  const target = numberAt(scale, 'target_utilization_percentage');
  return scaledReplicas(min, max, scale, { metric: 'utilization', target });
}

function replicaPlaces(root: DocumentRoot): {
  readonly minReplicas: FieldPlace;
  readonly maxReplicas?: FieldPlace;
} {
  const scale = at(root, 'scale_settings');
  if (scale && at(scale, 'min_instances')) {
    return {
      minReplicas: { holder: scale, path: ['min_instances'] },
      maxReplicas: { holder: scale, path: ['max_instances'] },
    };
  }
  const older = scale && at(scale, 'instance_count') ? scale : root;
  return { minReplicas: { holder: older, path: ['instance_count'] } };
}

/** The share of the traffic that the endpoint gives to the deployment, where the endpoint is among the files. */
function trafficShareOf(
  root: DocumentRoot,
  name: string | null,
  files: ReadContext['files'],
): Sourced<number> | null {
  const endpointName = textAt(root, 'endpoint_name');
  if (name === null || endpointName === null) return null;
  for (const endpoint of endpoints(files, endpointName)) {
    const share = numberAt(endpoint, 'traffic', name);
    if (share && share.value < 100) return { ...share, value: share.value / 100 };
  }
  return null;
}

/** Documents that say how traffic is shared out, by their name. */
const endpoints = fileIndex((file) =>
  file.documents.flatMap(({ root: node }): [string, Located][] => {
    const endpoint = node && { file, node };
    const name = endpoint && at(endpoint, 'traffic') ? textAt(endpoint, 'name') : null;
    return endpoint && name !== null ? [[name, endpoint]] : [];
  }),
);
