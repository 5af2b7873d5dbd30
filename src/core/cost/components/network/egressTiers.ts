import type { NamedInput } from '../../../model/estimate.ts';
import { ancillaryPrice, priceInput, pricedCloud, type PricedCloud } from '../ancillary.ts';
import type { ComponentContext } from '../context.ts';

/** GiB a month a tier holds, and its entry in the price list. */
type Tier = readonly [size: number, item: string];

const tib = 1024;

/** Free allowances are left out: they belong to the account, and something else uses them up. */
const tiers: Readonly<Record<PricedCloud, readonly Tier[]>> = {
  aws: [
    [10 * tib, 'egress_internet first 10TB'],
    [40 * tib, 'egress_internet next 40TB'],
    [100 * tib, 'egress_internet next 100TB'],
    [Infinity, 'egress_internet over 150TB'],
  ],
  gcp: [
    [tib, 'egress_internet 0-1 TiB'],
    [9 * tib, 'egress_internet 1-10 TiB'],
    [Infinity, 'egress_internet >10 TiB'],
  ],
  azure: [
    [10 * tib, 'egress_internet to 10 TB'],
    [40 * tib, 'egress_internet next 40 TB'],
    [Infinity, 'egress_internet next 100 TB'],
  ],
};

export interface PricedEgress {
  readonly usd: number;
  /** USD per GiB on average; of the first tier when nothing leaves. */
  readonly perGiB: number;
  readonly inputs: readonly NamedInput[];
}

/** USD for a month’s egress in GiB, each part at the price of its tier; null when the cloud has no price. */
export function egressTiers(context: ComponentContext, volume: number): PricedEgress | null {
  const cloud = pricedCloud(context);
  if (cloud === null) return null;
  const inputs: NamedInput[] = [];
  let left = volume;
  let usd = 0;
  let last: number | null = null;
  for (const [size, item] of tiers[cloud]) {
    const price = ancillaryPrice(context, item);
    if (price !== null) inputs.push(priceInput(price));
    // A tier without a price of its own costs what the one before it does, which is rather too much than too little.
    const perGiB: number | null = price?.usd ?? last;
    if (perGiB === null) return null;
    const part = Math.min(left, size);
    usd += part * perGiB;
    left -= part;
    last = perGiB;
    if (left <= 0) break;
  }
  return { usd, perGiB: volume > 0 ? usd / volume : (last ?? 0), inputs };
}
