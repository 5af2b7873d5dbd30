import { carrierOf, type MachineTerms } from '../advice/machineTerms.ts';
import { isGiven } from '../advice/consider.ts';
import { platformInstances } from '../advice/platformMachines.ts';
import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import { acceleratorRequest } from '../cost/acceleratorHardware.ts';
import { siteOf, usualRegion } from '../cost/site.ts';
import { isArm, isBurstable } from '../cost/unusualMachines.ts';
import { placedOn } from '../insight/managedEndpoints.ts';
import type { AcceleratorFacts, Catalog, InstanceType, PricedInstance } from '../model/catalog.ts';
import type { Deployment, Provider, ServingPlatform } from '../model/deployment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { InstanceScope, LeftOut } from './comparison.ts';

/** A machine at its price, and with how many of its accelerators a replica is looked at. */
export interface ComparedMachine {
  /** Null = a machine of a cloud. */
  readonly platform: ServingPlatform | null;
  readonly offer: PricedInstance;
  /** Null on CPU. */
  readonly accelerator: AcceleratorFacts | null;
  /** 0 alone on CPU. */
  readonly counts: readonly number[];
}

export interface FoundMachines {
  readonly machines: readonly ComparedMachine[];
  readonly left: readonly LeftOut[];
}

/** Accelerators of a replica that machines and tensor parallelism are made for. */
const usualCounts = [1, 2, 4, 8];

/** Platforms of which the price list has instances. */
const platforms = ['aws-sagemaker', 'gcp-vertex', 'hf-endpoints'] as const;

/** Why another machine says nothing about a deployment, in a sentence; null when it does. */
export function reasonAgainstMachines(deployment: Deployment): string | null {
  const { supply, accelerator, placement, podsPerReplica } = deployment;
  switch (supply.kind) {
    case 'api':
      return 'It is a hosted model, paid by use: no machine is its own.';
    case 'units':
      return `It is bought in units of ${supply.platform}: no machine is its own.`;
    case 'serverless':
      return 'It is paid for the seconds in which it works: the platform chooses the machine.';
    case 'nodes':
      return 'It is a node pool: what runs on its nodes decides which machine is needed.';
    case 'managed':
      return carrierOf(deployment) === 'platform'
        ? null
        : `No instances of ${supply.platform} are in the price list, or the config names none.`;
    case 'replicas':
      break;
  }
  if (accelerator !== null && accelerator.slice !== null) {
    return 'It runs on slices of an accelerator, which other machines do not sell alike.';
  }
  if (podsPerReplica.value > 1) return 'A replica spreads over several machines.';
  return placement.instanceType?.value.startsWith('ml.') === true
    ? 'Its machines are those of a HyperPod cluster, which the price list does not have.'
    : null;
}

/** All machines of a scope, each once a place. */
export function machinesIn(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  estimate: CostEstimate,
  catalog: Catalog,
  scope: InstanceScope,
): FoundMachines {
  return deployment.supply.kind === 'managed'
    ? onPlatforms(deployment, assumptions, estimate, catalog, scope)
    : inClouds(deployment, assumptions, catalog, scope);
}

function inClouds(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  catalog: Catalog,
  { providers, region }: InstanceScope,
): FoundMachines {
  const site = siteOf(deployment, assumptions, catalog);
  const own = site.provider.value;
  const here = regionIn(own, region, catalog) ?? site.region.value;
  const others = providers === 'all' ? catalog.providers.filter((name) => name !== own) : [];
  const places: readonly (readonly [Provider, string])[] = [
    [own, here],
    ...others.map((name) => [name, usualRegion(name, assumptions, catalog)] as const),
  ];
  const found = places.map(([provider, place]) => inCloud(deployment, catalog, provider, place));
  return {
    machines: found.flatMap(({ machines }) => machines),
    left: found.flatMap(({ left }) => left),
  };
}

/** Null where it is no region of the cloud: it was chosen for another deployment. */
function regionIn(provider: Provider, region: string | null, catalog: Catalog): string | null {
  return region !== null && catalog.regions(provider).includes(region) ? region : null;
}

function inCloud(
  deployment: Deployment,
  catalog: Catalog,
  provider: Provider,
  region: string,
): FoundMachines {
  const request = acceleratorRequest(deployment);
  const kinds =
    request === null
      ? [null]
      : catalog.accelerators.filter(
          ({ kind, vendor }) => kind !== 'cpu' && vendor === request.vendor,
        );
  const machines: ComparedMachine[] = [];
  const left: LeftOut[] = [];
  for (const accelerator of kinds) {
    for (const offer of catalog.instancesWith(accelerator?.id ?? null, provider, region)) {
      const reason = reasonAgainst(offer.instance);
      if (reason === null) {
        const counts = accelerator === null ? [0] : countsOn(offer.instance, deployment);
        machines.push({ platform: null, offer, accelerator, counts });
      } else left.push({ instance: offer.instance.name, provider, region, reason });
    }
  }
  return {
    machines,
    left: request === null ? left : [...left, ...unlisted(provider, region, catalog)],
  };
}

function reasonAgainst(instance: InstanceType): string | null {
  if (isBurstable(instance)) return 'burstable: not for steady serving';
  return isArm(instance) ? 'Arm: needs another build of the image' : null;
}

/** Numbers of accelerators of a replica: all of a machine that is named whole, else the usual ones that it has. */
function countsOn(
  { acceleratorCount, vcpus }: InstanceType,
  deployment: Deployment,
): readonly number[] {
  const { accelerator, placement, ownMachines } = deployment;
  const isWhole =
    ownMachines === true ||
    (placement.instanceType !== null && isGiven(accelerator, placement.instanceType));
  if (isWhole && vcpus !== null) return [acceleratorCount];
  const all = new Set([...usualCounts, accelerator?.count.value ?? 1]);
  // Without a CPU count the offer is sold by the accelerator: any number of them can be had.
  const most = vcpus === null ? Infinity : acceleratorCount;
  return [...all].filter((count) => count <= most).sort((a, b) => a - b);
}

/** Machines with accelerators that say nothing about speed: not in the catalogue, or a part of one. */
function unlisted(provider: Provider, region: string, catalog: Catalog): readonly LeftOut[] {
  return catalog.instances
    .filter(
      (one) =>
        one.provider === provider &&
        one.acceleratorCount > 0 &&
        (one.accelerator === null || one.acceleratorCount < 1) &&
        catalog.price(one, region) !== null,
    )
    .map(({ name, accelerator, acceleratorName }) => ({
      instance: name,
      provider,
      region,
      reason:
        accelerator === null
          ? `the catalogue has no facts about ${acceleratorName ?? 'its accelerator'}`
          : 'it has a part of an accelerator',
    }));
}

function onPlatforms(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  estimate: CostEstimate,
  catalog: Catalog,
  { providers, region }: InstanceScope,
): FoundMachines {
  const { supply } = deployment;
  if (supply.kind !== 'managed') return { machines: [], left: [] };
  const provider = siteOf(deployment, assumptions, catalog).provider.value;
  const own: MachineTerms = {
    ...{ deployment, assumptions, catalog, purchase: 'on-demand' },
    region: regionIn(provider, region, catalog),
  };
  const others = providers === 'all' ? platforms.filter((name) => name !== supply.platform) : [];
  return {
    machines: [
      ...instancesOf(supply.platform, own),
      ...others.flatMap((platform) => {
        const placement = placedOn(platform, deployment, estimate.hardware);
        return instancesOf(platform, {
          ...own,
          deployment: { ...deployment, placement },
          region: null,
        });
      }),
    ],
    left: [],
  };
}

/** Instances of the kind that the endpoint has: with accelerators of its vendor, or without any. */
function instancesOf(platform: ServingPlatform, terms: MachineTerms): readonly ComparedMachine[] {
  const { catalog, deployment } = terms;
  const request = acceleratorRequest(deployment);
  return platformInstances(platform, terms).flatMap((one): ComparedMachine[] => {
    // Accelerators alone, to be attached to a machine.
    if (one.name.startsWith('gpu:')) return [];
    const accelerator = one.accelerator === null ? null : catalog.accelerator(one.accelerator);
    const isAlike =
      request === null
        ? one.acceleratorCount === 0
        : accelerator !== null && accelerator.vendor === request.vendor;
    if (!isAlike || !Number.isInteger(one.acceleratorCount)) return [];
    return [{ platform, offer: one.offer, accelerator, counts: [one.acceleratorCount] }];
  });
}
