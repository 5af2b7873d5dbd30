import type { CostComponent } from '../../../model/estimate.ts';
import { ancillaryPrice, priceInput } from '../ancillary.ts';
import { sourcedInput } from '../../inputs.ts';
import { type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { line } from '../line.ts';

/** What is copied from one region to another. */
export function interRegionComponents(context: ComponentContext): readonly CostComponent[] {
  if (!counts('interRegion', context)) return [];
  const { gibPerMonth } = context.assumptions.components.interRegion;
  const price = ancillaryPrice(context, 'inter_region_transfer (typ.)');
  return [
    line({
      name: 'Traffic between regions',
      category: 'network',
      quantity: gibPerMonth?.value ?? null,
      unit: 'GiB',
      unitPrice: price?.usd ?? null,
      formula: 'GiB × price',
      unknown:
        price === null
          ? 'no price of traffic between regions is known'
          : 'the traffic is not stated (interRegion.gibPerMonth)',
      inputs: [
        ...(gibPerMonth === null ? [] : [sourcedInput('copied', gibPerMonth, 'GiB/month')]),
        ...(price === null ? [] : [priceInput(price)]),
      ],
    }),
  ];
}
