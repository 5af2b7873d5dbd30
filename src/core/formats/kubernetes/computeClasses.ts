import type { ParsedFile } from '../../model/document.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import type { NodeConstraint } from '../hardware/constraints.ts';
import { at, itemsAt, scalarAt, textAt, type Located } from '../located.ts';
import { nearest, objectsNamed } from './joins.ts';
import type { KubernetesObject } from './objects.ts';

/** Demands on the node that stand in another object, and the file of that object. */
interface SelectedNodes {
  readonly uri: string;
  readonly constraints: readonly NodeConstraint[];
}

const LABEL = 'cloud.google.com/compute-class';

/** Fields of a priority and the labels that their nodes have (GKE, ComputeClass reference, `cloud.google.com/v1`). */
const FIELDS: readonly (readonly [readonly string[], string])[] = [
  [['gpu', 'type'], 'cloud.google.com/gke-accelerator'],
  [['tpu', 'type'], 'cloud.google.com/gke-tpu-accelerator'],
  [['tpu', 'topology'], 'cloud.google.com/gke-tpu-topology'],
  [['machineType'], 'node.kubernetes.io/instance-type'],
  [['machineFamily'], 'cloud.google.com/machine-family'],
  [['spot'], 'cloud.google.com/gke-spot'],
];

/** The ComputeClass of GKE that a pod asks for, as demands on the node: its first priority, which GKE tries first. */
export function selectedComputeClass(
  workload: KubernetesObject,
  wanted: readonly NodeConstraint[],
  files: readonly ParsedFile[],
): SelectedNodes | null {
  const asked = wanted.find(({ key }) => key === LABEL)?.values;
  const name = asked?.length === 1 ? asked[0]?.node.text : undefined;
  if (name === undefined) return null;
  const object = nearest(objectsNamed(files, 'ComputeClass', name), {
    ...workload,
    namespace: null,
  });
  const [first] = itemsAt(object, 'spec', 'priorities');
  return object && first
    ? { uri: object.file.source.uri, constraints: constraintsOf(first) }
    : null;
}

function constraintsOf(priority: Located): NodeConstraint[] {
  const fields = FIELDS.flatMap(([path, key]): NodeConstraint[] => {
    const value = scalarAt(priority, ...path);
    return value ? [{ key, values: [value], strength: 'pool' }] : [];
  });
  const [zone] = itemsAt(priority, 'location', 'zones');
  if (zone?.node.kind !== 'scalar') return fields;
  const place: Located<ScalarNode> = { file: zone.file, node: zone.node };
  return [...fields, { key: 'topology.kubernetes.io/zone', values: [place], strength: 'pool' }];
}

/**
 * The machine template behind a MachineDeployment of Cluster API whose labels a pod selects: its instance type, and spot
 * where the template asks for it.
 */
export function selectedMachines(
  workload: KubernetesObject,
  wanted: readonly NodeConstraint[],
  files: readonly ParsedFile[],
  deployments: readonly KubernetesObject[],
): SelectedNodes | null {
  const fitting = deployments.filter((each) => {
    const labels = at(each, 'spec', 'template', 'metadata', 'labels');
    const shared = wanted.filter(({ key }) => textAt(labels, key) !== null);
    return (
      shared.length > 0 &&
      shared.every(({ key, values }) =>
        values.some(({ node }) => node.text === textAt(labels, key)),
      )
    );
  });
  const object = nearest(fitting, { ...workload, namespace: null });
  const reference = at(object, 'spec', 'template', 'spec', 'infrastructureRef');
  const kind = textAt(reference, 'kind');
  const name = textAt(reference, 'name');
  const template =
    object && kind !== null && name !== null
      ? nearest(objectsNamed(files, kind, name), object)
      : null;
  const spec = at(template, 'spec', 'template', 'spec');
  const type =
    scalarAt(spec, 'instanceType') ?? scalarAt(spec, 'vmSize') ?? scalarAt(spec, 'machineType');
  if (!object || !type) return null;
  const constraints: NodeConstraint[] = [
    { key: 'node.kubernetes.io/instance-type', values: [type], strength: 'pool' },
  ];
  const spot = at(spec, 'spotMarketOptions') ?? at(spec, 'spotVMOptions');
  const provisioning = scalarAt(spec, 'provisioningModel');
  if (spot || provisioning?.node.text === 'Spot') {
    const node: ScalarNode = { ...type.node, text: 'spot', value: 'spot' };
    constraints.push({
      key: 'karpenter.sh/capacity-type',
      values: [{ file: type.file, node }],
      strength: 'pool',
    });
  }
  return { uri: object.file.source.uri, constraints };
}
