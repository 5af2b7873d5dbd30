import type { CostComponent } from '../../../model/estimate.ts';
import { sourcedInput } from '../../inputs.ts';
import { type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { line } from '../line.ts';
import { storagePrice } from './disk.ts';
import { storedWeights } from './weights.ts';

/** Where weights lie by the address the config reads them from, and the price of a GiB-month there. */
const stores: readonly {
  readonly address: RegExp;
  readonly cloud: string;
  readonly item: string;
}[] = [
  { address: /^s3:\/\//, cloud: 'aws', item: 's3_standard_first_50tb' },
  { address: /^(gs|gcs):\/\//, cloud: 'gcp', item: 'gcs_standard_regional' },
  {
    address: /^(az|abfss?|azureml|wasbs?):\/\/|\.blob\.core\.windows\.net/,
    cloud: 'azure',
    item: 'blob_hot_lrs first 50TB',
  },
];

/**
 * One copy of the weights in the object store that the config reads them from. A model of unknown size is left out unless
 * somebody asks for it: cents, which would make every total of a custom model a lower bound.
 */
export function modelStoreComponents(context: ComponentContext): readonly CostComponent[] {
  if (!counts('modelStore', context)) return [];
  const { location } = context.deployment.model;
  const store = stores.find(({ address }) => location !== null && address.test(location.value));
  // S3 is also what stores in other places speak; what those cost is not known here.
  if (location === null || store?.cloud !== context.site.provider.value) return [];
  const weights = storedWeights(context, context.assumptions.components.modelStore.sizeGiB);
  if (weights === null && !context.assumptions.components.modelStore.asked) return [];
  const price = storagePrice(store.item, context);
  return [
    line({
      name: 'Model in the object store',
      category: 'storage',
      quantity: weights?.gib ?? null,
      unit: 'GiB-month',
      unitPrice: price?.perGiB ?? null,
      formula: 'size of the weights × price per GiB and month',
      unknown:
        price === null
          ? 'no object store price is known'
          : 'the size of the weights is not known (modelStore.sizeGiB)',
      inputs: [
        sourcedInput('model', location),
        ...(weights === null ? [] : [weights.input]),
        ...(price === null ? [] : [price.input]),
      ],
    }),
  ];
}
