import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import { managedInstance } from '../catalog/managedInstance.ts';
import { managedOffer } from '../catalog/managedOffer.ts';
import { podRequest } from '../cost/acceleratorHardware.ts';
import { cpuPod } from '../cost/cpuHardware.ts';
import { nodeOf, cheapest, replicaHour, type HardwareOption } from '../cost/offer.ts';
import { siteOf, type Site } from '../cost/site.ts';
import { isArm, isBurstable, isUnusual } from '../cost/unusualMachines.ts';
import type { AcceleratorFacts, Catalog } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import type { Deployment, PurchaseOption, ServingPlatform } from '../model/deployment.ts';
import { isGiven, withChanges } from './consider.ts';

/** How a config says what it runs on, and so how another machine is written into it. */
export type Carrier =
  /** A platform's instance type, which brings its accelerators. */
  | 'platform'
  /** A cloud's instance type, by a label or a field. */
  | 'instance'
  /** The product, by a label or a field; which machine carries it is the cluster's business. */
  | 'accelerator'
  /** Nothing: `.servingcost.yaml`, the settings or a default say it. */
  | 'assumed';

/** Platforms whose instances the catalogue lists at their own prices. */
const listedPlatforms: ReadonlySet<ServingPlatform> = new Set<ServingPlatform>([
  'aws-sagemaker',
  'gcp-vertex',
  'azure-ml',
  'hf-endpoints',
]);

/**
 * Null where another machine is no edit of one value: capacity that is not sold by the machine, slices, replicas over
 * several pods, and pods without accelerators that name no machine.
 */
export function carrierOf({
  supply,
  accelerator,
  placement,
  podsPerReplica,
}: Deployment): Carrier | null {
  if (supply.kind === 'managed') {
    return listedPlatforms.has(supply.platform) && supply.instanceType !== null ? 'platform' : null;
  }
  if (supply.kind !== 'replicas' || podsPerReplica.value > 1) return null;
  if (accelerator !== null && accelerator.slice !== null) return null;
  // Machines of a HyperPod cluster: what else it has is not among what the cloud sells.
  if (placement.instanceType?.value.startsWith('ml.') === true) return null;
  if (placement.instanceType !== null) return 'instance';
  if (accelerator === null || accelerator.count.value <= 0) return null;
  return accelerator.product !== null ? 'accelerator' : 'assumed';
}

/** Fields of a deployment's block in `.servingcost.yaml` that say where and how it runs. */
export interface Assumed {
  readonly field: 'accelerator' | 'instanceType' | 'purchase' | 'region';
  readonly value: string;
}

/** What a replica could run on, and what has to be written for it. */
export interface Machine {
  /** Null on CPU. */
  readonly accelerator: AcceleratorFacts | null;
  /** Accelerators of one replica; 0 on CPU. */
  readonly count: number;
  /** As the cloud or platform names it. */
  readonly instance: string;
  /** USD per hour of a replica on it. */
  readonly hour: number;
  readonly changes: readonly Change[];
  readonly assumed: readonly Assumed[];
}

/** What the search for a machine depends on. */
export interface MachineTerms {
  readonly deployment: Deployment;
  readonly assumptions: ResolvedAssumptions;
  readonly catalog: Catalog;
  readonly purchase: PurchaseOption;
  /** Null = where it runs today. */
  readonly region: string | null;
}

/**
 * What the deployment could run on in its region: for every accelerator of the vendor and every number of them the cheapest
 * machine at a known price that holds a replica. Empty where nothing in the config could name another one. Platforms sell
 * whole instances, so that the numbers are those of the instances; elsewhere they are `counts`.
 */
export function machinesOf(terms: MachineTerms, counts: readonly number[]): readonly Machine[] {
  const { deployment, catalog } = terms;
  const carrier = carrierOf(deployment);
  const request = deployment.accelerator;
  if (carrier === null || request === null) return [];
  if (carrier === 'platform') return onPlatform(terms);
  return catalog.accelerators
    .filter(({ kind, vendor }) => kind === 'gpu' && vendor === request.vendor)
    .flatMap((accelerator) =>
      counts.flatMap((count) => inCloud(carrier, accelerator, count, terms) ?? []),
    );
}

function siteFor({ deployment, assumptions, catalog, region }: MachineTerms): Site {
  const site = siteOf(deployment, assumptions, catalog);
  return region === null ? site : { ...site, region: { ...site.region, value: region } };
}

function inCloud(
  carrier: Carrier,
  accelerator: AcceleratorFacts,
  count: number,
  terms: MachineTerms,
): Machine | null {
  const { deployment, assumptions, catalog } = terms;
  const present = deployment.accelerator;
  const site = siteFor(terms);
  const provider = site.provider.value;
  // Where the instance type gives the accelerators, it gives all of them.
  const whole = carrier === 'instance' && isGiven(present, deployment.placement.instanceType);
  const counts: readonly Change[] =
    whole || present === null || present.count.value === count
      ? []
      : [{ kind: 'set-accelerator-count', count }];
  const asked: readonly Change[] = [{ kind: 'set-accelerator-count', count }];
  const pod = podRequest(withChanges(deployment, asked, catalog), accelerator);
  const options = catalog
    .instancesWith(accelerator.id, provider, site.region.value)
    .filter(
      ({ instance }) =>
        !isUnusual(instance) &&
        (whole ? instance.acceleratorCount === count : instance.acceleratorCount >= count),
    )
    .map((offer): HardwareOption => ({
      accelerator,
      origin: site.region.origin,
      site,
      pod,
      node: nodeOf(offer, pod, terms),
    }));
  const best = cheapest(options)?.node ?? null;
  if (best === null || best.price.perHour === null || !best.packing.fits) return null;
  const { name } = best.offer.instance;
  const hour = best.price.perHour * best.packing.nodesPerReplica;
  const isSame = present?.product?.value === accelerator.id;
  switch (carrier) {
    case 'instance': {
      const named: Change = { kind: 'set-instance-type', instanceType: name, provider };
      const isThere = deployment.placement.instanceType?.value === name;
      return {
        accelerator,
        count,
        instance: name,
        hour,
        changes: isThere ? counts : [named, ...counts],
        assumed: [],
      };
    }
    case 'accelerator': {
      const named: Change = { kind: 'name-accelerator', accelerator: accelerator.id, provider };
      return {
        accelerator,
        count,
        instance: name,
        hour,
        changes: isSame ? counts : [named, ...counts],
        assumed: [],
      };
    }
    default: {
      const assumed: Assumed =
        assumptions.instanceType === null
          ? { field: 'accelerator', value: accelerator.id }
          : { field: 'instanceType', value: name };
      return { accelerator, count, instance: name, hour, changes: counts, assumed: [assumed] };
    }
  }
}

/** The cheapest instance for every accelerator and number of them. */
function onPlatform(terms: MachineTerms): readonly Machine[] {
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
export interface PlatformInstance {
  readonly name: string;
  readonly vcpus: number | null;
  readonly memoryGiB: number | null;
  readonly accelerator: string | null;
  readonly acceleratorCount: number;
  /** USD. */
  readonly perHour: number;
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
    return perHour === null ? [] : [{ ...instance, perHour }];
  });
}

/** CPU machines that a platform sells, or that a config which names one could name instead: burstable ones left out. */
export function cpuMachinesOf(terms: MachineTerms): readonly (Machine & CpuSize)[] {
  const { deployment, catalog } = terms;
  const carrier = carrierOf(deployment);
  const site = siteFor(terms);
  const provider = site.provider.value;
  const named = (name: string): readonly Change[] => [
    { kind: 'set-instance-type', instanceType: name, provider },
  ];
  const { supply } = deployment;
  if (carrier === 'platform' && supply.kind === 'managed') {
    return platformInstances(supply.platform, terms)
      .filter(
        ({ acceleratorCount, name }) =>
          acceleratorCount === 0 && !isBurstable({ provider, name: plainName(name) }),
      )
      .map(({ name, perHour, vcpus, memoryGiB }) => ({
        ...{ accelerator: null, count: 0, instance: name, hour: perHour },
        ...{ changes: named(name), assumed: [], vcpus, memoryGiB },
        isArm: isArm({ provider, name: plainName(name) }),
      }));
  }
  if (carrier !== 'instance' || deployment.accelerator !== null) return [];
  const pod = cpuPod(deployment);
  return catalog.instancesWith(null, provider, site.region.value).flatMap((offer) => {
    const { instance } = offer;
    const node = nodeOf(offer, pod, terms);
    const hour = replicaHour(node);
    if (hour === null || !node.packing.fits || isBurstable(instance)) return [];
    const { name, vcpus, memoryGiB } = instance;
    return {
      ...{ accelerator: null, count: 0, instance: name, hour, changes: named(name), assumed: [] },
      ...{ vcpus, memoryGiB, isArm: isArm(instance) },
    };
  });
}

/** What a CPU machine has. */
export interface CpuSize {
  readonly vcpus: number | null;
  readonly memoryGiB: number | null;
  /** True for processors that need another build of the image. */
  readonly isArm: boolean;
}

/** `ml.c7g.xlarge` is a `c7g.xlarge`. */
function plainName(name: string): string {
  return name.replace(/^ml\./, '');
}
