import { managedInstance } from '../../catalog/managedInstance.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { Provider, ServingPlatform } from '../../model/deployment.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { setScalar } from '../../syntax/yamlEdit.ts';
import { inFile, refuse, treeOf, type Step } from '../edits/target.ts';
import { isHole, type Located } from '../located.ts';
import { withRanks, type PlatformTarget } from './steps.ts';

const CLOUDS: Partial<
  Record<
    ServingPlatform,
    { readonly provider: Provider; readonly prefix: string; readonly region: string }
  >
> = {
  'aws-sagemaker': { provider: 'aws', prefix: 'ml.', region: 'us-east-1' },
  'gcp-vertex': { provider: 'gcp', prefix: '', region: 'us-central1' },
  'azure-ml': { provider: 'azure', prefix: '', region: 'eastus' },
};

/** Another instance type with as many of the same accelerator: the cheapest that the platform has. */
export function instanceWith(
  target: PlatformTarget,
  count: number,
  place: Located<ScalarNode> | null,
  platform: ServingPlatform,
  catalog: Catalog,
): Step {
  const product = target.deployment.accelerator?.product?.value;
  const cloud = CLOUDS[platform];
  if (!place || isHole(place) || place.node.tag !== undefined) {
    return refuse('The instance type is not written in this file.');
  }
  if (product === undefined || !cloud)
    return refuse('What its instance type carries is not known.');
  const fitting = catalog
    .instancesWith(product, cloud.provider, cloud.region)
    .filter(({ instance }) => instance.acceleratorCount === count)
    .map(({ instance }) => cloud.prefix + instance.name)
    .find((name) => managedInstance(platform, name, catalog) !== null);
  if (fitting === undefined) return refuse(`There is no instance type with ${count} × ${product}.`);
  if (fitting === place.node.text) return { edits: [] };
  const write = inFile(place, setScalar(treeOf(place), place.node, fitting));
  return withRanks(target, write, count);
}

/** Writes another instance type where the config names one. */
export function writeInstance(place: Located<ScalarNode> | null, instanceType: string): Step {
  if (!place || isHole(place) || place.node.tag !== undefined) {
    return refuse('The instance type is not written in this file.');
  }
  if (place.node.text === instanceType) return { edits: [] };
  return inFile(place, setScalar(treeOf(place), place.node, instanceType));
}

/** The two words that Hugging Face makes of an instance: `nvidia-l4-x4` is a type `nvidia-l4` of the size `x4`. */
export function typeAndSize(instanceType: string): { type: string; size: string } | null {
  const [, type, size] = /^(.+)-(x\d+)$/.exec(instanceType) ?? [];
  return type === undefined || size === undefined ? null : { type, size };
}

/** `AcceleratorType` of Vertex AI (cloud.google.com/vertex-ai/docs/reference/rest/v1/MachineSpec, 2026), by catalogue id. */
const VERTEX_TYPES: Readonly<Record<string, string>> = {
  T4: 'NVIDIA_TESLA_T4',
  'V100-SXM-16': 'NVIDIA_TESLA_V100',
  L4: 'NVIDIA_L4',
  'A100-SXM-40': 'NVIDIA_TESLA_A100',
  'A100-SXM-80': 'NVIDIA_A100_80GB',
  'H100-SXM': 'NVIDIA_H100_80GB',
  'H200-SXM': 'NVIDIA_H200_141GB',
  B200: 'NVIDIA_B200',
  'RTX-PRO-6000': 'NVIDIA_RTX_PRO_6000',
};

/** What Vertex AI wants to read beside a machine type: the accelerators it carries. Null where their name is not known. */
export function vertexAccelerators(
  instanceType: string,
  catalog: Catalog,
): { readonly type: string; readonly count: number } | null {
  const machine = managedInstance('gcp-vertex', instanceType, catalog);
  const type = VERTEX_TYPES[machine?.accelerator ?? ''];
  return machine === null || type === undefined ? null : { type, count: machine.acceleratorCount };
}
