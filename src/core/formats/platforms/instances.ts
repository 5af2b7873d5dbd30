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
