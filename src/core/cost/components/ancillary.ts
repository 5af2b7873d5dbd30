import type { AncillaryPrice } from '../../model/catalog.ts';
import type { NamedInput } from '../../model/estimate.ts';
import { mainRegion } from '../site.ts';
import type { ComponentContext } from './context.ts';

/** Clouds whose prices for network, storage and management the catalogue knows. */
export type PricedCloud = 'aws' | 'gcp' | 'azure';

export function pricedCloud(context: ComponentContext): PricedCloud | null {
  const provider = context.site.provider.value;
  return provider === 'aws' || provider === 'gcp' || provider === 'azure' ? provider : null;
}

/**
 * Price of something other than an instance. These are only known for the main region of most clouds, and differ little
 * from it elsewhere; the input says for which region the price holds. Null = not known.
 */
export function ancillaryPrice(context: ComponentContext, item: string): AncillaryPrice | null {
  const cloud = context.site.provider.value;
  const { catalog } = context;
  return (
    catalog.ancillary(cloud, item, context.site.region.value) ??
    catalog.ancillary(cloud, item, mainRegion(cloud, catalog))
  );
}

export function priceInput(price: AncillaryPrice): NamedInput {
  const region = price.region === '*' ? 'all regions' : price.region;
  return {
    name: `${price.item} (${price.cloud}, ${region})`,
    value: price.usd,
    unit: `USD/${price.unit}`,
    origin: { kind: 'catalog', entry: price.item, source: price.source, asOf: price.asOf },
  };
}
