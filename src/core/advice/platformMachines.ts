import { managedInstance } from '../catalog/managedInstance.ts';
import { managedOffer } from '../catalog/managedOffer.ts';
import type { PricedInstance } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import type { ServingPlatform } from '../model/deployment.ts';
import { siteFor, type Machine, type MachineTerms } from './machineTerms.ts';

/** The cheapest instance for every accelerator and number of them. */
export function platformMachines(terms: MachineTerms): readonly Machine[] {
  const { deployment, catalog } = terms;
  const { supply, accelerator: request } = deployment;
  if (supply.kind !== 'managed') return [];
  const provider = siteFor(terms).provider.value;
  const byKind = new Map<string, PlatformInstance>();
  for (const one of platformInstances(supply.platform, terms)) {
    const key = `${one.accelerator ?? ''} ${one.acceleratorCount}`;
    const known = byKind.get(key);
    if (known === undefined || one.perHour < known.perHour) byKind.set(key, one);
  }
  return [...byKind.values()].flatMap((one) => {
    const accelerator = one.accelerator === null ? null : catalog.accelerator(one.accelerator);
    if (accelerator?.kind !== 'gpu' || accelerator.vendor !== request?.vendor) return [];
    if (!Number.isInteger(one.acceleratorCount)) return [];
    const isThere = supply.instanceType?.value === one.name;
    const named: Change = { kind: 'set-instance-type', instanceType: one.name, provider };
    return [
      {
        accelerator,
        count: one.acceleratorCount,
        instance: one.name,
        hour: one.perHour,
        changes: isThere ? [] : [named],
        assumed: [],
      },
    ];
  });
}

/** An instance of a platform at its price of an hour. */
interface PlatformInstance {
  readonly name: string;
  readonly vcpus: number | null;
  readonly memoryGiB: number | null;
  readonly accelerator: string | null;
  readonly acceleratorCount: number;
  /** USD. */
  readonly perHour: number;
  readonly offer: PricedInstance;
}

/** All instances that a platform sells where the deployment runs, at known prices. */
export function platformInstances(
  platform: ServingPlatform,
  terms: MachineTerms,
): readonly PlatformInstance[] {
  const { catalog } = terms;
  const site = siteFor(terms);
  const { value: provider } = site.provider;
  const vendor = provider === 'aws' || provider === 'gcp' || provider === 'azure' ? provider : null;
  const names =
    platform === 'azure-ml'
      ? catalog.instances.flatMap((one) => (one.provider === 'azure' ? one.name : []))
      : catalog.managedPrices.flatMap((one) => (one.platform === platform ? one.name : []));
  return [...new Set(names)].flatMap((name): PlatformInstance[] => {
    const instance = managedInstance(platform, name, catalog);
    if (instance === null) return [];
    const place = { platform, instance, region: site.region.value };
    const offer = managedOffer(place, { product: null, count: 0 }, vendor, catalog);
    const perHour = offer?.price.onDemand ?? null;
    return offer === null || perHour === null ? [] : [{ ...instance, perHour, offer }];
  });
}
