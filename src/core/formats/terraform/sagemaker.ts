import type { Catalog } from '../../model/catalog.ts';
import type { Deployment, ReplicaSpecification, Supply } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { EditableDeployment } from '../edits/propose.ts';
import { refuse, together, type Step } from '../edits/target.ts';
import { at, defaulted, scalarAt, sourced, type Located } from '../located.ts';
import { acceleratorOfManaged } from '../platforms/accelerators.ts';
import { fixedReplicas, scaledReplicas } from '../platforms/deployment.ts';
import { neverZero } from '../sagemaker/scaling.ts';
import { servedModelOf } from './sagemakerModel.ts';
import { platformStep, type PlatformTarget } from '../platforms/steps.ts';
import { collectNotes } from '../pods/notes.ts';
import { placed, resourceDeployment, resourceStep, type ResourceContext } from './deployments.ts';
import {
  blockAt,
  blocksAt,
  noteHoles,
  numberIn,
  textIn,
  valueAt,
  writeAttribute,
  type Resource,
} from './resource.ts';

/** Endpoint configurations of SageMaker: every variant is a deployment, shadows too. */
export function readEndpointConfiguration(
  resource: Resource,
  context: ResourceContext,
): EditableDeployment[] {
  const variants = [
    ...blocksAt(resource.body, 'production_variants'),
    ...blocksAt(resource.body, 'shadow_production_variants'),
  ];
  const total = variants.reduce(
    (sum, each) => sum + (numberIn(each, 'initial_variant_weight')?.value ?? 1),
    0,
  );
  return variants.map((variant, index) =>
    readVariant(resource, variant, variants.length > 1 ? index : null, total, context),
  );
}

function readVariant(
  resource: Resource,
  variant: Located,
  index: number | null,
  totalWeight: number,
  context: ResourceContext,
): EditableDeployment {
  const notes = collectNotes(resource.body.file.source.uri, resource.block.nameSpan);
  const { catalog } = context;
  noteHoles(variant, ['instance_type', 'initial_instance_count'], resource, notes);
  const serverless = blockAt(variant, 'serverless_config');
  const instance = valueAt(variant, 'instance_type');
  const instanceType = textIn(variant, 'instance_type');
  const isServerless = serverless !== null && instance === null;
  const service = servedModelOf(resource, variant, context, notes);
  const replicas = isServerless
    ? serverlessReplicas(serverless)
    : replicasOf(variant, resource, context);
  const weight = numberIn(variant, 'initial_variant_weight');
  const name = textIn(variant, 'variant_name')?.value ?? String((index ?? 0) + 1);
  const memory = isServerless ? numberIn(serverless, 'memory_size_in_mb') : null;
  const volume = numberIn(variant, 'volume_size_in_gb');
  const deployment = resourceDeployment(resource, context, notes, {
    part: index === null ? null : name,
    object: variant,
    ...service.values,
    accelerator: isServerless ? null : acceleratorOfManaged('aws-sagemaker', instanceType, catalog),
    memoryGiB: memory && { ...memory, value: memory.value / 1024 },
    placement: placed(context, resource, 'aws', {
      instanceType: isServerless ? null : instanceType,
      purchase: isServerless ? sourced(serverless, 'serverless') : null,
    }),
    supply: supplyOf(isServerless ? serverless : null, instanceType),
    replicas: replicas.specification,
    volumes: volume
      ? [{ name: 'storage', sizeGiB: volume, storageClass: null, shared: false }]
      : [],
    trafficShare:
      weight && index !== null && totalWeight > 0
        ? { ...weight, value: weight.value / totalWeight }
        : null,
  });
  const target: PlatformTarget = {
    deployment,
    // The container that the variant serves is a resource beside it.
    object: context.root,
    ownUris: deployment.uris,
    title: 'SageMaker',
    service,
    neverZero: blockAt(resource.body, 'async_inference_config') ? null : neverZero,
  };
  return {
    deployment,
    step: resourceStep(resource, target, {
      replicas: replicas.write,
      count: (count) =>
        together([
          instanceFor(count, resource, variant, deployment, catalog),
          ranks(count, target),
        ]),
      instance: (name) => writeAttribute(resource, variant, 'instance_type', name),
    }),
  };
}

interface VariantReplicas {
  readonly specification: ReplicaSpecification;
  readonly write: Parameters<typeof resourceStep>[2]['replicas'];
}

/** The scalable target of Application Auto Scaling, else the managed scaling of the variant, else its number. */
function replicasOf(
  variant: Located,
  resource: Resource,
  { others }: ResourceContext,
): VariantReplicas {
  const initial =
    numberIn(variant, 'initial_instance_count') ??
    defaulted(1, 'initial_instance_count', 'A variant starts with one instance');
  const managed = blockAt(variant, 'managed_instance_scaling');
  const target = scalableTarget(variant, resource, others);
  if (target) {
    return limits(target.body, target, 'min_capacity', 'max_capacity', initial);
  }
  if (managed && textIn(managed, 'status')?.value !== 'DISABLED') {
    return limits(managed, resource, 'min_instance_count', 'max_instance_count', initial);
  }
  return {
    specification: fixedReplicas(initial),
    write: (min, max) =>
      min !== undefined && max !== undefined && min !== max
        ? { refused: 'A range of replicas needs an autoscaler.' }
        : writeAttribute(resource, variant, 'initial_instance_count', min ?? max ?? initial.value),
  };
}

function limits(
  holder: Located,
  resource: Resource,
  minimum: string,
  maximum: string,
  initial: Sourced<number>,
): VariantReplicas {
  const min = numberIn(holder, minimum) ?? initial;
  const max = numberIn(holder, maximum) ?? min;
  return {
    specification: scaledReplicas(min, max, holder),
    write: (least, most) => [
      ...(least === undefined ? [] : [writeAttribute(resource, holder, minimum, least)]),
      ...(most === undefined ? [] : [writeAttribute(resource, holder, maximum, most)]),
    ],
  };
}

/** The target whose `resource_id` names the endpoint of the configuration, or the only one for SageMaker. */
function scalableTarget(
  variant: Located,
  { block }: Resource,
  others: readonly Resource[],
): Resource | null {
  const targets = others.filter(
    (each) =>
      each.block.type === 'aws_appautoscaling_target' &&
      (textIn(each.body, 'service_namespace')?.value === 'sagemaker' ||
        (textIn(each.body, 'scalable_dimension')?.value ?? '').startsWith('sagemaker:')),
  );
  const name = textIn(variant, 'variant_name')?.value;
  const ofVariant = targets.filter((each) => {
    const id = at(each.body, 'resource_id');
    const text = id?.node.kind === 'scalar' ? id.node.text : '';
    const last = /\/variant\/([\w-]+)/.exec(text)?.[1];
    return last === undefined || name === undefined || last === name;
  });
  const configurations = others.filter(({ block: other }) => other.type === block.type);
  if (ofVariant.length === 1 && configurations.length <= 1) return ofVariant[0] ?? null;
  const endpoints = others.filter(
    (each) =>
      each.block.type === 'aws_sagemaker_endpoint' &&
      mentions(each, 'endpoint_config_name', `${block.type}.${block.name}`),
  );
  return (
    ofVariant.find((each) =>
      endpoints.some((endpoint) =>
        mentions(each, 'resource_id', `aws_sagemaker_endpoint.${endpoint.block.name}`),
      ),
    ) ?? null
  );
}

/** True when the attribute as it is written refers to a resource. */
function mentions({ source, body }: Resource, attribute: string, address: string): boolean {
  const written = scalarAt(source ?? body, attribute)?.node.text ?? '';
  const at = written.indexOf(address);
  return at >= 0 && !/[\w-]/.test(written.charAt(at + address.length));
}

function supplyOf(serverless: Located | null, instanceType: Sourced<string> | null): Supply {
  if (!serverless) return { kind: 'managed', platform: 'aws-sagemaker', instanceType };
  return {
    kind: 'serverless',
    platform: 'aws-sagemaker',
    concurrency: defaulted(1, 'concurrency', 'A serverless instance answers one request at a time'),
    provisioned: numberIn(serverless, 'provisioned_concurrency'),
    idleSeconds: null,
  };
}

function serverlessReplicas(serverless: Located): VariantReplicas {
  const none = defaulted(
    0,
    'provisioned_concurrency',
    'Nothing is kept warm unless it is provisioned',
  );
  return {
    specification: scaledReplicas(
      numberIn(serverless, 'provisioned_concurrency') ?? none,
      numberIn(serverless, 'max_concurrency'),
      serverless,
      { metric: 'concurrency' },
    ),
    write: null,
  };
}

/** Ranks that the container is told follow the accelerators. */
function ranks(count: number, target: PlatformTarget): Step {
  const { tensorParallel, pipelineParallel } = target.deployment.settings;
  const stages = pipelineParallel?.value ?? 1;
  if (!tensorParallel || tensorParallel.value * stages === count) return { edits: [] };
  if (count % stages !== 0) return refuse('Pipeline parallel ranks do not divide it.');
  const value = count / stages;
  return platformStep(target)({ kind: 'set-engine-setting', setting: 'tensorParallel', value });
}

/** An instance type of the same family that has the number of accelerators. */
function instanceFor(
  count: number,
  resource: Resource,
  variant: Located,
  { accelerator, placement }: Deployment,
  catalog: Catalog,
): Step {
  const now = placement.instanceType?.value.replace(/^ml\./, '') ?? '';
  const product = accelerator?.product?.value;
  if (product === undefined) return { refused: 'Which accelerator it has is not known.' };
  const family = now.replace(/\..*$/s, '');
  const region = placement.region?.value ?? 'us-east-1';
  const fitting = catalog
    .instancesWith(product, 'aws', region)
    .find(
      ({ instance }) =>
        instance.acceleratorCount === count && instance.name.replace(/\..*$/s, '') === family,
    );
  return fitting
    ? writeAttribute(resource, variant, 'instance_type', `ml.${fitting.instance.name}`)
    : { refused: `No instance of the family ${family} has ${count} of them.` };
}
