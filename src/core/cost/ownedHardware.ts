import type { AcceleratorFacts } from '../model/catalog.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Origin } from '../model/sourced.ts';
import { acceleratorRequest, podRequest } from './acceleratorHardware.ts';
import { nodeOf, type HardwareOption, type OfferTerms } from './offer.ts';
import { ownedAccelerators, ownedOffer } from './owned.ts';
import type { Site } from './site.ts';

/** What replicas on machines of one's own run on. */
interface OwnedHardware {
  readonly options: readonly HardwareOption[];
  readonly missing: readonly string[];
}

/**
 * The machine of one's own that carries the accelerator of the config, or where it names none, the first machine that
 * carries one of its vendor. Null when the capacity is not owned, or the file describes no machine that could be meant.
 */
export function ownedHardware(
  deployment: Deployment,
  site: Site,
  terms: OfferTerms,
): OwnedHardware | null {
  const request = acceleratorRequest(deployment);
  if (terms.purchase !== 'owned' || request === null) return null;
  if (deployment.placement.instanceType !== null) return null;
  const { assumptions, catalog } = terms;
  const named = request.product ?? assumptions.accelerator;
  const facts = named === null ? null : catalog.accelerator(named.value);
  const owned: Origin = {
    kind: 'derived',
    formula: 'the machine of one’s own that carries such an accelerator',
  };
  const accelerator: AcceleratorFacts | null =
    facts ?? ownedAccelerators(request.vendor, assumptions, catalog)[0] ?? null;
  const offer = accelerator === null ? null : ownedOffer(accelerator, assumptions, catalog);
  if (accelerator === null || offer === null) return null;
  const pod = podRequest(deployment, accelerator);
  const option: HardwareOption = {
    accelerator,
    origin: facts === null ? owned : (named?.origin ?? owned),
    site: ownSite(deployment, site),
    pod,
    node: nodeOf(offer, pod, terms),
  };
  return { options: [option], missing: [] };
}

/** On nobody's cloud, unless the config says that it stands in one. */
function ownSite(deployment: Deployment, site: Site): Site {
  if (deployment.placement.provider !== null) return site;
  const origin: Origin = { kind: 'derived', formula: 'hardware of one’s own' };
  return { provider: { value: 'other', origin }, region: { value: 'own', origin } };
}
