import type { Catalog } from '../../model/catalog.ts';
import type { Deployment, Supply } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { EditableDeployment } from '../edits/propose.ts';
import { at, defaulted, sourced, type Located } from '../located.ts';
import { collectNotes } from '../pods/notes.ts';
import { acceleratorOfManaged } from '../platforms/accelerators.ts';
import { platformDeployment, scaledReplicas } from '../platforms/deployment.ts';
import type { DocumentRoot } from '../platforms/documentFormat.ts';
import { instanceWith, writeInstance } from '../platforms/instances.ts';
import { numberOf } from '../platforms/scalars.ts';
import { platformStep, type PlatformTarget } from '../platforms/steps.ts';
import { componentsOn } from './components.ts';
import { containerDefinition, readContainer } from './container.ts';
import { isOpen, resolvedAt, resolvedScalar } from './resolve.ts';
import { neverZero, replicasOf, wholeIn, type VariantReplicas } from './scaling.ts';
import { functionOf, referredTo, type Resource, type Template } from './template.ts';

/** One variant of an endpoint configuration, and its place among the others. */
export interface Variant {
  readonly node: Located;
  readonly config: Resource;
  /** Null where it is the only one. */
  readonly part: string | null;
  readonly isShadow: boolean;
  /** Weights of all variants that share the traffic. */
  readonly totalWeight: number;
}

export function readVariant(
  variant: Variant,
  template: Template,
  root: DocumentRoot,
  format: string,
  catalog: Catalog,
): EditableDeployment {
  const { node, config, part } = variant;
  const notes = collectNotes(root.file.source.uri, config.keySpan);
  const name = resolvedScalar(node, template, 'VariantName');
  for (const key of ['InstanceType', 'InitialInstanceCount']) {
    const written = at(node, key);
    if (written && isOpen(node, template, key)) {
      notes.add('unresolved-reference', `${key} is a parameter without a default.`, written);
    }
  }
  const components = componentsOn(variant, template);
  const model = referredTo(at(node, 'ModelName'), template, 'ModelName');
  const [component, ...others] = components;
  const definition = model
    ? containerDefinition(model.properties, template)
    : component
      ? component.definition
      : null;
  if (others.length > 0) {
    const names = others.map(({ resource }) => resource.logicalId).join(', ');
    notes.add('unsupported', `Further models share the instances: ${names}.`, node);
  }
  const service = readContainer(definition, template, catalog, notes);
  const instance = resolvedScalar(node, template, 'InstanceType');
  const instanceType = instance && sourced(instance, instance.node.text);
  const serverless = resolvedAt(node, template, 'ServerlessConfig');
  const replicas = serverless
    ? serverlessReplicas(serverless, template)
    : replicasOf(node, config, name?.node.text ?? null, part === null, template);
  const deployment = platformDeployment(
    {
      format,
      kind: config.type,
      name: config.logicalId,
      nameSpan: config.keySpan,
      object: config.node,
      part,
    },
    root,
    {
      ...service.values,
      accelerator: serverless ? null : acceleratorOfManaged('aws-sagemaker', instanceType, catalog),
      memoryGiB: serverless && gibibytesIn(serverless, template),
      placement: {
        provider: { ...sourced(config.node, 'aws' as const, config.keySpan) },
        instanceType: serverless ? null : instanceType,
        purchase: serverless && sourced(serverless, 'serverless'),
      },
      supply: supplyOf(serverless, instanceType, template),
      replicas: replicas.specification,
      volumes: volumesOf(node, template),
      trafficShare: trafficOf(variant, template),
      notes: notes.list,
    },
  );
  const target: PlatformTarget = {
    deployment,
    object: root,
    title: 'SageMaker',
    service,
    neverZero:
      serverless || components.length > 0 || at(config.properties, 'AsyncInferenceConfig')
        ? null
        : neverZero,
    ownUris: template.given.uris,
    minReplicas: writable(replicas.minReplicas, template),
    maxReplicas: writable(replicas.maxReplicas, template),
    count: (count) => instanceWith(target, count, instance, 'aws-sagemaker', catalog),
    instance: (name) => writeInstance(instance, name),
  };
  return { deployment, step: platformStep(target) };
}

/** Where a limit refers to a parameter with a default, that default is what an edit changes. */
function writable(
  place: VariantReplicas['minReplicas'],
  template: Template,
): VariantReplicas['minReplicas'] {
  const written = place && at(place.holder, ...place.path);
  if (!place || !written || !functionOf(written)) return place;
  const value = resolvedScalar(place.holder, template, ...place.path);
  return value ? { holder: value, path: [] } : place;
}

function supplyOf(
  serverless: Located | null,
  instanceType: Sourced<string> | null,
  template: Template,
): Supply {
  if (!serverless) return { kind: 'managed', platform: 'aws-sagemaker', instanceType };
  return {
    kind: 'serverless',
    platform: 'aws-sagemaker',
    concurrency: defaulted(1, 'concurrency', 'A serverless instance answers one request at a time'),
    provisioned: wholeIn(serverless, template, 'ProvisionedConcurrency'),
    idleSeconds: null,
  };
}

function serverlessReplicas(serverless: Located, template: Template): VariantReplicas {
  const provisioned = wholeIn(serverless, template, 'ProvisionedConcurrency');
  const none = defaulted(
    0,
    'ProvisionedConcurrency',
    'Nothing is kept warm unless it is provisioned',
  );
  const max = wholeIn(serverless, template, 'MaxConcurrency');
  return {
    specification: scaledReplicas(provisioned ?? none, max, serverless, { metric: 'concurrency' }),
    minReplicas: provisioned ? { holder: serverless, path: ['ProvisionedConcurrency'] } : null,
    maxReplicas: { holder: serverless, path: ['MaxConcurrency'] },
  };
}

function gibibytesIn(serverless: Located, template: Template): Sourced<number> | null {
  const megabytes = wholeIn(serverless, template, 'MemorySizeInMB');
  return megabytes && { ...megabytes, value: megabytes.value / 1024 };
}

function volumesOf(variant: Located, template: Template): Deployment['volumes'] {
  const size = wholeIn(variant, template, 'VolumeSizeInGB');
  return size ? [{ name: 'storage', sizeGiB: size, storageClass: null, shared: false }] : [];
}

/** The variant's weight among those that share the traffic; a shadow sees all of it. */
function trafficOf(
  { node, part, isShadow, totalWeight }: Variant,
  template: Template,
): Sourced<number> | null {
  const weight = resolvedScalar(node, template, 'InitialVariantWeight');
  const value = weight && numberOf(weight);
  if (!value || part === null || isShadow || totalWeight <= 0) return null;
  return { ...value, value: value.value / totalWeight };
}
