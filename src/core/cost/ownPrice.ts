import type { AcceleratorFacts, PricedInstance } from '../model/catalog.ts';
import type { Provider } from '../model/deployment.ts';
import type { ResolvedAssumptions } from '../assumptions/resolved.ts';

const noPrice = { onDemand: null, spot: null, note: '', source: '', asOf: '' } as const;

/** True where the user states a price under this name, of an instance type or an accelerator. */
function hasOwnPrice(name: string, { prices }: ResolvedAssumptions): boolean {
  return prices[name.toLowerCase()] !== undefined;
}

/** An accelerator at the user's own price, sold by the piece; null where none is stated for it. */
export function ownAccelerator(
  accelerator: AcceleratorFacts,
  provider: Provider,
  assumptions: ResolvedAssumptions,
): PricedInstance | null {
  return hasOwnPrice(accelerator.id, assumptions)
    ? ownOffer(accelerator.id, accelerator.id, 1, provider)
    : null;
}

/**
 * An instance type that the catalogue does not know, at the user's own price: what it carries is what is asked of it.
 * Null where no price is stated for it.
 */
export function ownInstance(
  name: string,
  accelerator: AcceleratorFacts | null,
  accelerators: number,
  provider: Provider,
  assumptions: ResolvedAssumptions,
): PricedInstance | null {
  return hasOwnPrice(name, assumptions)
    ? ownOffer(name, accelerator?.id ?? null, accelerators, provider)
    : null;
}

/** `hourlyPrice` finds the price by the name. */
function ownOffer(
  name: string,
  accelerator: string | null,
  acceleratorCount: number,
  provider: Provider,
): PricedInstance {
  const sizes = { vcpus: null, memoryGiB: null };
  return {
    region: 'own',
    instance: {
      provider,
      name,
      ...sizes,
      accelerator,
      acceleratorName: accelerator,
      acceleratorCount,
    },
    price: noPrice,
  };
}
