import type { AcceleratorFacts, Catalog, InstanceType } from '../model/catalog.ts';
import type { AcceleratorRequest, Deployment } from '../model/deployment.ts';
import type { Origin } from '../model/sourced.ts';
import { cheapest, nodeOf, replicaHour, type HardwareOption, type OfferTerms } from './offer.ts';
import type { PodRequest } from './packing.ts';
import { placesFrom, type Site } from './site.ts';
import { offersSlice, wholeAccelerators } from './slice.ts';
import { isUnusual } from './unusualMachines.ts';

/** The request for accelerators; `nvidia.com/gpu: 0` asks for none. */
export function acceleratorRequest(deployment: Deployment): AcceleratorRequest | null {
  const request = deployment.accelerator;
  return request === null || request.count.value <= 0 ? null : request;
}

/** What one pod of a deployment takes from a node when its accelerator is this one (null: unknown, or CPU). */
export function podRequest(
  deployment: Deployment,
  accelerator: AcceleratorFacts | null,
): PodRequest {
  const pods = Math.max(1, deployment.podsPerReplica.value);
  const request = acceleratorRequest(deployment);
  return {
    accelerators: request === null ? 0 : wholeAccelerators(request, accelerator) / pods,
    cpuCores: deployment.cpuCores?.value ?? null,
    memoryGiB: deployment.memoryGiB?.value ?? null,
    podsPerReplica: pods,
    ownMachine: deployment.ownMachines === true,
  };
}

/**
 * The cheapest instance that carries a named accelerator. Where nobody named the region, or the provider, the search
 * goes on in others; the site of the answer says which. Without a node when it is offered nowhere it may run.
 */
export function cheapestWith(
  accelerator: AcceleratorFacts,
  deployment: Deployment,
  site: Site,
  origin: Origin,
  catalog: Catalog,
  terms: OfferTerms,
): HardwareOption {
  for (const places of placesFrom(site, deployment, terms.assumptions, catalog)) {
    const found = cheapestAt(accelerator, deployment, places, origin, catalog, terms);
    if (found !== null) return found;
  }
  return { accelerator, origin, site, pod: podRequest(deployment, accelerator), node: null };
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
  for (const places of placesFrom(site, deployment, terms.assumptions, catalog)) {
    const found = possible
      .flatMap((facts) => cheapestAt(facts, deployment, places, origin, catalog, terms) ?? [])
      .filter(({ node }) => node?.packing.fits === true && node.price.perHour !== null)
      .filter(({ node }) => node !== null && !isUnusual(node.offer.instance));
    if (found.length > 0) {
      const hour = (option: HardwareOption): number => replicaHour(option.node) ?? 0;
      return found.sort((a, b) => hour(a) - hour(b));
    }
  }
  return [];
}

function couldBe(request: AcceleratorRequest, facts: AcceleratorFacts): boolean {
  if (facts.kind === 'cpu' || facts.vendor !== request.vendor) return false;
  return request.slice === null || offersSlice(facts, request.slice);
}

/** The cheapest over some places; null when none of them offers the accelerator. */
function cheapestAt(
  accelerator: AcceleratorFacts,
  deployment: Deployment,
  places: readonly Site[],
  origin: Origin,
  catalog: Catalog,
  terms: OfferTerms,
): HardwareOption | null {
  const pod = podRequest(deployment, accelerator);
  return cheapest(
    places.flatMap((site) =>
      catalog
        .instancesWith(accelerator.id, site.provider.value, site.region.value)
        .filter(({ instance }) => isMadeFor(instance, pod))
        .map((offer) => ({ accelerator, origin, site, pod, node: nodeOf(offer, pod, terms) })),
    ),
  );
}

/** Where a machine is started for one pod, it is one with that many accelerators. */
function isMadeFor({ vcpus, acceleratorCount }: InstanceType, pod: PodRequest): boolean {
  return !pod.ownMachine || vcpus === null || acceleratorCount === pod.accelerators;
}
