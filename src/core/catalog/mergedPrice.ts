import type { InstancePrice } from '../model/catalog.ts';
import { isNewer } from './priceDay.ts';
import type { StatedPrice } from './priceLookup.ts';

type Kind = 'onDemand' | 'spot';

/**
 * What several lists say of the same machine in the same region, each price with its own source. A price book counts before
 * public lists; of these the newer one counts, the later of two that are equally old. A list that says nothing of a kind of
 * price leaves what another says of it.
 */
export function mergedPrice(stated: readonly (StatedPrice | null)[]): InstancePrice | null {
  const known = stated.filter((one) => one !== null);
  if (known.length <= 1) return known[0]?.price ?? null;
  const onDemand = known.reduce<StatedPrice | null>(chosen('onDemand'), null)?.price ?? null;
  const spot = known.reduce<StatedPrice | null>(chosen('spot'), null)?.price ?? null;
  const main = onDemand ?? spot;
  if (main === null) return null;
  const { note, source, asOf } = main;
  const ofSpot = spot?.spotSource ?? spot;
  const isElsewhere = ofSpot !== null && (ofSpot.source !== source || ofSpot.asOf !== asOf);
  return {
    onDemand: onDemand?.onDemand ?? null,
    spot: spot?.spot ?? null,
    note,
    source,
    asOf,
    ...(isElsewhere ? { spotSource: { source: ofSpot.source, asOf: ofSpot.asOf } } : {}),
  };
}

function chosen(kind: Kind): (best: StatedPrice | null, other: StatedPrice) => StatedPrice | null {
  return (best, other) => {
    if (other.price[kind] === null) return best;
    if (best === null || (other.isBook && !best.isBook)) return other;
    if (best.isBook && !other.isBook) return best;
    return isNewer(dayOf(best.price, kind), dayOf(other.price, kind)) ? best : other;
  };
}

function dayOf(price: InstancePrice, kind: Kind): string {
  return (kind === 'spot' ? price.spotSource : undefined)?.asOf ?? price.asOf;
}
