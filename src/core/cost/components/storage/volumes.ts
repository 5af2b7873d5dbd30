import type { Volume } from '../../../model/deployment.ts';
import type { CostComponent } from '../../../model/estimate.ts';
import { sourcedInput } from '../../inputs.ts';
import { constant, scale, type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { line } from '../line.ts';
import { diskPrice, storagePrice, type StoragePrice } from './disk.ts';

/** Persistent volumes: GiB × price, once when the replicas share one, else for each replica. */
export function volumeComponents(context: ComponentContext): readonly CostComponent[] {
  if (!counts('volumes', context)) return [];
  return context.deployment.volumes.map((volume) => volumeComponent(volume, context));
}

function volumeComponent(volume: Volume, context: ComponentContext): CostComponent {
  const price = volumePrice(volume, context);
  const count = volume.shared ? constant(1) : context.replicas;
  return line({
    name: `Volume ${volume.name}`,
    category: 'storage',
    quantity: scale(count, volume.sizeGiB.value),
    unit: 'GiB-month',
    unitPrice: price?.perGiB ?? null,
    formula: volume.shared
      ? 'size × price per GiB and month'
      : 'replicas × size × price per GiB and month',
    unknown: 'no price of this kind of volume is known',
    inputs: [sourcedInput('size', volume.sizeGiB, 'GiB'), ...(price === null ? [] : [price.input])],
  });
}

/** The disks of SageMaker instances have a price of their own. */
function volumePrice(volume: Volume, context: ComponentContext): StoragePrice | null {
  const { supply } = context.deployment;
  return supply.kind === 'managed' && supply.platform === 'aws-sagemaker'
    ? storagePrice('sagemaker_endpoint_storage', context)
    : diskPrice(volume.storageClass, context);
}
