import type { AncillaryPrice } from '../../../model/catalog.ts';
import type { CostComponent } from '../../../model/estimate.ts';
import { ancillaryPrice, priceInput, pricedCloud, type PricedCloud } from '../ancillary.ts';
import { sourcedInput } from '../../inputs.ts';
import { type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { line } from '../line.ts';

/** A size of cache server: the most it holds in GiB, and whether its price is for one server or for a GiB. */
interface CacheSize {
  readonly holds: number;
  readonly item: string;
  readonly per: 'server' | 'GiB';
}

/** Smallest first. What is larger than the last takes several of it. */
const caches: Readonly<Record<PricedCloud, readonly CacheSize[]>> = {
  aws: [
    { holds: 0.5, item: 'elasticache_redis cache.t4g.micro', per: 'server' },
    { holds: 6.38, item: 'elasticache_redis cache.m6g.large (6.38 GiB)', per: 'server' },
    { holds: 13.07, item: 'elasticache_redis cache.r7g.large (13.07 GiB)', per: 'server' },
  ],
  // Larger sizes are cheaper by the GiB, which the list does not hold: rather too much than too little.
  gcp: [{ holds: Infinity, item: 'memorystore_redis_basic_M1 (1-4 GB)', per: 'GiB' }],
  azure: [{ holds: 6, item: 'redis_cache Premium_P1 6GB', per: 'server' }],
};

/** A Redis that holds what is stated, in servers of the cloud’s own sizes. */
export function cacheServerComponents(context: ComponentContext): readonly CostComponent[] {
  if (!counts('cacheServer', context)) return [];
  const { sizeGiB } = context.assumptions.components.cacheServer;
  const hours = context.assumptions.calendarHours;
  const priced = sizeGiB === null ? null : cachePrice(sizeGiB.value, context);
  return [
    line({
      name: 'Cache server',
      category: 'storage',
      quantity: sizeGiB === null ? null : (priced?.amount ?? 1) * hours.value,
      unit: priced?.per === 'GiB' ? 'GiB-hours' : 'server-hours',
      unitPrice: priced?.price.usd ?? null,
      formula: priced?.per === 'GiB' ? 'GiB × hours × price' : 'servers × hours × price',
      unknown:
        sizeGiB === null
          ? 'the size of the cache is not stated (cacheServer.sizeGiB)'
          : 'no cache server price is known',
      inputs: [
        ...(sizeGiB === null ? [] : [sourcedInput('cache', sizeGiB, 'GiB')]),
        sourcedInput('hours', hours, 'h/month'),
        ...(priced === null ? [] : [priceInput(priced.price)]),
      ],
    }),
  ];
}

/** Memory of a cloud’s cache servers: how many of them, or of its GiB. */
export interface PricedCache {
  readonly amount: number;
  readonly per: 'server' | 'GiB';
  readonly price: AncillaryPrice;
}

/** What holds so many GiB in the cloud of the deployment; null where it has no price. */
export function cachePrice(gib: number, context: ComponentContext): PricedCache | null {
  const cloud = pricedCloud(context);
  const sizes = cloud === null ? [] : caches[cloud];
  const size = sizes.find(({ holds }) => gib <= holds) ?? sizes.at(-1);
  const price = size === undefined ? null : ancillaryPrice(context, size.item);
  if (size === undefined || price === null) return null;
  return { amount: size.per === 'GiB' ? gib : Math.ceil(gib / size.holds), per: size.per, price };
}
