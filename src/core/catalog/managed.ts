import type { ManagedPlatform, ManagedPrice } from '../model/catalog.ts';
import type { Provider } from '../model/deployment.ts';
import { cited } from './decode.ts';
import type { InstancePart } from './instances.ts';
import { roundPrice } from './priceVectors.ts';
import type { ManagedFile } from './schema.ts';

/** Platforms that charge a machine's price times a factor: the cloud, and what the name has before the machine's. */
const underlying: Partial<
  Record<ManagedPlatform, { readonly provider: Provider; readonly prefix: string }>
> = {
  'aws-sagemaker': { provider: 'aws', prefix: 'ml.' },
  'gcp-vertex': { provider: 'gcp', prefix: '' },
};

export interface ManagedPart {
  /** As they are listed; some platforms in one region only. */
  readonly all: readonly ManagedPrice[];
  find(platform: ManagedPlatform, name: string, region: string): ManagedPrice | null;
}

export function managedPrices(file: ManagedFile): readonly ManagedPrice[] {
  return file.prices.map(
    ([platform, region, name, vcpus, memoryGiB, accelerator, count, perHour, cite]) => ({
      platform,
      region,
      name,
      vcpus,
      memoryGiB,
      accelerator: accelerator === '' ? null : accelerator,
      acceleratorCount: count,
      perHour,
      ...cited(file.citations, cite),
    }),
  );
}

/** Prices of machines: those of the days of the managed prices, from which factors are made, and those of now. */
interface MachinePrices {
  readonly then: () => InstancePart;
  readonly now: () => InstancePart;
}

/**
 * Prices of managed platforms. SageMaker and Vertex lists hold one region; in another region the price is the factor over
 * the machine's own price times that price there, and the source says so.
 */
export function managedPart(rows: readonly ManagedPrice[], machines: MachinePrices): ManagedPart {
  const find: ManagedPart['find'] = (platform, name, region) => {
    const named = rows.filter(
      (row) => row.platform === platform && row.name === name.trim().toLowerCase(),
    );
    const listed = named.find((row) => row.region === region);
    const first = named[0];
    if (listed !== undefined) return listed;
    if (first !== undefined) return scaled(first, region, machines);
    return byFactor(
      rows.filter((row) => row.platform === platform),
      name.trim().toLowerCase(),
      region,
      machines,
    );
  };
  return { all: rows, find };
}

/**
 * A machine the list lacks: its own price times the factor of its family, else of the list’s machines like it (with or
 * without accelerators), the median of each. Null for platforms that do not charge by a machine’s price.
 */
function byFactor(
  rows: readonly ManagedPrice[],
  name: string,
  region: string,
  machines: MachinePrices,
): ManagedPrice | null {
  const first = rows[0];
  const machine = first && underlying[first.platform];
  if (machine === undefined || first === undefined || !name.startsWith(machine.prefix)) return null;
  const prices = machines.now().of(machine.provider);
  const type = prices?.find(name.slice(machine.prefix.length)) ?? null;
  const price = type === null ? null : (prices?.price(type.name, region) ?? null);
  if (type === null || price?.onDemand == null) return null;
  const family = rows.filter((row) => familyOf(row.name) === familyOf(name));
  const alike = rows.filter((row) => row.acceleratorCount > 0 === type.acceleratorCount > 0);
  const peers = family.length > 0 ? family : alike;
  const factor = medianFactor(peers, machine.prefix, machines.then().of(machine.provider));
  if (factor === null) return null;
  const of = family.length > 0 ? familyOf(name) : 'machines like it';
  return {
    platform: first.platform,
    region,
    name,
    vcpus: type.vcpus,
    memoryGiB: type.memoryGiB,
    accelerator: type.accelerator,
    acceleratorCount: type.acceleratorCount,
    perHour: roundPrice(price.onDemand * factor),
    source: `${factor.toFixed(2)} x the machine's price in ${region} (${price.source}), the median factor of ${of} in the list`,
    asOf: price.asOf,
  };
}

/** `ml.g5` of `ml.g5.xlarge`, `n1` of `n1-standard-4`. */
function familyOf(name: string): string {
  return name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : (name.split('-')[0] ?? name);
}

function medianFactor(
  rows: readonly ManagedPrice[],
  prefix: string,
  prices: ReturnType<InstancePart['of']>,
): number | null {
  const factors = rows
    .flatMap((row) => {
      const own = prices?.price(row.name.slice(prefix.length), row.region)?.onDemand ?? null;
      return own === null ? [] : [row.perHour / own];
    })
    .sort((a, b) => a - b);
  return factors[Math.floor((factors.length - 1) / 2)] ?? null;
}

function scaled(row: ManagedPrice, region: string, machines: MachinePrices): ManagedPrice | null {
  const machine = underlying[row.platform];
  if (machine === undefined) return null;
  const type = row.name.slice(machine.prefix.length);
  const home = machines.then().of(machine.provider)?.price(type, row.region)?.onDemand ?? null;
  const there = machines.now().of(machine.provider)?.price(type, region) ?? null;
  if (home === null || there?.onDemand == null) return null;
  const factor = row.perHour / home;
  return {
    ...row,
    region,
    perHour: roundPrice(there.onDemand * factor),
    source: `${factor.toFixed(2)} x the machine's price in ${region} (${there.source}), the factor of ${row.region}: ${row.source}`,
    asOf: there.asOf,
  };
}
