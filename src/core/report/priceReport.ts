import type { Catalog } from '../model/catalog.ts';
import type { Cited } from '../model/cited.ts';

/** What prices are asked for; null = all. Names are the provider's own. */
export interface PriceQuery {
  readonly instance: string | null;
  readonly region: string | null;
}

/** The price of an instance type in a region. */
export interface PriceRow {
  readonly provider: string;
  readonly instance: string;
  readonly region: string;
  readonly accelerator: string | null;
  readonly accelerators: number;
  readonly vcpus: number | null;
  readonly memoryGiB: number | null;
  /** USD per hour. */
  readonly onDemand: number | null;
  readonly spot: number | null;
  readonly asOf: string;
  readonly source: string;
  /** Where the spot price is from, when that is not where the on-demand price is. */
  readonly spotSource?: Cited;
  readonly note: string;
}

/** The prices of the catalogue, in its order. */
export function priceRows(catalog: Catalog, { instance, region }: PriceQuery): readonly PriceRow[] {
  return catalog.instances
    .filter(({ name }) => instance === null || name === instance)
    .flatMap((type) => {
      const regions = region === null ? catalog.regions(type.provider) : [region];
      return regions.flatMap((place): PriceRow[] => {
        const price = catalog.price(type, place);
        if (price === null) return [];
        return [
          {
            provider: type.provider,
            instance: type.name,
            region: place,
            accelerator: type.accelerator,
            accelerators: type.acceleratorCount,
            vcpus: type.vcpus,
            memoryGiB: type.memoryGiB,
            onDemand: price.onDemand,
            spot: price.spot,
            asOf: price.asOf,
            source: price.source,
            ...(price.spotSource === undefined ? {} : { spotSource: price.spotSource }),
            note: price.note,
          },
        ];
      });
    });
}

/** How many instance types and regions are priced of each provider. */
export function priceOverview(catalog: Catalog): readonly {
  readonly provider: string;
  readonly instanceTypes: number;
  readonly regions: number;
}[] {
  return catalog.providers.map((provider) => ({
    provider,
    instanceTypes: catalog.instances.filter((one) => one.provider === provider).length,
    regions: catalog.regions(provider).length,
  }));
}
