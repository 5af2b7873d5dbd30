import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import { managedInstance } from '../catalog/managedInstance.ts';
import { managedOffer } from '../catalog/managedOffer.ts';
import type { Catalog, PricedInstance } from '../model/catalog.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Sourced } from '../model/sourced.ts';
import { acceleratorRequest, candidates, cheapestWith, podRequest } from './acceleratorHardware.ts';
import { cheapestCpuOption, cpuPod } from './cpuHardware.ts';
import { nodeOf, type HardwareOption, type OfferTerms } from './offer.ts';
import { mainRegion, type Site } from './site.ts';

/** What replicas can run on. */
export interface ReplicaHardware {
  readonly options: readonly HardwareOption[];
  /** False when the config asks for accelerators that nothing names. */
  readonly settled: boolean;
  readonly missing: readonly string[];
}

/**
 * In order of evidence: an instance type in the config, an accelerator in the config, the assumptions file, the settings.
 * With none of these, every accelerator of the vendor that the provider sells is an option.
 */
export function replicaHardware(
  deployment: Deployment,
  site: Site,
  terms: OfferTerms,
): ReplicaHardware {
  const { assumptions, catalog } = terms;
  const named = deployment.placement.instanceType;
  if (named !== null)
    return { settled: true, ...onInstance(named, deployment, site, catalog, terms) };

  const request = acceleratorRequest(deployment);
  if (request === null) {
    return { settled: true, ...onCpu(deployment, assumptions, site, catalog, terms) };
  }
  const product = request.product;
  if (product !== null) {
    return {
      settled: true,
      ...onAccelerator(product, deployment, assumptions, site, catalog, terms),
    };
  }
  if (assumptions.instanceType !== null) {
    const assumed = onInstance(assumptions.instanceType, deployment, site, catalog, terms);
    return { settled: true, ...assumed };
  }
  const assumed = assumptions.accelerator;
  const facts = assumed === null ? null : catalog.accelerator(assumed.value);
  // A workspace default of another vendor says nothing about this request.
  if (assumed !== null && (facts === null || facts.vendor === request.vendor)) {
    return {
      settled: true,
      ...onAccelerator(assumed, deployment, assumptions, site, catalog, terms),
    };
  }
  if (request.undecided !== undefined) {
    return { options: [], settled: true, missing: [request.undecided] };
  }
  const options = candidates(request, deployment, site, catalog, terms);
  const missing = [`no ${request.vendor} accelerator with a known price for such a pod`];
  return { options, settled: false, missing: options.length === 0 ? missing : [] };
}

type Found = Pick<ReplicaHardware, 'options' | 'missing'>;

function onInstance(
  named: Sourced<string>,
  asking: Deployment,
  site: Site,
  catalog: Catalog,
  terms: OfferTerms,
): Found {
  const written =
    catalog.instance(named.value, site.provider.value) ?? catalog.instance(named.value);
  // The machine decides: on one without accelerators it takes none.
  const isBare = written?.acceleratorCount === 0 && asking.accelerator?.undecided !== undefined;
  const deployment = isBare ? { ...asking, accelerator: null } : asking;
  const instance = written && withAttached(written, deployment, catalog);
  if (written !== null && instance === null) {
    const missing = [`no price of ${named.value} with the accelerators it is asked for is known`];
    return { options: withoutNode(deployment, site, catalog), missing };
  }
  const [place, offer] =
    instance === null
      ? [site, sageMakerOffer(named.value, site, catalog)]
      : offerOf(instance, site, catalog);
  if (offer === null) {
    const missing = [`instance type ${named.value} is not known`];
    return { options: withoutNode(deployment, site, catalog), missing };
  }
  const { accelerator } = offer.instance;
  const facts = accelerator === null ? null : catalog.accelerator(accelerator);
  const pod =
    acceleratorRequest(deployment) !== null ? podRequest(deployment, facts) : cpuPod(deployment);
  const node = nodeOf(offer, pod, terms);
  return found({ accelerator: facts, origin: named.origin, site: place, pod, node });
}

/**
 * The machine, with the accelerators that Google Cloud attaches to one that has none of its own (`n1-standard-4` and a
 * T4); null where such a combination is not sold, or the accelerators are not named: the bare machine is not what runs.
 */
function withAttached(
  instance: PricedInstance['instance'],
  deployment: Deployment,
  catalog: Catalog,
): PricedInstance['instance'] | null {
  const request = acceleratorRequest(deployment);
  if (request === null || instance.acceleratorCount > 0) return instance;
  const facts = request.product && catalog.accelerator(request.product.value);
  if (!facts) return null;
  const asked = podRequest(deployment, facts).accelerators;
  const counts = [1, 2, 4, 8].filter((count) => count >= asked);
  for (const count of counts) {
    const name = `${instance.name}+${count}x${facts.id}`;
    const found = catalog.instance(name, instance.provider);
    if (found !== null) return found;
  }
  return null;
}

/** Pods of a HyperPod cluster name its machines as SageMaker does (`ml.g5.2xlarge`), and SageMaker's price is paid for them. */
function sageMakerOffer(name: string, site: Site, catalog: Catalog): PricedInstance | null {
  const platform = 'aws-sagemaker';
  const instance = managedInstance(platform, name, catalog);
  if (instance === null) return null;
  const { value: region } = site.region;
  return managedOffer({ platform, instance, region }, { product: null, count: 0 }, null, catalog);
}

/** What is known of a replica whose instance type is not: its accelerator, where the config names it. */
function withoutNode(deployment: Deployment, site: Site, catalog: Catalog): Found['options'] {
  const product = acceleratorRequest(deployment)?.product ?? null;
  const facts = product === null ? null : catalog.accelerator(product.value);
  if (product === null || facts === null) return [];
  const pod = podRequest(deployment, facts);
  return [{ accelerator: facts, origin: product.origin, site, pod, node: null }];
}

const noPrice = { onDemand: null, spot: null, note: '', source: '', asOf: '' } as const;

/** The instance at its price in the region; where nobody named the region, in the first one that has a price. */
function offerOf(
  instance: PricedInstance['instance'],
  site: Site,
  catalog: Catalog,
): readonly [Site, PricedInstance] {
  const provider =
    instance.provider === site.provider.value
      ? site.provider
      : { value: instance.provider, origin: site.provider.origin };
  const settled = site.region.origin.kind !== 'default';
  const regions = settled
    ? [site.region.value]
    : [
        site.region.value,
        mainRegion(instance.provider, catalog),
        ...catalog.regions(instance.provider),
      ];
  for (const region of regions) {
    const price = catalog.price(instance, region);
    if (price !== null) {
      const origin =
        region === site.region.value
          ? site.region.origin
          : ({
              kind: 'default',
              name: 'region',
              reason: `${instance.name} is not offered in ${site.region.value}`,
            } as const);
      const place = { provider, region: { value: region, origin } };
      return [place, { instance, region, price }];
    }
  }
  return [
    { ...site, provider },
    { instance, region: site.region.value, price: noPrice },
  ];
}

function onCpu(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  site: Site,
  catalog: Catalog,
  terms: OfferTerms,
): Found {
  const assumed = assumptions.instanceType;
  const instance = assumed === null ? null : catalog.instance(assumed.value);
  // An assumed GPU machine is meant for the pods that ask for GPUs.
  if (assumed !== null && instance !== null && instance.acceleratorCount === 0) {
    return onInstance(assumed, deployment, site, catalog, terms);
  }
  const option = cheapestCpuOption(deployment, site, catalog, terms);
  return option === null
    ? {
        options: [],
        missing: [
          `no machine of ${site.provider.value} in ${site.region.value} that holds the pod`,
        ],
      }
    : found(option);
}

function onAccelerator(
  product: Sourced<string>,
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  site: Site,
  catalog: Catalog,
  terms: OfferTerms,
): Found {
  const facts = catalog.accelerator(product.value);
  if (facts === null) {
    return { options: [], missing: [`accelerator ${product.value} is not known`] };
  }
  const assumed = assumptions.instanceType;
  if (assumed !== null && catalog.instance(assumed.value)?.accelerator === facts.id) {
    return onInstance(assumed, deployment, site, catalog, terms);
  }
  const option = cheapestWith(facts, deployment, site, product.origin, catalog, terms);
  if (option.node !== null) return found(option);
  return { options: [option], missing: [`no price of ${facts.id}${searched(site)} is known`] };
}

/** Where a price was looked for: everywhere, as far as nobody named the place. */
function searched({ provider, region }: Site): string {
  if (provider.origin.kind === 'default') return '';
  const place = region.origin.kind === 'default' ? '' : ` in ${region.value}`;
  return ` on ${provider.value}${place}`;
}

function found(option: HardwareOption): Found {
  const price = option.node?.price;
  if (price?.perHour != null || price?.remark == null) return { options: [option], missing: [] };
  return { options: [option], missing: [`${price.remark} in ${option.site.region.value}`] };
}
