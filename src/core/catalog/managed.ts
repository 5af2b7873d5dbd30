import type { ManagedPlatform, ManagedPrice } from '../model/catalog.ts';
import type { Provider } from '../model/deployment.ts';
import { cited, decodeFile, type PartText } from './decode.ts';
import type { InstancePart } from './instances.ts';
import { roundPrice } from './priceVectors.ts';
import { managedFile } from './schema.ts';

/** Platforms that charge a machine's price times a factor: the cloud, and what the name has before the machine's. */
const underlying: Partial<
  Record<ManagedPlatform, { readonly provider: Provider; readonly prefix: string }>
> = {
  'aws-sagemaker': { provider: 'aws', prefix: 'ml.' },
  'gcp-vertex': { provider: 'gcp', prefix: '' },
};

export type ManagedLookup = (
  platform: ManagedPlatform,
  name: string,
  region: string,
) => ManagedPrice | null;

/**
 * Prices of managed platforms. SageMaker and Vertex lists hold one region; in another region the price is the factor over
 * the machine's own price times that price there, and the source says so.
 */
export function decodeManaged(text: PartText, instances: () => InstancePart): ManagedLookup {
  const file = decodeFile(managedFile, text, { citations: [], prices: [] });
  const rows = file.prices.map(
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
  return (platform, name, region) => {
    const named = rows.filter(
      (row) => row.platform === platform && row.name === name.trim().toLowerCase(),
    );
    const listed = named.find((row) => row.region === region);
    const first = named[0];
    if (listed !== undefined || first === undefined) return listed ?? null;
    return scaled(first, region, instances());
  };
}

function scaled(row: ManagedPrice, region: string, instances: InstancePart): ManagedPrice | null {
  const machine = underlying[row.platform];
  if (machine === undefined) return null;
  const prices = instances.of(machine.provider);
  const type = row.name.slice(machine.prefix.length);
  const home = prices?.price(type, row.region)?.onDemand ?? null;
  const there = prices?.price(type, region) ?? null;
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
