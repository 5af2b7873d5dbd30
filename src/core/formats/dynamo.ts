import type { Phase } from '../model/deployment.ts';
import type { ReadContext } from './format.ts';
import type { KubernetesObject } from './kubernetes/objects.ts';
import {
  at,
  defaulted,
  entriesAt,
  isHole,
  isMapping,
  itemsAt,
  scalarAt,
  sourced,
  textAt,
  type Located,
} from './located.ts';
import type { AskedElsewhere } from './hardware/request.ts';
import type { ReadReplicas } from './kubernetes/replicas.ts';
import { containerOf, containersOf, type Container } from './pods/container.ts';
import { countAt, parseQuantity } from './quantity.ts';
import { objectFormat, type Reading } from './parts/objectFormat.ts';
import { readPart } from './parts/part.ts';
import { phaseOfName } from './phases.ts';
import { fixedReplicas, rangeOfReplicas } from './parts/replicas.ts';

/**
 * NVIDIA Dynamo: a graph of services, of which those with an engine or accelerators cost. Fields from
 * `deploy/operator/api/v1alpha1` and `v1beta1` of ai-dynamo/dynamo.
 */
export const dynamo = objectFormat({
  id: 'dynamo',
  title: 'NVIDIA Dynamo',
  documentation: {
    title: 'NVIDIA Dynamo',
    files:
      '`kind: DynamoGraphDeployment` or `DynamoComponentDeployment` of `nvidia.com`, in its v1alpha1 and v1beta1 forms',
    reads:
      'every service or component that runs an engine: command, variables, GPUs, nodes of a multi-node replica, replicas, node selectors, and whether it is a prefill or a decode worker; frontends, planners and routers are left out',
    edits:
      'engine flags, the model, GPU count, replicas, spot selectors and accelerator names in the pod spec of the service',
  },
  groups: ['nvidia.com'],
  read,
});

/** One service of a graph, in either form. */
interface Service {
  readonly name: string;
  readonly namePlace: Located;
  readonly node: Located;
  readonly podSpec: Located | null;
  readonly containers: readonly Container[];
  readonly asked: readonly AskedElsewhere[];
}

function read(object: KubernetesObject, context: ReadContext): readonly Reading[] | null {
  if (object.kind === 'DynamoComponentDeployment') {
    const node = at(object, 'spec');
    const service = node && serviceOf(object.name ?? 'component', object.nameNode ?? object, node);
    return service
      ? [readService(object, service, null, context)].flatMap((each) => each ?? [])
      : [];
  }
  if (object.kind !== 'DynamoGraphDeployment') return null;
  return servicesOf(object).flatMap((service) => {
    const reading = readService(object, service, service.name, context);
    return reading ?? [];
  });
}

function servicesOf(object: KubernetesObject): Service[] {
  const named = entriesAt(object, 'spec', 'services').map(({ key, keySpan, value }) =>
    serviceOf(key, { file: value.file, node: { ...value.node, span: keySpan } }, value),
  );
  const listed = itemsAt(object, 'spec', 'components').map((component) => {
    const name = scalarAt(component, 'name');
    return serviceOf(name?.node.text ?? 'component', name ?? component, component);
  });
  return [...named, ...listed];
}

function serviceOf(name: string, namePlace: Located, node: Located): Service {
  const template = at(node, 'podTemplate', 'spec');
  if (template) {
    const containers = containersOf(template);
    return { name, namePlace, node, podSpec: template, containers, asked: [] };
  }
  const podSpec = at(node, 'extraPodSpec');
  const main = at(podSpec, 'mainContainer');
  const layers = [main, node].filter((layer) => layer !== null).filter(isMapping);
  return {
    name,
    namePlace,
    node,
    podSpec,
    containers: main ? [containerOf(layers)] : [],
    asked: shortResources(node),
  };
}

/** `resources.limits.gpu`, which the operator turns into `nvidia.com/gpu` or the `gpuType` beside it. */
function shortResources(node: Located): AskedElsewhere[] {
  const scalars = ['limits', 'requests'].flatMap(
    (block) => scalarAt(node, 'resources', block, 'gpu') ?? [],
  );
  const [first] = scalars;
  if (!first) return [];
  const type = ['limits', 'requests'].map((block) => textAt(node, 'resources', block, 'gpuType'));
  const count = isHole(first) ? null : parseQuantity(first.node.text);
  return [
    {
      resource: type.find((each) => each !== null) ?? 'nvidia.com/gpu',
      scalars,
      count: count === null ? null : sourced(first, count),
    },
  ];
}

function readService(
  object: KubernetesObject,
  service: Service,
  name: string | null,
  context: ReadContext,
): Reading | null {
  const { node, podSpec, containers, asked } = service;
  if (containers.length === 0 || isPlumbing(service)) return null;
  const nodes = countAt(node, ['multinode', 'nodeCount']);
  return readPart(
    {
      format: 'dynamo',
      object,
      name,
      namePlace: service.namePlace,
      podSpec,
      lowerPodSpecs: [],
      containers,
      askedElsewhere: asked,
      replicas: replicasOf(node),
      phase: phaseOf(service),
      group: nodes && nodes.value > 1 ? { size: nodes, worker: null } : null,
      serves: (pod) => pod.serving !== null || pod.values.accelerator !== null,
    },
    context,
  );
}

/** Parts of a graph that route and plan; `main` and the like are workers. */
function isPlumbing({ node, name }: Service): boolean {
  const type = textAt(node, 'componentType') ?? textAt(node, 'type') ?? '';
  if (/^(frontend|planner|epp|router)$/.test(type)) return true;
  return type === '' && /^(frontend|planner|processor|router|epp)$/i.test(name);
}

/** `subComponentType`, in v1beta1 the type itself; else what its name says. */
function phaseOf({ node, name }: Service): Phase | null {
  const typed = [textAt(node, 'subComponentType'), textAt(node, 'type')]
    .map((type) => phaseOfName(type ?? ''))
    .find((phase) => phase !== null);
  return typed ?? phaseOfName(name);
}

function replicasOf(node: Located): ReadReplicas {
  if (textAt(node, 'autoscaling', 'enabled') === 'true') {
    return rangeOfReplicas({
      holder: node,
      minPath: ['autoscaling', 'minReplicas'],
      maxPath: ['autoscaling', 'maxReplicas'],
      minFallback: defaulted(1, 'minReplicas', 'An autoscaler keeps at least one replica'),
      maxFallback: null,
      autoscaler: { kind: 'hpa', metric: null, target: null },
    });
  }
  return fixedReplicas(node, ['replicas'], 1, 'Dynamo runs one replica unless told otherwise');
}
