import type { CostComponent } from '../../../model/estimate.ts';
import { pricedCloud, type PricedCloud } from '../ancillary.ts';
import { constant, scale, type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { line } from '../line.ts';
import { diskPrice } from './disk.ts';
import { storedWeights } from './weights.ts';

/** Storage classes that stand for the file system replicas can share. */
const sharedClass: Readonly<Record<PricedCloud, string>> = {
  aws: 'efs',
  gcp: 'filestore',
  azure: 'file',
};

/** Weights on disks the config does not show: one file system for all replicas, or a disk for each. */
export function modelFileComponents(context: ComponentContext): readonly CostComponent[] {
  if (!counts('modelFiles', context)) return [];
  const { shared, sizeGiB } = context.assumptions.components.modelFiles;
  const cloud = pricedCloud(context);
  const price = diskPrice(shared && cloud !== null ? sharedClass[cloud] : null, context);
  const weights = storedWeights(context, sizeGiB);
  const copies = shared ? constant(1) : context.replicas;
  return [
    line({
      name: shared ? 'Model files, shared' : 'Model files, a disk for each replica',
      category: 'storage',
      quantity: weights === null ? null : scale(copies, weights.gib),
      unit: 'GiB-month',
      unitPrice: price?.perGiB ?? null,
      formula: shared
        ? 'size of the weights × price per GiB and month'
        : 'replicas × size of the weights × price per GiB and month',
      unknown:
        price === null
          ? 'no price of such a disk is known'
          : 'the size of the weights is not known (modelFiles.sizeGiB)',
      inputs: [
        ...(weights === null ? [] : [weights.input]),
        ...(price === null ? [] : [price.input]),
      ],
    }),
  ];
}
