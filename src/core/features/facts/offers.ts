import type { Catalog, InstanceType, PricedInstance } from '../../model/catalog.ts';
import type { Provider } from '../../model/deployment.ts';

/** The cheapest machine of a provider that carries an accelerator, and what one accelerator of it costs. */
export interface Offer {
  readonly provider: Provider;
  readonly cheapest: PricedInstance;
  /** USD per hour and accelerator, on demand. */
  readonly perAccelerator: number;
}

const known = new WeakMap<Catalog, Map<string, readonly Offer[]>>();

/** The cheapest on-demand offer of each provider that sells the accelerator by the hour, cheapest first. By list prices. */
export function offersOf(accelerator: string, catalog: Catalog): readonly Offer[] {
  const byName = known.get(catalog) ?? new Map<string, readonly Offer[]>();
  known.set(catalog, byName);
  const before = byName.get(accelerator);
  if (before !== undefined) return before;
  const found = catalog.providers.flatMap((provider): readonly Offer[] => {
    const offers = catalog.regions(provider).flatMap((region): readonly Offer[] => {
      const [cheapest] = catalog
        .instancesWith(accelerator, provider, region)
        .filter(({ price }) => price.onDemand !== null)
        .map((priced) => ({ priced, each: perAccelerator(priced) }))
        .sort((a, b) => a.each - b.each);
      return cheapest === undefined
        ? []
        : [{ provider, cheapest: cheapest.priced, perAccelerator: cheapest.each }];
    });
    return offers.sort((a, b) => a.perAccelerator - b.perAccelerator).slice(0, 1);
  });
  found.sort((a, b) => a.perAccelerator - b.perAccelerator);
  byName.set(accelerator, found);
  return found;
}

function perAccelerator({ price, instance }: PricedInstance): number {
  return (price.onDemand ?? Infinity) / Math.max(1, instance.acceleratorCount);
}

/** The prices of an instance type in every region that has one, cheapest on demand first, those without last. */
export function regionsOf(instance: InstanceType, catalog: Catalog): readonly PricedInstance[] {
  return catalog
    .regions(instance.provider)
    .flatMap((region): readonly PricedInstance[] => {
      const price = catalog.price(instance, region);
      return price === null ? [] : [{ instance, region, price }];
    })
    .sort((a, b) => (a.price.onDemand ?? Infinity) - (b.price.onDemand ?? Infinity));
}
