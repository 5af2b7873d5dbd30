import type { InstancePrice } from '../model/catalog.ts';
import { listedPrices } from './listedPrice.ts';
import type { InstancesFile, ProviderPrices } from './schema.ts';

/** Region under which a price for all regions of a provider is filed. */
export const everywhere = 'all';

/** A price, and whether it is from somebody's own price book. */
export interface StatedPrice {
  readonly price: InstancePrice;
  readonly isBook: boolean;
}

/** What one list says of one provider. */
export interface PriceLookup {
  readonly regions: readonly string[];
  readonly types: ProviderPrices['types'];
  readonly attachable: ProviderPrices['attachable'];
  price(name: string, region: string): StatedPrice | null;
}

export function priceLookup(
  prices: ProviderPrices,
  file: InstancesFile,
  isBook: boolean,
): PriceLookup {
  const entries = new Map(prices.types.map((entry) => [entry[0].toLowerCase(), entry]));
  const regionIndex = new Map([
    ...prices.regions.map((region, index) => [regionKey(region), index] as const),
    // As they are written they are found without making a key first.
    ...prices.regions.map((region, index) => [region, index] as const),
  ]);
  const listed = listedPrices(prices, file);
  const { regions, types, attachable } = prices;
  return {
    regions,
    types,
    attachable,
    price: (name, region) => {
      const entry = entries.get(name.toLowerCase());
      if (entry === undefined) return null;
      const at = regionIndex.get(region) ?? regionIndex.get(regionKey(region));
      const here = at === undefined ? null : listed(entry, at);
      const inAll = regionIndex.get(everywhere);
      const price = here ?? (inAll === undefined ? null : listed(entry, inAll));
      return price === null ? null : { price, isBook };
    },
  };
}

/** `East US`, `eastus`, `EastUS` are one region. */
export function regionKey(region: string): string {
  return region.toLowerCase().replaceAll(' ', '');
}
