import type { CostComponent } from '../../../model/estimate.ts';
import { ancillaryPrice, priceInput } from '../ancillary.ts';
import { requestsInput, requestsPerMonth, type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { line } from '../line.ts';

/** Requests through the cloud’s API gateway; the first tier’s price for all, as AWS lists it up to 300 million. */
export function apiGatewayComponents(context: ComponentContext): readonly CostComponent[] {
  if (!counts('apiGateway', context)) return [];
  const price = ancillaryPrice(context, 'api_gateway_http');
  return [
    line({
      name: 'API gateway',
      category: 'network',
      quantity: requestsPerMonth(context) / 1e6,
      unit: 'million requests',
      unitPrice: price?.usd ?? null,
      formula: 'requests × price per million',
      unknown: 'no API gateway price is known',
      inputs: [requestsInput(context), ...(price === null ? [] : [priceInput(price)])],
    }),
  ];
}
