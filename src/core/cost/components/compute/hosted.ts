import type { Supply } from '../../../model/deployment.ts';
import type { CostComponent } from '../../../model/estimate.ts';
import { withinBudget } from '../../hosted/budget.ts';
import { embeddingComponents } from '../../hosted/embedding.ts';
import { offerOf } from '../../hosted/routedOffer.ts';
import { apiTokenCost } from '../../hosted/tokenCost.ts';
import { hostedUse } from '../../hosted/use.ts';
import type { ComponentContext } from '../context.ts';
import { line } from '../line.ts';

/** A hosted model by its tokens or units; one open line where the price list lacks it, or where it is a server of one's own. */
export function hostedComponents(
  supply: Extract<Supply, { kind: 'api' }>,
  context: ComponentContext,
): readonly CostComponent[] {
  const { model, provider } = supply;
  const { deployment, catalog } = context;
  const { route } = deployment;
  const price = offerOf(deployment, catalog);
  if (price !== null) {
    const use = hostedUse(context.workload, context.assumptions, price, route);
    const lines = apiTokenCost(price, use);
    if (lines.length > 0) {
      return withinBudget([...lines, ...embeddingComponents(route, use, catalog)], route);
    }
  }
  const endpoint = route?.endpoint ?? null;
  const at = provider === null ? '' : ` at ${provider.value}`;
  return [
    line({
      name: `Use of ${model.value}`,
      category: 'compute',
      quantity: null,
      unit: 'million tokens',
      unitPrice: null,
      formula: '',
      unknown:
        endpoint === null
          ? `no price of ${model.value}${at} is known`
          : `the server behind ${endpoint.value} is not among the files`,
      inputs: [{ name: 'model', value: model.value, unit: '', origin: model.origin }],
    }),
  ];
}
