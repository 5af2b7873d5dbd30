import type { CostComponent } from '../../../model/estimate.ts';
import { ancillaryPrice, priceInput, pricedCloud, type PricedCloud } from '../ancillary.ts';
import { sourcedInput } from '../../inputs.ts';
import { requestsInput, requestsPerMonth, type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { line } from '../line.ts';
import { gib, requestSize, responseSize } from './traffic.ts';

/** Entry of the price list, and how often a gigabyte that crosses is charged: AWS charges both ends. */
const transfers: Readonly<Record<PricedCloud, { item: string; charged: number }>> = {
  aws: { item: 'cross_az_transfer', charged: 2 },
  gcp: { item: 'cross_zone_transfer', charged: 1 },
  azure: { item: 'cross_az_transfer', charged: 1 },
};

/** Requests and responses that go from one zone to another. */
export function crossZoneComponents(context: ComponentContext): readonly CostComponent[] {
  if (!counts('crossZone', context)) return [];
  const cloud = pricedCloud(context);
  const transfer = cloud === null ? null : transfers[cloud];
  const price = transfer === null ? null : ancillaryPrice(context, transfer.item);
  const { share } = context.assumptions.components.crossZone;
  const request = requestSize(context);
  const response = responseSize(context);
  const volume = (requestsPerMonth(context) * (request.bytes + response.bytes)) / gib;
  return [
    line({
      name: 'Traffic between zones',
      category: 'network',
      quantity: volume * share.value * (transfer?.charged ?? 1),
      unit: 'GiB charged',
      unitPrice: price?.usd ?? null,
      formula: 'requests × (request + response) × share × times charged × price',
      unknown: 'no price of traffic between zones is known',
      inputs: [
        requestsInput(context),
        ...request.inputs,
        ...response.inputs,
        sourcedInput('share between zones', share),
        ...(price === null ? [] : [priceInput(price)]),
      ],
    }),
  ];
}
