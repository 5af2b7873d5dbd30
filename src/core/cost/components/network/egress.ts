import type { CostComponent } from '../../../model/estimate.ts';
import { sourcedInput } from '../../inputs.ts';
import { requestsInput, requestsPerMonth, type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { egressTiers } from './egressTiers.ts';
import { gib, responseSize } from './traffic.ts';

/** Responses that leave the cloud, tier by tier; what a CDN delivers instead leaves through it. */
export function egressComponents(context: ComponentContext): readonly CostComponent[] {
  if (!counts('egress', context)) return [];
  const response = responseSize(context);
  const { cdn } = context.assumptions.components;
  const throughCdn = counts('cdn', context);
  const straight = throughCdn ? 1 - cdn.share.value : 1;
  const volume = (requestsPerMonth(context) * response.bytes * straight) / gib;
  const priced = egressTiers(context, volume);
  return [
    {
      name: 'Egress to the internet',
      category: 'network',
      quantity: volume,
      unit: 'GiB',
      unitPrice: priced?.perGiB ?? null,
      monthly: priced === null ? null : { min: priced.usd, expected: priced.usd, max: priced.usd },
      formula: priced === null ? 'no egress price is known' : 'requests × response × price by tier',
      inputs: [
        requestsInput(context),
        ...response.inputs,
        ...(throughCdn ? [sourcedInput('share through the CDN', cdn.share)] : []),
        ...(priced?.inputs ?? []),
      ],
    },
  ];
}
