import type { EditableDeployment } from '../edits/propose.ts';
import { refuse, together } from '../edits/target.ts';
import type { SkippedObject } from '../format.ts';
import { defaulted } from '../located.ts';
import { acceleratorOfManaged } from '../platforms/accelerators.ts';
import { fixedReplicas, scaledReplicas } from '../platforms/deployment.ts';
import { typeAndSize } from '../platforms/instances.ts';
import { cloudOf } from '../platforms/site.ts';
import type { PlatformTarget } from '../platforms/steps.ts';
import { collectNotes } from '../pods/notes.ts';
import { placed, resourceDeployment, resourceStep, type ResourceContext } from './deployments.ts';
import {
  blockAt,
  noteHoles,
  numberIn,
  textIn,
  valueAt,
  writeAttribute,
  type Resource,
} from './resource.ts';

/** `huggingface_endpoint` (registry.terraform.io/providers/issamemari/huggingface). */
export function readHuggingFace(
  resource: Resource,
  context: ResourceContext,
): EditableDeployment[] {
  const compute = blockAt(resource.body, 'compute');
  const scaling = blockAt(compute, 'scaling');
  const cloud = blockAt(resource.body, 'cloud') ?? blockAt(resource.body, 'provider');
  const model = blockAt(resource.body, 'model');
  if (!compute) return [];
  const notes = collectNotes(resource.body.file.source.uri, resource.block.nameSpan);
  noteHoles(compute, ['instance_type', 'instance_size'], resource, notes);
  noteHoles(model, ['repository'], resource, notes);
  const type = textIn(compute, 'instance_type');
  const size = textIn(compute, 'instance_size');
  const instance = type && { ...type, value: size ? `${type.value}-${size.value}` : type.value };
  const min =
    numberIn(scaling, 'min_replica') ??
    defaulted(1, 'min_replica', 'An endpoint keeps one replica unless told otherwise');
  const deployment = resourceDeployment(resource, context, notes, {
    model: { id: textIn(model, 'repository'), location: null },
    accelerator: acceleratorOfManaged('hf-endpoints', instance, context.catalog),
    placement: {
      provider: cloudOf(textIn(cloud, 'vendor')),
      region: textIn(cloud, 'region'),
      instanceType: instance,
    },
    supply: { kind: 'managed', platform: 'hf-endpoints', instanceType: instance },
    replicas: scaledReplicas(min, numberIn(scaling, 'max_replica') ?? min, scaling ?? compute),
  });
  const repository = model && valueAt(model, 'repository');
  const target: PlatformTarget = { deployment, object: resource.body, title: 'Hugging Face' };
  const step = resourceStep(resource, target, {
    replicas: (least, most) =>
      scaling
        ? [
            ...(least === undefined
              ? []
              : [writeAttribute(resource, scaling, 'min_replica', least)]),
            ...(most === undefined ? [] : [writeAttribute(resource, scaling, 'max_replica', most)]),
          ]
        : { refused: 'It has no scaling block.' },
    instance: (name) => {
      const words = typeAndSize(name);
      if (!words) return refuse(`${name} is no instance of Hugging Face.`);
      return together([
        writeAttribute(resource, compute, 'instance_type', words.type),
        writeAttribute(resource, compute, 'instance_size', words.size),
      ]);
    },
  });
  return [
    {
      deployment,
      step: (change) =>
        change.kind === 'set-model' && model && repository && resource.source
          ? writeAttribute(resource, model, 'repository', change.id)
          : step(change),
    },
  ];
}

/** Online deployments of Azure Machine Learning, which the `azapi` provider makes (`…/onlineEndpoints/deployments@…`). */
export function readAzureMl(
  resource: Resource,
  context: ResourceContext,
): readonly (EditableDeployment | SkippedObject)[] {
  const type = textIn(resource.body, 'type')?.value ?? '';
  if (!/^Microsoft\.MachineLearningServices\/workspaces\/onlineEndpoints\/deployments@/i.test(type))
    return [];
  const body = blockAt(resource.body, 'body');
  const properties = blockAt(body, 'properties');
  const notes = collectNotes(resource.body.file.source.uri, resource.block.nameSpan);
  if (!properties) {
    const reason = 'The body of the deployment is not known here.';
    return [{ reason, span: resource.block.nameSpan }];
  }
  const instanceType = textIn(properties, 'instanceType');
  noteHoles(properties, ['instanceType'], resource, notes);
  const sku = blockAt(body, 'sku');
  const capacity =
    numberIn(sku, 'capacity') ?? defaulted(1, 'capacity', 'One instance unless told otherwise');
  const settings = blockAt(properties, 'scaleSettings');
  const min = numberIn(settings, 'minInstances');
  const model = textIn(properties, 'model');
  const deployment = resourceDeployment(resource, context, notes, {
    model: { id: null, location: model },
    accelerator: acceleratorOfManaged('azure-ml', instanceType, context.catalog),
    placement: placed(context, resource, 'azure', { instanceType }),
    supply: { kind: 'managed', platform: 'azure-ml', instanceType },
    replicas:
      settings && min
        ? scaledReplicas(min, numberIn(settings, 'maxInstances'), settings)
        : fixedReplicas(capacity),
  });
  const target: PlatformTarget = { deployment, object: resource.body, title: 'Azure ML' };
  return [
    {
      deployment,
      step: resourceStep(resource, target, {
        replicas: (least, most) =>
          settings && min
            ? [
                ...(least === undefined
                  ? []
                  : [writeAttribute(resource, settings, 'minInstances', least)]),
                ...(most === undefined
                  ? []
                  : [writeAttribute(resource, settings, 'maxInstances', most)]),
              ]
            : sku
              ? writeAttribute(resource, sku, 'capacity', least ?? most ?? capacity.value)
              : { refused: 'It has no sku with a capacity.' },
        instance: (name) => writeAttribute(resource, properties, 'instanceType', name),
      }),
    },
  ];
}

/** `azurerm_cognitive_deployment`: a model by the token, or PTUs where the SKU is a provisioned one. */
export function readAzureOpenAi(
  resource: Resource,
  context: ResourceContext,
): EditableDeployment[] {
  const model = blockAt(resource.body, 'model');
  const sku = blockAt(resource.body, 'sku') ?? blockAt(resource.body, 'scale');
  const name = textIn(model, 'name');
  if (!model || !name) return [];
  const notes = collectNotes(resource.body.file.source.uri, resource.block.nameSpan);
  const kind = textIn(sku, 'name') ?? textIn(sku, 'type');
  const capacity = numberIn(sku, 'capacity');
  const isProvisioned = /Provisioned/i.test(kind?.value ?? '');
  const deployment = resourceDeployment(resource, context, notes, {
    model: { id: name, location: null },
    placement: placed(context, resource, 'azure', {}),
    supply:
      isProvisioned && capacity
        ? { kind: 'units', platform: 'azure-openai', unit: 'PTU', count: capacity }
        : { kind: 'api', provider: kind && { ...kind, value: 'azure-openai' }, model: name },
    replicas: fixedReplicas(defaulted(1, 'replicas', 'The platform runs the model')),
  });
  const target: PlatformTarget = { deployment, object: resource.body, title: 'Azure OpenAI' };
  return [{ deployment, step: resourceStep(resource, target, { replicas: null }) }];
}

/** `aws_bedrock_provisioned_model_throughput`: model units by the hour. */
export function readBedrock(resource: Resource, context: ResourceContext): EditableDeployment[] {
  const notes = collectNotes(resource.body.file.source.uri, resource.block.nameSpan);
  noteHoles(resource.body, ['model_arn', 'model_units'], resource, notes);
  const arn = textIn(resource.body, 'model_arn');
  const units =
    numberIn(resource.body, 'model_units') ??
    defaulted(1, 'model_units', 'At least one unit is bought');
  const id = arn && { ...arn, value: arn.value.replace(/^.*[/:]foundation-model\//, '') };
  const committed = textIn(resource.body, 'commitment_duration');
  if (committed) {
    notes.add(
      'unsupported',
      `It is bought for ${committed.value}; the price by the hour is taken.`,
      resource.body,
      resource.block.nameSpan,
    );
  }
  const deployment = resourceDeployment(resource, context, notes, {
    model: { id, location: null },
    placement: placed(context, resource, 'aws', {}),
    supply: { kind: 'units', platform: 'aws-bedrock', unit: 'model unit', count: units },
    replicas: fixedReplicas(defaulted(1, 'replicas', 'The platform runs the model')),
  });
  const target: PlatformTarget = { deployment, object: resource.body, title: 'Bedrock' };
  return [{ deployment, step: resourceStep(resource, target, { replicas: null }) }];
}

/** An endpoint alone has no machine: models are deployed to it by other means. */
export function skipEndpoint(resource: Resource): SkippedObject[] {
  const reason =
    'An endpoint of Vertex AI without a machine: what is deployed to it, and on what, is not in Terraform.';
  return [{ reason, span: resource.block.nameSpan }];
}
