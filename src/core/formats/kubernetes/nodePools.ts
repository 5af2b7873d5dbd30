import type { Catalog } from '../../model/catalog.ts';
import type { ParsedFile } from '../../model/document.ts';
import { nodeConstraints, requirements, type NodeConstraint } from '../hardware/constraints.ts';
import { entriesAt, at, isScalar, type Located } from '../located.ts';
import { poolFor } from '../terraform/poolJoin.ts';
import { selectedComputeClass, selectedMachines } from './computeClasses.ts';
import { nearest, objectsOfKind } from './joins.ts';
import type { KubernetesObject } from './objects.ts';

/** A pool of nodes that a pod selects, as further demands on the node. */
export interface SelectedPool {
  /** Of the file that describes it. */
  readonly uri: string;
  readonly constraints: readonly NodeConstraint[];
}

const POOL_KEYS = ['karpenter.sh/nodepool', 'karpenter.sh/provisioner-name'] as const;

/**
 * The Karpenter NodePool (or the older Provisioner) that the pod selects: by name, or by labels of its own that only
 * this pool puts on its nodes; else the ComputeClass of GKE that it names, the machines of Cluster API whose labels it
 * asks for, or the node pool of Terraform that carries such labels. Null where there is none, or it is not in the files.
 */
export function selectedPool(
  workload: KubernetesObject,
  podSpec: Located | null,
  files: readonly ParsedFile[],
  catalog: Catalog,
): SelectedPool | null {
  const wanted = nodeConstraints(podSpec).filter(({ strength }) => strength === 'required');
  if (wanted.length === 0) return null;
  const pools = ['NodePool', 'Provisioner'].flatMap((kind) => objectsOfKind(files, kind));
  const fitting = pools.filter((pool) => pool.apiVersion.startsWith('karpenter.sh/'));
  const named = fitting.filter((pool) =>
    wanted.some(
      ({ key, values }) =>
        POOL_KEYS.some((known) => known === key) &&
        values.length === 1 &&
        values[0]?.node.text === pool.name,
    ),
  );
  const object = nearest(
    named.length > 0 ? named : fitting.filter((pool) => ownLabelsMatch(pool, wanted)),
    { ...workload, namespace: null },
  );
  if (object) return { uri: object.file.source.uri, constraints: poolConstraints(object) };
  const machines = (): SelectedPool | null =>
    selectedMachines(workload, wanted, files, objectsOfKind(files, 'MachineDeployment'));
  const nodes = selectedComputeClass(workload, wanted, files) ?? machines();
  if (nodes) return nodes;
  const pool = poolFor(wanted, files, catalog);
  return pool && { uri: pool.resource.body.file.source.uri, constraints: pool.labels };
}

/** True when the pod asks for at least one label that the pool's template sets, and for no other value of one. */
function ownLabelsMatch(pool: KubernetesObject, wanted: readonly NodeConstraint[]): boolean {
  const labels = new Map(
    poolLabels(pool).flatMap(({ key, value }) =>
      isScalar(value) ? [[key, value.node.text] as const] : [],
    ),
  );
  const shared = wanted.filter(({ key }) => labels.has(key));
  return (
    shared.length > 0 &&
    shared.every(({ key, values }) => values.some(({ node }) => node.text === labels.get(key)))
  );
}

function poolLabels(pool: KubernetesObject): ReturnType<typeof entriesAt> {
  return [
    ...entriesAt(pool, 'spec', 'template', 'metadata', 'labels'),
    ...entriesAt(pool, 'spec', 'labels'),
  ];
}

function poolConstraints(pool: KubernetesObject): NodeConstraint[] {
  const template = at(pool, 'spec', 'template', 'spec') ?? at(pool, 'spec');
  const labels = poolLabels(pool).flatMap(({ key, value }): NodeConstraint[] =>
    isScalar(value) ? [{ key, values: [value], strength: 'pool' }] : [],
  );
  return [...requirements(template, 'requirements', 'pool'), ...labels];
}
