import type { Catalog, ManagedPrice } from '../model/catalog.ts';
import type { Deployment } from '../model/deployment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import { supposed, withAccelerators } from './ownMachine.ts';

/**
 * The deployment as an endpoint of each managed platform that rents out its accelerator: the cheapest instance with as many
 * of them as a replica has, or the next larger number. None for CPUs, slices of accelerators and replicas of several pods,
 * which platforms do not sell alike, and none on the platform it is on.
 */
export function managedEndpoints(
  deployment: Deployment,
  { hardware }: CostEstimate,
  catalog: Catalog,
): readonly Deployment[] {
  const accelerator = withAccelerators(deployment, hardware);
  const facts = hardware?.accelerator ?? null;
  if (accelerator === null || facts === null || accelerator.slice !== null) return [];
  if (deployment.podsPerReplica.value > 1) return [];
  const { supply } = deployment;
  const own = supply.kind === 'managed' ? supply.platform : null;
  const cheapest = new Map<ManagedPrice['platform'], ManagedPrice>();
  for (const price of catalog.managedPrices) {
    if (price.platform === own || price.accelerator !== facts.id) continue;
    // Accelerators alone, to be attached to a machine.
    if (price.name.startsWith('gpu:') || price.acceleratorCount < accelerator.count.value) continue;
    const known = cheapest.get(price.platform);
    if (known === undefined || comesBefore(price, known)) cheapest.set(price.platform, price);
  }
  return [...cheapest.values()].map(({ platform, name }) => ({
    ...deployment,
    accelerator,
    supply: { kind: 'managed', platform, instanceType: supposed(name) },
    placement: placedOn(platform, deployment, hardware),
  }));
}

function comesBefore(one: ManagedPrice, other: ManagedPrice): boolean {
  return one.acceleratorCount === other.acceleratorCount
    ? one.perHour < other.perHour
    : one.acceleratorCount < other.acceleratorCount;
}

const clouds = { 'aws-sagemaker': 'aws', 'gcp-vertex': 'gcp', 'hf-endpoints': null } as const;

/** In the region it is in now where the platform's cloud is the same one, else where that cloud has its main region. */
export function placedOn(
  platform: ManagedPrice['platform'],
  { placement }: Deployment,
  hardware: CostEstimate['hardware'],
): Deployment['placement'] {
  const place = hardware?.instance ?? null;
  const cloud = clouds[platform];
  const isSame = place !== null && cloud === place.instance.provider;
  return {
    ...placement,
    provider: cloud === null ? placement.provider : supposed(cloud),
    region: isSame ? supposed(place.region) : null,
    instanceType: null,
    purchase: supposed('on-demand'),
  };
}
