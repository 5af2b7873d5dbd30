import type { Supply } from '../model/deployment.ts';
import { setScalar } from '../syntax/yamlEdit.ts';
import { inFile, refuse, treeOf, type Step } from './edits/target.ts';
import type { ReadContext } from './format.ts';
import { nearest, objectsOfKind } from './kubernetes/joins.ts';
import { groupOf, type KubernetesObject } from './kubernetes/objects.ts';
import type { ReadReplicas } from './kubernetes/replicas.ts';
import {
  at,
  defaulted,
  isHole,
  isMapping,
  itemsAt,
  scalarAt,
  sourced,
  textAt,
  type Located,
} from './located.ts';
import { hintFromImage } from './parts/hints.ts';
import { wholeInstance } from './parts/instance.ts';
import { modelOfUri } from './parts/modelUri.ts';
import { writeInstance } from './platforms/instances.ts';
import { objectFormat, skip, type Reading } from './parts/objectFormat.ts';
import { readPart } from './parts/part.ts';
import { fixedReplicas, rangeOfReplicas } from './parts/replicas.ts';
import { containerOf, type Container } from './pods/container.ts';
import { countAt } from './quantity.ts';

/**
 * SageMaker endpoints as objects of AWS Controllers for Kubernetes. Fields from `apis/v1alpha1/types.go` of
 * aws-controllers-k8s/sagemaker-controller, which are those of the SageMaker API.
 */
export const sagemakerAck = objectFormat({
  id: 'sagemaker-ack',
  title: 'SageMaker (ACK)',
  documentation: {
    title: 'SageMaker endpoints of AWS Controllers for Kubernetes',
    files:
      '`kind: EndpointConfig` of `sagemaker.services.k8s.aws`, with the `Model` and scalable target beside it',
    reads:
      'every production variant with instance type and count, serverless settings and weight; joined with the Model for image and environment, and with the ScalableTarget for its limits',
    edits:
      'variables of the Model, instance type and count; SageMaker endpoints have no spot capacity',
  },
  groups: ['sagemaker.services.k8s.aws'],
  read(object, context) {
    if (object.kind === 'Endpoint') {
      const name = textAt(object, 'spec', 'endpointConfigName');
      const config = name === null ? null : configNamed(name, object, context);
      return config ? null : [skip(object, 'The endpoint’s config is not in the files.')];
    }
    if (object.kind !== 'EndpointConfig') return null;
    return ['productionVariants', 'shadowProductionVariants'].flatMap((list) =>
      itemsAt(object, 'spec', list).flatMap(
        (variant, index) => readVariant(object, variant, index, context) ?? [],
      ),
    );
  },
});

function named(
  kind: string,
  name: string,
  owner: KubernetesObject,
  { files }: ReadContext,
): KubernetesObject | null {
  const field = kind === 'Model' ? 'modelName' : 'endpointConfigName';
  const found = objectsOfKind(files, kind).filter(
    (object) =>
      groupOf(object) === 'sagemaker.services.k8s.aws' &&
      (object.name === name || textAt(object, 'spec', field) === name),
  );
  return nearest(found, owner);
}

function configNamed(
  name: string,
  owner: KubernetesObject,
  context: ReadContext,
): KubernetesObject | null {
  return named('EndpointConfig', name, owner, context);
}

function readVariant(
  object: KubernetesObject,
  variant: Located,
  index: number,
  context: ReadContext,
): Reading | null {
  const name = scalarAt(variant, 'variantName');
  const modelName = textAt(variant, 'modelName');
  const model = modelName === null ? null : named('Model', modelName, object, context);
  const main =
    at(model, 'spec', 'primaryContainer') ?? itemsAt(model, 'spec', 'containers')[0] ?? null;
  const container = containerIn(main, variant);
  if (!container) return null;
  const instanceNode = scalarAt(variant, 'instanceType');
  const instance = wholeInstance(instanceNode, context.catalog);
  return readPart(
    {
      format: 'sagemaker-ack',
      object,
      name: name?.node.text ?? `variant-${index + 1}`,
      namePlace: name,
      podSpec: null,
      lowerPodSpecs: [],
      containers: [container],
      hint: hintFromImage(container),
      further: instance.further,
      askedElsewhere: instance.askedElsewhere,
      replicas: replicasOf(object, variant, name?.node.text ?? null, context),
      model: (pod) =>
        pod.values.model.id
          ? null
          : modelOfUri(scalarAt(main, 'modelDataURL'), null, context.catalog),
      supply: supplyOf(variant, instanceNode),
      uris: model ? [model.file.source.uri] : [],
      step: (change): Step | null => {
        switch (change.kind) {
          case 'use-spot':
            return refuse('SageMaker endpoints have no spot capacity.');
          case 'name-accelerator':
          case 'set-accelerator-count':
            return refuse('The instance type decides about the accelerators.');
          case 'set-instance-type':
            return writeInstance(instanceNode, change.instanceType);
          case 'set-model': {
            const id = scalarAt(main, 'environment', 'HF_MODEL_ID');
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

function containerIn(main: Located | null, variant: Located): Container | null {
  const spelling = { env: ['environment'], envIsMapping: true };
  if (main && isMapping(main)) return containerOf([main], spelling);
  return isMapping(variant) ? containerOf([variant], spelling) : null;
}

function supplyOf(variant: Located, instance: ReturnType<typeof scalarAt>): Supply {
  const serverless = at(variant, 'serverlessConfig');
  if (serverless) {
    return {
      kind: 'serverless',
      platform: 'aws-sagemaker',
      concurrency: countAt(serverless, ['maxConcurrency']),
      provisioned: countAt(serverless, ['provisionedConcurrency']),
      idleSeconds: null,
    };
  }
  const instanceType = instance && !isHole(instance) ? sourced(instance, instance.node.text) : null;
  return { kind: 'managed', platform: 'aws-sagemaker', instanceType };
}

/** The limits of the ScalableTarget for `endpoint/…/variant/NAME`, those of managed scaling, or the fixed count. */
function replicasOf(
  object: KubernetesObject,
  variant: Located,
  name: string | null,
  { files }: ReadContext,
): ReadReplicas {
  const fixed = fixedReplicas(
    variant,
    ['initialInstanceCount'],
    1,
    'A variant starts with one instance',
  );
  const target = nearest(
    objectsOfKind(files, 'ScalableTarget').filter((each) =>
      textAt(each, 'spec', 'resourceID')?.endsWith(`/variant/${name ?? ''}`),
    ),
    object,
  );
  const managed = at(variant, 'managedInstanceScaling');
  const isManaged = textAt(managed, 'status') === 'ENABLED';
  const holder = target ? at(target, 'spec') : isManaged ? managed : null;
  if (!holder) return fixed;
  const keys = target ? ['minCapacity', 'maxCapacity'] : ['minInstanceCount', 'maxInstanceCount'];
  const range = rangeOfReplicas({
    holder,
    minPath: [keys[0] ?? ''],
    maxPath: [keys[1] ?? ''],
    minFallback: defaulted(
      1,
      'minimum capacity',
      'A variant keeps one instance unless told otherwise',
    ),
    maxFallback: fixed.specification.max,
    autoscaler: { kind: 'platform', metric: null, target: null },
  });
  return { ...range, uris: [holder.file.source.uri] };
}
