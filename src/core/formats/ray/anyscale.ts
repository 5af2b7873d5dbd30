import type { Catalog } from '../../model/catalog.ts';
import type { Placement } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { attached, managedInstanceName } from './instanceName.ts';
import {
  defaulted,
  entriesAt,
  isScalar,
  itemsAt,
  scalarAt,
  sourced,
  type Located,
} from '../located.ts';
import { acceleratorOn, namedAccelerator } from '../platforms/accelerators.ts';
import { fixedReplicas, platformDeployment, scaledReplicas } from '../platforms/deployment.ts';
import type { DocumentReading, DocumentRoot } from '../platforms/documentFormat.ts';
import { numberAt, wholeAt, writtenAt } from '../platforms/scalars.ts';
import { writeInstance } from '../platforms/instances.ts';
import { platformStep, writeField } from '../platforms/steps.ts';

/** A group of worker nodes of an Anyscale service (docs.anyscale.com/reference/compute-config-api). */
export interface Workers {
  readonly node: Located;
  /** The label that asks for a product: `ray.io/accelerator-type: L4`. */
  readonly product: Sourced<string> | null;
  readonly instanceType: Sourced<string> | null;
  readonly purchase: Placement['purchase'];
}

export function anyscaleWorkers(root: Located): readonly Workers[] {
  return itemsAt(root, 'compute_config', 'worker_nodes').map((node) => {
    const market = scalarAt(node, 'market_type');
    const label = entriesAt(node, 'required_labels').find(
      ({ key }) => key === 'ray.io/accelerator-type',
    );
    return {
      node,
      product: label && isScalar(label.value) ? sourced(label.value, label.value.node.text) : null,
      instanceType: writtenAt(node, 'instance_type'),
      purchase: market && sourced(market, /SPOT/i.test(market.node.text) ? 'spot' : 'on-demand'),
    };
  });
}

/** Worker nodes as deployments of their own, where the applications do not say what they use of them. */
export function readWorkers(
  root: DocumentRoot,
  workers: readonly Workers[],
  catalog: Catalog,
): DocumentReading {
  return workers.flatMap((group, index) => {
    const { node, instanceType, product } = group;
    if (!instanceType && !product) return [];
    const service = scalarAt(root, 'name');
    const part = textOf(node) ?? `workers-${index + 1}`;
    const instance = instanceType && managedInstanceName(instanceType, catalog);
    const gpus = numberAt(node, 'required_resources', 'GPU');
    const count = gpus ?? defaulted(1, 'accelerators', 'A node with accelerators has at least one');
    const min = wholeAt(node, 'min_nodes') ?? defaulted(0, 'min_nodes', 'Anyscale starts none');
    const max = wholeAt(node, 'max_nodes') ?? defaulted(10, 'max_nodes', 'Anyscale’s own limit');
    const deployment = platformDeployment(
      {
        format: 'ray-serve',
        kind: 'Anyscale worker nodes',
        name: service?.node.text ?? 'service',
        nameSpan: scalarAt(node, 'instance_type')?.node.span ?? node.node.span,
        object: node,
        part,
      },
      root,
      {
        accelerator: product
          ? namedAccelerator(product, count, catalog)
          : (acceleratorOn(instance, catalog, null) ??
            (instanceType && attached(instanceType, catalog))),
        supply: { kind: 'replicas' },
        inCluster: false,
        replicas: max.value === min.value ? fixedReplicas(min) : scaledReplicas(min, max, node),
        placement: placementOf(group, catalog),
      },
    );
    return [
      {
        deployment,
        step: platformStep({
          title: 'An Anyscale service',
          deployment,
          object: node,
          minReplicas: { holder: node, path: ['min_nodes'] },
          maxReplicas: { holder: node, path: ['max_nodes'] },
          spot: () => writeField({ holder: node, path: ['market_type'] }, 'PREFER_SPOT'),
          instance: (name) => writeInstance(scalarAt(node, 'instance_type'), name),
        }),
      },
    ];
  });
}

function textOf(node: Located): string | null {
  return scalarAt(node, 'name')?.node.text ?? null;
}

/** Provider, instance type and market of the nodes that run a deployment. */
export function placementOf(group: Workers | undefined, catalog: Catalog): Placement {
  const instance = group?.instanceType ? managedInstanceName(group.instanceType, catalog) : null;
  const provider = instance ? (catalog.instance(instance.value)?.provider ?? null) : null;
  return {
    provider: instance && provider ? { ...instance, value: provider } : null,
    region: null,
    // A machine that no price list knows is priced by the accelerators in its name.
    instanceType: provider === null && instance && attached(instance, catalog) ? null : instance,
    purchase: group?.purchase ?? null,
    spotPermitted: null,
  };
}
