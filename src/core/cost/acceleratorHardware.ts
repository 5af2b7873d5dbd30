import type { AcceleratorFacts, Catalog } from '../model/catalog.ts';
import type { AcceleratorRequest, Deployment, Provider } from '../model/deployment.ts';
import type { Origin } from '../model/sourced.ts';
import { cheapest, optionOn, replicaHour, type HardwareOption, type OfferTerms } from './offer.ts';
import type { PodRequest } from './packing.ts';
import { regionOf, type Site } from './site.ts';
import { offersSlice, wholeAccelerators } from './slice.ts';

/** What one pod of a deployment takes from a node when its accelerator is this one (null: unknown, or CPU). */
export function podRequest(
  deployment: Deployment,
  accelerator: AcceleratorFacts | null,
): PodRequest {
  const pods = Math.max(1, deployment.podsPerReplica.value);
  const request = deployment.accelerator;
  return {
    accelerators: request === null ? 0 : wholeAccelerators(request, accelerator) / pods,
    cpuCores: deployment.cpuCores?.value ?? null,
    memoryGiB: deployment.memoryGiB?.value ?? null,
    podsPerReplica: pods,
  };
}

/**
 * The cheapest instance that carries a named accelerator. Where nobody named the region, or the provider, the search
 * goes on in others; the site of the answer says which. Null when it is offered nowhere it may run.
 */
export function cheapestWith(
  accelerator: AcceleratorFacts,
  deployment: Deployment,
  site: Site,
  origin: Origin,
  catalog: Catalog,
  terms: OfferTerms,
): HardwareOption | null {
  for (const place of placesFrom(site, deployment, catalog, terms)) {
    const found = cheapestAt(accelerator, deployment, place, origin, catalog, terms);
    if (found !== null) return found;
  }
  return null;
}

/**
 * One option per accelerator that could be meant by a request without a name, cheapest replica first: all of the vendor
 * (and of the slice profile) that the provider sells in the region at a known price.
 */
export function candidates(
  request: AcceleratorRequest,
  deployment: Deployment,
  site: Site,
  catalog: Catalog,
  terms: OfferTerms,
): readonly HardwareOption[] {
  const possible = catalog.accelerators.filter((facts) => couldBe(request, facts));
  const origin: Origin = {
    kind: 'default',
    name: 'accelerator',
    reason: 'the config does not name one; the cheapest that serves the model is taken',
  };
  for (const place of placesFrom(site, deployment, catalog, terms)) {
    const found = possible
      .map((facts) => cheapestAt(facts, deployment, place, origin, catalog, terms))
      .filter((option) => option !== null)
      .filter((option) => option.price.perHour !== null && option.packing.fits);
    if (found.length > 0) {
      return found.sort((a, b) => (replicaHour(a) ?? 0) - (replicaHour(b) ?? 0));
    }
  }
  return [];
}

function couldBe(request: AcceleratorRequest, facts: AcceleratorFacts): boolean {
  if (facts.kind === 'cpu' || facts.vendor !== request.vendor) return false;
  return request.slice === null || offersSlice(facts, request.slice);
}

function cheapestAt(
  accelerator: AcceleratorFacts,
  deployment: Deployment,
  site: Site,
  origin: Origin,
  catalog: Catalog,
  terms: OfferTerms,
): HardwareOption | null {
  const offers = catalog.instancesWith(accelerator.id, site.provider.value, site.region.value);
  const pod = podRequest(deployment, accelerator);
  return cheapest(offers.map((offer) => optionOn(offer, accelerator, pod, site, origin, terms)));
}

/** Tried in turn where nothing names a provider. */
const providersInTurn: readonly Provider[] = [
  'aws',
  'gcp',
  'azure',
  'oci',
  'nebius',
  'lambda',
  'runpod',
];

/** The site itself; then, as far as nobody named them, the other regions of its provider and the other providers. */
function* placesFrom(
  site: Site,
  deployment: Deployment,
  catalog: Catalog,
  terms: OfferTerms,
): Generator<Site> {
  yield site;
  yield* otherRegions(site, catalog);
  if (site.provider.origin.kind !== 'default') return;
  for (const provider of providersInTurn) {
    if (provider === site.provider.value) continue;
    const reason = `${site.provider.value} does not offer this accelerator`;
    const next: Site = {
      provider: { value: provider, origin: { kind: 'default', name: 'provider', reason } },
      region: regionOf(provider, deployment, terms.assumptions, catalog),
    };
    yield next;
    yield* otherRegions(next, catalog);
  }
}

function* otherRegions(site: Site, catalog: Catalog): Generator<Site> {
  if (site.region.origin.kind !== 'default') return;
  for (const region of catalog.regions(site.provider.value)) {
    if (region === site.region.value) continue;
    const reason = `not offered in ${site.region.value}`;
    yield {
      provider: site.provider,
      region: { value: region, origin: { kind: 'default', name: 'region', reason } },
    };
  }
}
