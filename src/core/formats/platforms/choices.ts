import { mainRegionOf } from '../../catalog/mainRegion.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { AcceleratorRequest, Provider } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { Located } from '../located.ts';
import type { Notes } from '../pods/notes.ts';
import { namedAccelerator } from './accelerators.ts';

/** One of the accelerators that a config accepts. */
export interface AcceleratorChoice {
  readonly name: Sourced<string>;
  readonly count: Sourced<number>;
  readonly place: Located;
}

interface Terms {
  /** Null = any. */
  readonly provider: Provider | null;
  readonly region: string | null;
  readonly spot: boolean;
  /** True where the first one that can be had is taken, false where the cheapest is. */
  readonly ordered: boolean;
}

/**
 * The accelerators that will be taken: the only choice, the first of an ordered list, else the cheapest at list prices.
 * That there were others is noted.
 */
export function chosenAccelerator(
  choices: readonly AcceleratorChoice[],
  terms: Terms,
  catalog: Catalog,
  notes: Notes,
): { readonly request: AcceleratorRequest; readonly choice: AcceleratorChoice } | null {
  const [first, ...others] = choices;
  if (!first) return null;
  const choice = terms.ordered ? first : cheapest(first, others, terms, catalog);
  const request = namedAccelerator(choice.name, choice.count, catalog);
  if (others.length === 0) return { request, choice };
  const names = choices.map(({ name, count }) => `${name.value} × ${count.value}`).join(', ');
  const which = terms.ordered ? 'the first' : 'the cheapest at list prices';
  notes.add('conflict', `It may run on any of ${names}; ${which} is priced.`, choice.place);
  return { request: { ...request, confidence: 'inferred' }, choice };
}

function cheapest(
  first: AcceleratorChoice,
  others: readonly AcceleratorChoice[],
  terms: Terms,
  catalog: Catalog,
): AcceleratorChoice {
  let best = { choice: first, perHour: pricePerHour(first, terms, catalog) ?? Infinity };
  for (const choice of others) {
    const perHour = pricePerHour(choice, terms, catalog) ?? Infinity;
    if (perHour < best.perHour) best = { choice, perHour };
  }
  return best.choice;
}

function pricePerHour(
  { name, count }: AcceleratorChoice,
  { provider, region, spot }: Terms,
  catalog: Catalog,
): number | null {
  const facts = catalog.accelerator(name.value);
  if (!facts) return null;
  const providers = provider ? [provider] : catalog.providers;
  const prices = providers.flatMap((each) => {
    const there = region ?? mainRegionOf(each, catalog);
    if (there === null) return [];
    return catalog.instancesWith(facts.id, each, there).flatMap(({ instance, price }) => {
      const perHour = (spot ? price.spot : null) ?? price.onDemand;
      return perHour === null || instance.acceleratorCount < count.value ? [] : [perHour];
    });
  });
  return prices.length === 0 ? null : Math.min(...prices);
}
