import type { InstancePrice, InstanceType, PricedInstance } from '../model/catalog.ts';
import type { Provider } from '../model/deployment.ts';
import { attachedTypes, type AttachedType } from './attached.ts';
import { cited } from './decode.ts';
import { lazy } from './lazy.ts';
import { roundPrice, vectorReader } from './priceVectors.ts';
import type { InstancesFile, ProviderPrices } from './schema.ts';

/** Region under which a provider's one price list for all its regions is filed. */
const everywhere = 'all';

/** Instances and prices of one provider. */
export interface ProviderCatalog {
  readonly provider: Provider;
  readonly regions: readonly string[];
  readonly instances: readonly InstanceType[];
  find(name: string): InstanceType | null;
  price(name: string, region: string): InstancePrice | null;
  with(accelerator: string | null, region: string): readonly PricedInstance[];
}

type TypeEntry = ProviderPrices['types'][number];

export function providerCatalog(
  provider: Provider,
  prices: ProviderPrices,
  file: InstancesFile,
): ProviderCatalog {
  const entries = new Map(prices.types.map((entry) => [entry[0].toLowerCase(), entry]));
  const regionIndex = new Map(prices.regions.map((region, index) => [regionKey(region), index]));
  const read = {
    onDemand: vectorReader(prices.onDemand),
    spot: vectorReader(prices.spot),
    cite: vectorReader(prices.cite),
  };
  const machines = prices.types
    .filter((entry) => !prices.attachable.some(({ type }) => type === entry[0]))
    .map((entry) => instanceType(provider, entry));
  const attached = lazy(() => attachedTypes(machines, prices.attachable));
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
    const entry = entries.get(name.toLowerCase());
    const at = regionIndex.get(regionKey(region)) ?? regionIndex.get(everywhere);
    if (entry === undefined || at === undefined) return null;
    const [, , , , , , base, onDemandIndex, spotIndex, citeIndex] = entry;
    const onDemandRatio = read.onDemand(onDemandIndex)[at] ?? null;
    const spotRatio = read.spot(spotIndex)[at] ?? null;
    if (onDemandRatio === null && spotRatio === null) return null;
    const onDemand = onDemandRatio === null ? null : roundPrice(base * onDemandRatio);
    const spot = spotRatio === null ? null : roundPrice((onDemand ?? base) * spotRatio);
    const citations = read.cite(citeIndex);
    const citation = (citations.length === 1 ? citations[0] : citations[at]) ?? -1;
    const notes = prices.typeNotes
      .filter(
        ([type, where]) => type === entry[0] && (where === '*' || where === prices.regions[at]),
      )
      .map(([, , note]) => file.notes[note] ?? '');
    return { onDemand, spot, note: notes.join(' '), ...cited(file.citations, citation) };
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
    regions: prices.regions,
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

/** `East US`, `eastus`, `EastUS` are one region. */
function regionKey(region: string): string {
  return region.toLowerCase().replaceAll(' ', '');
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
    source: `machine: ${host.source}; accelerator: ${card.source}`,
    asOf: [host.asOf, card.asOf].sort()[0] ?? 'undated',
  };
}
