import type { InstancePrice, InstanceType, PricedInstance } from '../model/catalog.ts';
import type { Cited } from '../model/cited.ts';
import type { Provider } from '../model/deployment.ts';
import { attachedTypes, type AttachedType } from './attached.ts';
import { lazy } from './lazy.ts';
import { everywhere, priceLookup, regionKey, type PriceLookup } from './priceLookup.ts';
import { mergedPrice } from './mergedPrice.ts';
import { roundPrice } from './priceVectors.ts';
import type { InstancesFile, ProviderPrices } from './schema.ts';

type TypeEntry = ProviderPrices['types'][number];

/** One list of prices. */
export interface PriceList {
  readonly file: InstancesFile;
  /** A price book is somebody's own: it counts before public lists whatever its date. */
  readonly isBook: boolean;
}

/** Instances and prices of one provider. */
export interface ProviderCatalog {
  readonly provider: Provider;
  readonly regions: readonly string[];
  readonly instances: readonly InstanceType[];
  find(name: string): InstanceType | null;
  price(name: string, region: string): InstancePrice | null;
  with(accelerator: string | null, region: string): readonly PricedInstance[];
}

/** Of several lists the first one that has a type says what it is; `mergedPrice` says which price counts. */
export function providerCatalog(provider: Provider, lists: readonly PriceList[]): ProviderCatalog {
  const own = lists.flatMap(({ file, isBook }) => {
    const prices = file.providers[provider];
    return prices === undefined ? [] : [priceLookup(prices, file, isBook)];
  });
  const regions = regionsOf(own);
  const attachable = own.find((one) => one.attachable.length > 0)?.attachable ?? [];
  const types = new Map<string, InstanceType>();
  for (const entry of own.flatMap((one) => one.types)) {
    const key = entry[0].toLowerCase();
    if (!types.has(key)) types.set(key, instanceType(provider, entry));
  }
  const machines = [...types.values()].filter(
    ({ name }) => !attachable.some(({ type }) => type === name),
  );
  const attached = lazy(() => attachedTypes(machines, attachable));
  const byName = lazy(
    () =>
      new Map(
        [...machines, ...attached().map(({ instance }) => instance)].map((one) => [
          one.name.toLowerCase(),
          one,
        ]),
      ),
  );
  const parts = lazy(
    () => new Map(attached().map((one) => [one.instance.name.toLowerCase(), one])),
  );

  function listed(name: string, region: string): InstancePrice | null {
    return mergedPrice(own.map((one) => one.price(name, region)));
  }

  function price(name: string, region: string): InstancePrice | null {
    const combination = parts().get(name.toLowerCase());
    if (combination === undefined) return listed(name, region);
    return attachedPrice(combination, (type) => listed(type, region));
  }

  const offers = new Map<string, readonly PricedInstance[]>();
  function offersOf(accelerator: string | null, region: string): readonly PricedInstance[] {
    return [...byName().values()]
      .filter((one) =>
        accelerator === null
          ? one.acceleratorCount === 0
          : one.accelerator === accelerator && one.acceleratorCount >= 1,
      )
      .flatMap((instance) => {
        const found = price(instance.name, region);
        return found === null ? [] : [{ instance, region, price: found }];
      })
      .sort(
        (a, b) =>
          (a.price.onDemand ?? Infinity) - (b.price.onDemand ?? Infinity) ||
          (a.instance.name < b.instance.name ? -1 : 1),
      );
  }

  return {
    provider,
    regions,
    get instances() {
      return [...byName().values()];
    },
    find: (name) => byName().get(name.trim().toLowerCase()) ?? null,
    price,
    with(accelerator, region) {
      const key = `${accelerator ?? ''}\t${regionKey(region)}`;
      const known = offers.get(key);
      if (known !== undefined) return known;
      const found = offersOf(accelerator, region);
      offers.set(key, found);
      return found;
    },
  };
}

/** A list for all regions at once has none by name; where others name theirs, those are the regions. */
function regionsOf(lists: readonly PriceLookup[]): readonly string[] {
  const all = [...new Set(lists.flatMap(({ regions }) => regions))];
  const named = all.filter((region) => region !== everywhere);
  return lists.length === 1 || named.length === 0 ? all : named.toSorted();
}

function instanceType(provider: Provider, entry: TypeEntry): InstanceType {
  const [name, vcpus, memoryGiB, accelerator, acceleratorName, acceleratorCount] = entry;
  return {
    provider,
    name,
    vcpus,
    memoryGiB,
    accelerator: accelerator === '' ? null : accelerator,
    acceleratorName: acceleratorName === '' ? null : acceleratorName,
    acceleratorCount,
  };
}

/** Machine plus accelerators; null when one of them is not sold in the region. */
function attachedPrice(
  { machine, part, instance }: AttachedType,
  listed: (type: string) => InstancePrice | null,
): InstancePrice | null {
  const host = listed(machine);
  const card = listed(part);
  if (host === null || card === null) return null;
  const sum = (a: number | null, b: number | null): number | null =>
    a === null || b === null ? null : roundPrice(a + instance.acceleratorCount * b);
  return {
    onDemand: sum(host.onDemand, card.onDemand),
    spot: sum(host.spot, card.spot),
    note: '',
    ...bothSources(host, card),
    ...(host.spotSource === undefined && card.spotSource === undefined
      ? {}
      : { spotSource: bothSources(host.spotSource ?? host, card.spotSource ?? card) }),
  };
}

function bothSources(machine: Cited, accelerator: Cited): Cited {
  return {
    source: `machine: ${machine.source}; accelerator: ${accelerator.source}`,
    asOf: older(machine.asOf, accelerator.asOf),
  };
}

function older(a: string, b: string): string {
  return [a, b].sort()[0] ?? 'undated';
}
