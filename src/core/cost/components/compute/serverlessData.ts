import type { Supply } from '../../../model/deployment.ts';
import type { CostComponent } from '../../../model/estimate.ts';
import { ancillaryPrice, priceInput } from '../ancillary.ts';
import { requestsInput, requestsPerMonth, type ComponentContext } from '../context.ts';
import { line } from '../line.ts';
import { gib, requestSize, responseSize } from '../network/traffic.ts';

/** SageMaker bills what serverless endpoints take in and give out by the gigabyte; other platforms do not. */
export function serverlessDataComponents(
  { platform }: Extract<Supply, { kind: 'serverless' }>,
  context: ComponentContext,
): readonly CostComponent[] {
  if (platform !== 'aws-sagemaker') return [];
  const price = ancillaryPrice(context, 'sagemaker_serverless_data');
  const request = requestSize(context);
  const response = responseSize(context);
  return [
    line({
      name: 'Data in and out of the endpoint',
      category: 'network',
      quantity: (requestsPerMonth(context) * (request.bytes + response.bytes)) / gib,
      unit: 'GiB',
      unitPrice: price?.usd ?? null,
      formula: 'requests × (request + response) × price',
      unknown: 'no price of data through serverless endpoints is known',
      inputs: [
        requestsInput(context),
        ...request.inputs,
        ...response.inputs,
        ...(price === null ? [] : [priceInput(price)]),
      ],
    }),
  ];
}
