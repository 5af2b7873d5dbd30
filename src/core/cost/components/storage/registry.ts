import type { CostComponent } from '../../../model/estimate.ts';
import { pricedCloud, type PricedCloud } from '../ancillary.ts';
import { sourcedInput } from '../../inputs.ts';
import { type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { line } from '../line.ts';
import { storagePrice } from './disk.ts';

/** Azure sells registries by the day with storage included: no price per GiB. */
const registries: Partial<Record<PricedCloud, string>> = {
  aws: 'ecr_storage',
  gcp: 'artifact_registry',
};

/** Images kept in the cloud’s own registry. */
export function registryComponents(context: ComponentContext): readonly CostComponent[] {
  if (!counts('registry', context)) return [];
  const cloud = pricedCloud(context);
  const item = cloud === null ? undefined : registries[cloud];
  const price = item === undefined ? null : storagePrice(item, context);
  const { imageGiB } = context.assumptions.components.registry;
  return [
    line({
      name: 'Images in the registry',
      category: 'storage',
      quantity: imageGiB.value,
      unit: 'GiB-month',
      unitPrice: price?.perGiB ?? null,
      formula: 'size of the images × price per GiB and month',
      unknown: 'no registry price is known',
      inputs: [sourcedInput('images', imageGiB, 'GiB'), ...(price === null ? [] : [price.input])],
    }),
  ];
}
