import { managedInstance, type ManagedInstance } from '../catalog/managedInstance.ts';
import { managedOffer } from '../catalog/managedOffer.ts';
import type { AcceleratorFacts, PricedInstance } from '../model/catalog.ts';
import type { Deployment, Supply } from '../model/deployment.ts';
import { acceleratorRequest, podRequest } from './acceleratorHardware.ts';
import { attributed, nodeOf, type HardwareOption, type OfferTerms } from './offer.ts';
import { ownMachine } from './ownMachine.ts';
import { ownAccelerator } from './ownPrice.ts';
import { wholeInstance } from './packing.ts';
import type { Site } from './site.ts';

type Managed = Extract<Supply, { kind: 'managed' }>;

/** What a replica of a managed platform runs on, and what is not known about it. */
export interface ManagedHardware {
  readonly option: HardwareOption | null;
  readonly missing: readonly string[];
}

/**
 * A whole instance of the platform for each replica, at the platform's own price in the region. Where the name, or a
 * price of it, is not known, the accelerator that the config states still says how fast it is.
 */
export function managedHardware(
  supply: Managed,
  deployment: Deployment,
  site: Site,
  terms: OfferTerms,
): ManagedHardware {
  const { catalog } = terms;
  const named = supply.instanceType;
  const instance = named === null ? null : managedInstance(supply.platform, named.value, catalog);
  const facts = acceleratorOf(deployment, instance, terms);
  const own = instance === null ? atOwnPrice(supply, facts, deployment, site, terms) : null;
  if (own !== null) return { option: own, missing: [] };
  if (named === null || instance === null) {
    return {
      option: withoutPrice(deployment, facts, site),
      missing: [unknownInstance(supply, facts)],
    };
  }
  const found = managedOffer(
    { platform: supply.platform, instance, region: site.region.value },
    { product: facts, count: acceleratorRequest(deployment)?.count.value ?? 0 },
    vendorOf(site),
    catalog,
  );
  const offer = found ?? unpriced(instance, facts, site);
  const pod = podRequest(deployment, facts);
  const packing = attributed(wholeInstance(pod.podsPerReplica), pod, terms.assumptions);
  const node = { ...nodeOf(offer, pod, terms), packing };
  const missing =
    node.price.perHour === null
      ? [found === null ? noPublicPrice(named.value, supply.platform) : (node.price.remark ?? '')]
      : [];
  return { option: { accelerator: facts, origin: named.origin, site, pod, node }, missing };
}

/** Why there is no instance: a platform may choose it by the accelerator that is asked for, at a price it does not publish. */
function unknownInstance(
  { instanceType, platform }: Managed,
  accelerator: AcceleratorFacts | null,
): string {
  if (instanceType !== null)
    return `instance type ${instanceType.value} is not known (${platform})`;
  if (accelerator === null) return `the instance type is not stated (${platform})`;
  return noPublicPrice(accelerator.id, platform);
}

function noPublicPrice(what: string, platform: Managed['platform']): string {
  return `no public price of ${what} on ${platform} is known`;
}

/** At a price of the user's own for the instance type, the accelerator, or an instance of the platform. */
function atOwnPrice(
  { instanceType, platform }: Managed,
  accelerator: AcceleratorFacts | null,
  deployment: Deployment,
  site: Site,
  terms: OfferTerms,
): HardwareOption | null {
  if (instanceType !== null) return ownMachine(instanceType, deployment, accelerator, site, terms);
  const product = acceleratorRequest(deployment)?.product ?? null;
  const offer = accelerator && ownAccelerator(accelerator, site.provider.value, terms.assumptions);
  if (offer !== null && product !== null) {
    const pod = podRequest(deployment, accelerator);
    return { accelerator, origin: product.origin, site, pod, node: nodeOf(offer, pod, terms) };
  }
  const price = terms.assumptions.prices[platform];
  if (price === undefined) return null;
  return ownMachine(
    { value: platform, origin: price.origin },
    deployment,
    accelerator,
    site,
    terms,
  );
}

/** The cloud under a platform that runs on several. */
function vendorOf({ provider }: Site): 'aws' | 'gcp' | 'azure' | null {
  const { value } = provider;
  return value === 'aws' || value === 'gcp' || value === 'azure' ? value : null;
}

function acceleratorOf(
  deployment: Deployment,
  instance: ManagedInstance | null,
  { catalog }: OfferTerms,
): AcceleratorFacts | null {
  const name = instance?.accelerator ?? acceleratorRequest(deployment)?.product?.value ?? null;
  return name === null ? null : catalog.accelerator(name);
}

function withoutPrice(
  deployment: Deployment,
  accelerator: AcceleratorFacts | null,
  site: Site,
): HardwareOption | null {
  const product = acceleratorRequest(deployment)?.product ?? null;
  if (accelerator === null || product === null) return null;
  const pod = podRequest(deployment, accelerator);
  return { accelerator, origin: product.origin, site, pod, node: null };
}

function unpriced(
  instance: ManagedInstance,
  accelerator: AcceleratorFacts | null,
  { provider, region }: Site,
): PricedInstance {
  return {
    region: region.value,
    instance: {
      provider: provider.value,
      name: instance.name,
      vcpus: instance.vcpus,
      memoryGiB: instance.memoryGiB,
      accelerator: accelerator?.id ?? null,
      acceleratorName: accelerator?.id ?? null,
      acceleratorCount: instance.acceleratorCount,
    },
    price: { onDemand: null, spot: null, note: '', source: '', asOf: '' },
  };
}
