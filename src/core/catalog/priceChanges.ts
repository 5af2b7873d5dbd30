import type { Catalog } from '../model/catalog.ts';

/** A price of a machine in a region that is another one now. USD an hour. */
export interface PriceMove {
  readonly provider: string;
  readonly instance: string;
  /** The region where it moved most. */
  readonly region: string;
  /** Regions in which it moved, that one among them. */
  readonly regions: number;
  readonly kind: 'onDemand' | 'spot';
  readonly before: number;
  readonly after: number;
}

/** How the prices of machines differ between two states of the catalogue, on-demand and spot prices counted apart. */
export interface PriceChanges {
  readonly added: number;
  readonly removed: number;
  readonly lower: number;
  readonly higher: number;
  /** The same as before, of another day. */
  readonly confirmed: number;
  readonly untouched: number;
  /** Prices of managed platforms, of tokens and of what is paid beside machines that are new, gone or others. */
  readonly others: number;
  /** One for each machine and kind, the largest first. */
  readonly moves: readonly PriceMove[];
}

interface Listed {
  readonly price: number;
  readonly asOf: string;
}

/** Compares all prices of machines that are listed themselves, not those made of two. */
export function priceChanges(before: Catalog, after: Catalog): PriceChanges {
  const old = listedPrices(before);
  const now = listedPrices(after);
  const moves = new Map<string, PriceMove>();
  let [added, lower, higher, confirmed, untouched] = [0, 0, 0, 0, 0];
  for (const [key, { price, asOf }] of now) {
    const was = old.get(key);
    if (was === undefined) added++;
    else if (was.price === price) {
      if (was.asOf === asOf) untouched++;
      else confirmed++;
    } else {
      if (price < was.price) lower++;
      else higher++;
      addMove(moves, key, was.price, price);
    }
  }
  const removed = [...old.keys()].filter((key) => !now.has(key)).length;
  const sorted = [...moves.values()].sort((a, b) => sizeOf(b) - sizeOf(a) || order(a, b));
  const others =
    differing(before.managedPrices, after.managedPrices) +
    differing(before.ancillaries, after.ancillaries) +
    differing(offersOf(before), offersOf(after));
  return { added, removed, lower, higher, confirmed, untouched, others, moves: sorted };
}

/** How many entries of two lists only one of them has, a changed one counted once. */
function differing(before: readonly object[], after: readonly object[]): number {
  const old = new Set(before.map((one) => JSON.stringify(one)));
  const now = new Set(after.map((one) => JSON.stringify(one)));
  const gone = [...old].filter((one) => !now.has(one)).length;
  const come = [...now].filter((one) => !old.has(one)).length;
  return Math.max(gone, come);
}

function offersOf(catalog: Catalog): readonly object[] {
  return catalog.offeredModels.flatMap((name) => catalog.apiPrices(name));
}

const kinds = ['onDemand', 'spot'] as const;

function listedPrices(catalog: Catalog): ReadonlyMap<string, Listed> {
  const prices = new Map<string, Listed>();
  for (const type of catalog.instances) {
    // Machines with accelerators attached are priced by both.
    if (type.name.includes('+')) continue;
    for (const region of catalog.regions(type.provider)) {
      const price = catalog.price(type, region);
      if (price === null) continue;
      for (const kind of kinds) {
        const value = price[kind];
        const { asOf } = (kind === 'spot' ? price.spotSource : undefined) ?? price;
        if (value !== null) {
          prices.set([type.provider, type.name, kind, region].join('\t'), { price: value, asOf });
        }
      }
    }
  }
  return prices;
}

function addMove(moves: Map<string, PriceMove>, key: string, before: number, after: number): void {
  const [provider = '', instance = '', kind = '', region = ''] = key.split('\t');
  const of = [provider, instance, kind].join('\t');
  const known = moves.get(of);
  const move: PriceMove = {
    provider,
    instance,
    region,
    regions: (known?.regions ?? 0) + 1,
    kind: kind === 'spot' ? 'spot' : 'onDemand',
    before,
    after,
  };
  const isLarger = known === undefined || sizeOf(move) > sizeOf(known);
  moves.set(of, isLarger ? move : { ...known, regions: move.regions });
}

/** Twice as dear is as large a move as half as dear. */
function sizeOf({ before, after }: PriceMove): number {
  return Math.abs(Math.log(after / before));
}

function order(a: PriceMove, b: PriceMove): number {
  return a.provider + a.instance < b.provider + b.instance ? -1 : 1;
}
