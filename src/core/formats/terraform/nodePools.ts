import type {
  AcceleratorRequest,
  Placement,
  Provider,
  ReplicaSpecification,
} from '../../model/deployment.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { Step } from '../edits/target.ts';
import type { NodeConstraint } from '../hardware/constraints.ts';
import {
  defaulted,
  entriesAt,
  isHole,
  isScalar,
  itemsAt,
  sourced,
  type Located,
} from '../located.ts';
import { acceleratorOn, namedAccelerator } from '../platforms/accelerators.ts';
import { fixedReplicas, scaledReplicas } from '../platforms/deployment.ts';
import {
  blockAt,
  blocksAt,
  numberIn,
  switchIn,
  textIn,
  textsIn,
  valueAt,
  writeAttribute,
  type Resource,
} from './resource.ts';

/** A pool of nodes with accelerators, of any provider. */
export interface NodePool {
  readonly resource: Resource;
  /** The block that describes it: the resource, or an entry of a module's map. */
  readonly block: Located;
  readonly name: string | null;
  readonly provider: Provider;
  readonly instanceType: Sourced<string> | null;
  /** Null where it has none. */
  readonly accelerator: AcceleratorRequest | null;
  readonly replicas: ReplicaSpecification;
  readonly purchase: Placement['purchase'];
  /** Labels that its nodes carry, those of the provider among them. */
  readonly labels: readonly NodeConstraint[];
  readonly writeReplicas: (min?: number, max?: number) => readonly Step[];
  readonly writeSpot: () => Step;
}

const TYPES: Readonly<
  Record<string, (resource: Resource, catalog: Catalog) => readonly NodePool[]>
> = {
  aws_eks_node_group: (resource, catalog) => [
    eksPool(
      resource,
      resource.body,
      textIn(resource.body, 'node_group_name')?.value ?? null,
      catalog,
    ),
  ],
  google_container_node_pool: (resource, catalog) => [gkePool(resource, resource.body, catalog)],
  google_container_cluster: (resource, catalog) => {
    const own = blocksAt(resource.body, 'node_pool');
    const isDefault = blockAt(resource.body, 'node_config') !== null;
    return [...(isDefault ? [resource.body] : []), ...own].map((each) =>
      gkePool(resource, each, catalog),
    );
  },
  azurerm_kubernetes_cluster_node_pool: (resource, catalog) => [
    aksPool(resource, resource.body, catalog),
  ],
  azurerm_kubernetes_cluster: (resource, catalog) =>
    blocksAt(resource.body, 'default_node_pool').map((each) => aksPool(resource, each, catalog)),
  module: (resource, catalog) =>
    ['eks_managed_node_groups', 'self_managed_node_groups', 'node_groups'].flatMap((key) =>
      entriesAt(resource.body, key).flatMap(({ key: name, value }) =>
        value.node.kind === 'mapping' ? [eksPool(resource, value, name, catalog)] : [],
      ),
    ),
};

export function isPoolType(type: string): boolean {
  return type in TYPES;
}

/** The pools of a resource or module call that have accelerators. */
export function nodePoolsOf(resource: Resource, catalog: Catalog): readonly NodePool[] {
  const type = resource.block.type === '' ? 'module' : resource.block.type;
  return (TYPES[type]?.(resource, catalog) ?? []).filter(({ accelerator }) => accelerator !== null);
}

/** EKS: `aws_eks_node_group`, and the node groups of terraform-aws-modules/eks. */
function eksPool(
  resource: Resource,
  block: Located,
  name: string | null,
  catalog: Catalog,
): NodePool {
  const types = textsIn(block, 'instance_types');
  const [first = textIn(block, 'instance_type')] = types;
  const scaling = blockAt(block, 'scaling_config') ?? block;
  const capacity = valueAt(block, 'capacity_type');
  const min = numberIn(scaling, 'min_size');
  const max = numberIn(scaling, 'max_size');
  const desired = numberIn(scaling, 'desired_size') ?? min;
  return {
    resource,
    block,
    name,
    provider: 'aws',
    instanceType: first,
    accelerator: acceleratorOn(first, catalog, 'aws'),
    replicas: range(min, max, desired, scaling),
    purchase:
      capacity && sourced(capacity, /spot/i.test(capacity.node.text) ? 'spot' : 'on-demand'),
    labels: [
      ...labelsIn(block, 'labels'),
      ...constraint('node.kubernetes.io/instance-type', listOf(block, 'instance_types')),
      ...constraint('eks.amazonaws.com/nodegroup', [valueAt(block, 'node_group_name')]),
      ...constraint('eks.amazonaws.com/capacityType', [capacity]),
    ],
    writeReplicas: (least, most) => [
      ...(least === undefined ? [] : [writeAttribute(resource, scaling, 'min_size', least)]),
      ...(most === undefined ? [] : [writeAttribute(resource, scaling, 'max_size', most)]),
    ],
    writeSpot: () => writeAttribute(resource, block, 'capacity_type', 'SPOT'),
  };
}

/** GKE: `google_container_node_pool`, and pools inside of a cluster. */
function gkePool(resource: Resource, block: Located, catalog: Catalog): NodePool {
  const config = blockAt(block, 'node_config');
  const machine = textIn(config, 'machine_type');
  const attached = blockAt(config, 'guest_accelerator');
  const type = textIn(attached, 'type');
  const count = numberIn(attached, 'count');
  const spot = switchIn(config, 'spot') ?? switchIn(config, 'preemptible');
  const scaling = blockAt(block, 'autoscaling');
  const zones = zonesOf(resource, block);
  const perZone = (each: Sourced<number> | null): Sourced<number> | null =>
    each && { ...each, value: each.value * zones };
  const min =
    perZone(numberIn(scaling, 'min_node_count')) ?? numberIn(scaling, 'total_min_node_count');
  const max =
    perZone(numberIn(scaling, 'max_node_count')) ?? numberIn(scaling, 'total_max_node_count');
  const fixed = perZone(numberIn(block, 'node_count') ?? numberIn(block, 'initial_node_count'));
  const onMachine = acceleratorOn(machine, catalog, 'gcp');
  return {
    resource,
    block,
    name: textIn(block, 'name')?.value ?? null,
    provider: 'gcp',
    instanceType: machine,
    accelerator:
      type && count?.value !== 0
        ? namedAccelerator(type, count ?? onMachine?.count ?? oneOf(type), catalog)
        : onMachine,
    replicas: range(min, max, fixed, scaling ?? block),
    purchase: spot && { ...spot, value: spot.value ? 'spot' : 'on-demand' },
    labels: [
      ...labelsIn(config, 'labels'),
      ...constraint('cloud.google.com/gke-accelerator', [attached && valueAt(attached, 'type')]),
      ...constraint('cloud.google.com/gke-nodepool', [valueAt(block, 'name')]),
      ...constraint('node.kubernetes.io/instance-type', [
        config && valueAt(config, 'machine_type'),
      ]),
      ...(spot?.value === true && config
        ? constraint('cloud.google.com/gke-spot', [valueAt(config, 'spot')])
        : []),
    ],
    writeReplicas: (least, most) =>
      scaling
        ? [
            ...(least === undefined
              ? []
              : [writeAttribute(resource, scaling, 'min_node_count', least)]),
            ...(most === undefined
              ? []
              : [writeAttribute(resource, scaling, 'max_node_count', most)]),
          ]
        : [writeAttribute(resource, block, 'node_count', least ?? most ?? 1)],
    writeSpot: () =>
      config
        ? writeAttribute(resource, config, 'spot', true)
        : { refused: 'It has no node_config.' },
  };
}

/** Numbers of nodes count in each zone: three of a region unless `node_locations` says which. */
function zonesOf(resource: Resource, block: Located): number {
  const listed =
    itemsAt(block, 'node_locations').length || itemsAt(resource.body, 'node_locations').length;
  if (listed > 0) return listed;
  const location =
    textIn(resource.body, 'location')?.value ?? textIn(resource.body, 'region')?.value;
  return location !== undefined && /^[a-z]+-[a-z]+\d+$/.test(location) ? 3 : 1;
}

/** AKS: `azurerm_kubernetes_cluster_node_pool`, and the default pool of a cluster. */
function aksPool(resource: Resource, block: Located, catalog: Catalog): NodePool {
  const size = textIn(block, 'vm_size');
  const priority = valueAt(block, 'priority');
  const isScaled =
    (switchIn(block, 'auto_scaling_enabled') ?? switchIn(block, 'enable_auto_scaling'))?.value ===
    true;
  const min = isScaled ? numberIn(block, 'min_count') : null;
  const max = isScaled ? numberIn(block, 'max_count') : null;
  return {
    resource,
    block,
    name: textIn(block, 'name')?.value ?? null,
    provider: 'azure',
    instanceType: size,
    accelerator: acceleratorOn(size, catalog, 'azure'),
    replicas: range(min, max, numberIn(block, 'node_count'), block),
    purchase:
      priority && sourced(priority, /spot/i.test(priority.node.text) ? 'spot' : 'on-demand'),
    labels: [
      ...labelsIn(block, 'node_labels'),
      ...constraint('agentpool', [valueAt(block, 'name')]),
      ...constraint('kubernetes.azure.com/agentpool', [valueAt(block, 'name')]),
      ...constraint('node.kubernetes.io/instance-type', [valueAt(block, 'vm_size')]),
    ],
    writeReplicas: (least, most) =>
      isScaled
        ? [
            ...(least === undefined ? [] : [writeAttribute(resource, block, 'min_count', least)]),
            ...(most === undefined ? [] : [writeAttribute(resource, block, 'max_count', most)]),
          ]
        : [writeAttribute(resource, block, 'node_count', least ?? most ?? 1)],
    writeSpot: () => writeAttribute(resource, block, 'priority', 'Spot'),
  };
}

function range(
  min: Sourced<number> | null,
  max: Sourced<number> | null,
  fixed: Sourced<number> | null,
  at: Located,
): ReplicaSpecification {
  const least = min ?? fixed ?? defaulted(1, 'nodes', 'A pool starts with one node');
  return max && max.value > least.value ? scaledReplicas(least, max, at) : fixedReplicas(least);
}

function oneOf(type: Sourced<string>): Sourced<number> {
  return { ...type, value: 1 };
}

function labelsIn(from: Located | null, key: string): NodeConstraint[] {
  return entriesAt(from, key).flatMap(({ key: label, value }) =>
    isScalar(value) && !isHole(value) ? constraint(label, [value]) : [],
  );
}

function listOf(from: Located, key: string): NodeConstraint['values'] {
  return itemsAt(from, key).filter(
    (each) => isScalar(each) && !isHole(each),
  ) as NodeConstraint['values'][number][];
}

function constraint(
  key: string,
  values: readonly (NodeConstraint['values'][number] | null)[],
): NodeConstraint[] {
  const known = values.filter((each) => each !== null);
  return known.length === 0 ? [] : [{ key, values: known, strength: 'pool' }];
}
