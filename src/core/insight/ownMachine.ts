import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { Deployment, PurchaseOption } from '../model/deployment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { Origin, Sourced } from '../model/sourced.ts';

/** Ways to buy a machine of a cloud. */
export const purchases = ['on-demand', 'spot', 'reserved-1y', 'reserved-3y'] as const;

const origin: Origin = { kind: 'derived', formula: 'the same replica, sold in another way' };

/** A value of a deployment that is only looked at. */
export function supposed<T>(value: T): Sourced<T> {
  return { value, origin };
}

/**
 * The deployment on machines of a cloud, bought in a given way: on the very machine it is priced on; instead of an endpoint
 * of a platform, on what the cloud sells with the same accelerators. Null where the machine is not known, or where its price
 * is the user's own, whichever way it is bought.
 */
export function ownMachine(
  deployment: Deployment,
  { prices }: ResolvedAssumptions,
  { hardware }: CostEstimate,
): ((way: PurchaseOption) => Deployment) | null {
  const place = hardware?.instance ?? null;
  if (place === null || prices[place.instance.name.toLowerCase()] !== undefined) return null;
  const { placement, supply } = deployment;
  const isManaged = supply.kind === 'managed';
  const accelerator = isManaged ? withAccelerators(deployment, hardware) : deployment.accelerator;
  return (way) => ({
    ...deployment,
    supply: { kind: 'replicas' },
    accelerator,
    placement: {
      ...placement,
      // A vendor of managed endpoints is no region.
      ...(isManaged
        ? { instanceType: null }
        : {
            provider: supposed(place.instance.provider),
            region: supposed(place.region),
            instanceType: supposed(place.instance.name),
          }),
      purchase: supposed(way),
    },
  });
}

/** The request for what an endpoint of a platform brings along; its config names the instance alone. */
export function withAccelerators(
  { accelerator }: Deployment,
  hardware: CostEstimate['hardware'],
): Deployment['accelerator'] {
  const facts = hardware?.accelerator ?? null;
  const count = hardware?.instance?.instance.acceleratorCount ?? 0;
  if (facts === null || count <= 0) return accelerator;
  return {
    product: supposed(facts.id),
    confidence: 'stated',
    count: accelerator?.count ?? supposed(count),
    resource: accelerator?.resource ?? '',
    vendor: accelerator?.vendor ?? 'NVIDIA',
    slice: accelerator?.slice ?? null,
  };
}
