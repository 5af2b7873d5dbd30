import type { AcceleratorFacts } from '../model/catalog.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Sourced } from '../model/sourced.ts';
import { acceleratorRequest, podRequest } from './acceleratorHardware.ts';
import { attributed, nodeOf, type HardwareOption, type OfferTerms } from './offer.ts';
import { ownInstance } from './ownPrice.ts';
import { wholeInstance } from './packing.ts';
import type { Site } from './site.ts';

/**
 * A machine that the price list does not know, at a price of the user's own: each pod has one for itself. `accelerator`
 * is what it is known to carry; null = the product that the config asks for. Null where no price is stated.
 */
export function ownMachine(
  named: Sourced<string>,
  deployment: Deployment,
  accelerator: AcceleratorFacts | null,
  site: Site,
  terms: OfferTerms,
): HardwareOption | null {
  const { assumptions, catalog } = terms;
  const product = acceleratorRequest(deployment)?.product ?? null;
  const facts = accelerator ?? (product === null ? null : catalog.accelerator(product.value));
  const pod = podRequest(deployment, facts);
  const offer = ownInstance(named.value, facts, pod.accelerators, site.provider.value, assumptions);
  if (offer === null) return null;
  const packing = attributed(wholeInstance(pod.podsPerReplica), pod, assumptions);
  const node = { ...nodeOf(offer, pod, terms), packing };
  return { accelerator: facts, origin: named.origin, site, pod, node };
}
