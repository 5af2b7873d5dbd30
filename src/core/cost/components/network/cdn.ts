import type { CostComponent } from '../../../model/estimate.ts';
import { ancillaryPrice, priceInput, pricedCloud, type PricedCloud } from '../ancillary.ts';
import { sourcedInput } from '../../inputs.ts';
import { requestsInput, requestsPerMonth, type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { line } from '../line.ts';
import { gib, responseSize } from './traffic.ts';

const networks: Partial<Record<PricedCloud, { data: string; requests: string }>> = {
  aws: { data: 'cloudfront_data', requests: 'cloudfront_https_requests' },
};

/** Responses that a CDN delivers: by what it carries, and by the request. */
export function cdnComponents(context: ComponentContext): readonly CostComponent[] {
  if (!counts('cdn', context)) return [];
  const cloud = pricedCloud(context);
  const items = cloud === null ? undefined : networks[cloud];
  const data = items === undefined ? null : ancillaryPrice(context, items.data);
  const each = items === undefined ? null : ancillaryPrice(context, items.requests);
  const { share } = context.assumptions.components.cdn;
  const response = responseSize(context);
  const requests = requestsPerMonth(context) * share.value;
  const unknown = 'no CDN price is known';
  const through = sourcedInput('share through the CDN', share);
  return [
    line({
      name: 'CDN delivery',
      category: 'network',
      quantity: (requests * response.bytes) / gib,
      unit: 'GiB',
      unitPrice: data?.usd ?? null,
      formula: 'requests × share × response × price',
      unknown,
      inputs: [
        requestsInput(context),
        through,
        ...response.inputs,
        ...(data === null ? [] : [priceInput(data)]),
      ],
    }),
    line({
      name: 'CDN requests',
      category: 'network',
      quantity: requests / 1e4,
      unit: '10,000 requests',
      unitPrice: each?.usd ?? null,
      formula: 'requests × share × price per 10,000',
      unknown,
      inputs: [requestsInput(context), through, ...(each === null ? [] : [priceInput(each)])],
    }),
  ];
}
