import type { Catalog, InstancePrice, InstanceType } from '../model/catalog.ts';

/** One line of a price list. USD per hour; null = not offered that way, or not known. */
export interface PriceRow {
  readonly provider: string;
  readonly region: string;
  readonly instance: InstanceType;
  readonly price: InstancePrice;
}

/** What to list; both null lists everything. */
export interface PriceQuery {
  /** Instance type, or an accelerator by any name: then everything that carries it. Ignores case. */
  readonly instance: string | null;
  readonly region: string | null;
}

/**
 * Prices that match the query, by provider, then region, then price. A type or region that is not known gives no rows.
 */
export function priceRows(catalog: Catalog, query: PriceQuery): readonly PriceRow[] {
  const types = matchingTypes(catalog, query.instance);
  const rows: PriceRow[] = [];
  for (const provider of catalog.providers) {
    const own = types.filter((one) => one.provider === provider);
    if (own.length === 0) continue;
    for (const region of catalog.regions(provider)) {
      if (query.region !== null && !sameRegion(region, query.region)) continue;
      const here = own.flatMap((instance) => {
        const price = catalog.price(instance, region);
        return price === null ? [] : [{ provider, region, instance, price }];
      });
      rows.push(...here.sort(byPrice));
    }
  }
  return rows;
}

function matchingTypes(catalog: Catalog, name: string | null): readonly InstanceType[] {
  if (name === null) return catalog.instances;
  const wanted = name.trim().toLowerCase();
  const exact = catalog.instances.filter((one) => one.name.toLowerCase() === wanted);
  if (exact.length > 0) return exact;
  const accelerator = catalog.accelerator(name)?.id;
  if (accelerator === undefined) return [];
  return catalog.instances.filter((one) => one.accelerator === accelerator);
}

function sameRegion(region: string, wanted: string): boolean {
  const key = (name: string): string => name.toLowerCase().replaceAll(' ', '');
  return key(region) === key(wanted);
}

function byPrice(a: PriceRow, b: PriceRow): number {
  return (
    (a.price.onDemand ?? Infinity) - (b.price.onDemand ?? Infinity) ||
    (a.instance.name < b.instance.name ? -1 : 1)
  );
}
