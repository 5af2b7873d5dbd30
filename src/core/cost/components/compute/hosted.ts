import type { Supply } from '../../../model/deployment.ts';
import type { CostComponent } from '../../../model/estimate.ts';
import { hostedOffer } from '../../hosted/offer.ts';
import { apiTokenCost } from '../../hosted/tokenCost.ts';
import { hostedUse } from '../../hosted/use.ts';
import type { ComponentContext } from '../context.ts';
import { line } from '../line.ts';

/** A hosted model by its tokens or units; one open line where the price list lacks it. */
export function hostedComponents(
  supply: Extract<Supply, { kind: 'api' }>,
  context: ComponentContext,
): readonly CostComponent[] {
  const { model, provider } = supply;
  const price = hostedOffer(provider?.value ?? null, model.value, context.catalog);
  if (price !== null) {
    const lines = apiTokenCost(price, hostedUse(context.workload, context.assumptions, price));
    if (lines.length > 0) return lines;
  }
  const at = provider === null ? '' : ` at ${provider.value}`;
  return [
    line({
      name: `Use of ${model.value}`,
      category: 'compute',
      quantity: null,
      unit: 'million tokens',
      unitPrice: null,
      formula: '',
      unknown: `no price of ${model.value}${at} is known`,
      inputs: [{ name: 'model', value: model.value, unit: '', origin: model.origin }],
    }),
  ];
}
