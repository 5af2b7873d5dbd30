import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { AcceleratorFacts, PricedInstance } from '../model/catalog.ts';
import type { PurchaseOption } from '../model/deployment.ts';
import type { Origin } from '../model/sourced.ts';
import { packOn, type Packing, type PodRequest } from './packing.ts';
import { hourlyPrice, type HourlyPrice } from './purchase.ts';
import type { Site } from './site.ts';

/** One way to run a replica: an instance type at a price, and how its pods fit on it. */
export interface HardwareOption {
  /** Null on CPU, or where the catalogue lacks the product. */
  readonly accelerator: AcceleratorFacts | null;
  readonly offer: PricedInstance;
  readonly packing: Packing;
  readonly pod: PodRequest;
  readonly price: HourlyPrice;
  readonly site: Site;
  readonly origin: Origin;
}

/** What all offers for one deployment have in common. */
export interface OfferTerms {
  readonly purchase: PurchaseOption;
  readonly assumptions: ResolvedAssumptions;
}

/** An instance with its price and the place of the pod on it. */
export function optionOn(
  offer: PricedInstance,
  accelerator: AcceleratorFacts | null,
  pod: PodRequest,
  site: Site,
  origin: Origin,
  terms: OfferTerms,
): HardwareOption {
  const price = hourlyPrice(offer.instance, offer.price, terms.purchase, terms.assumptions);
  return { accelerator, offer, packing: packOn(offer.instance, pod), pod, price, site, origin };
}

/** USD per hour of one replica by its share of the node; null = no price known. */
export function replicaHour(option: HardwareOption): number | null {
  return option.price.perHour === null
    ? null
    : option.price.perHour * option.packing.nodesPerReplica;
}

/**
 * The cheapest of the options that hold a pod, by the price of the nodes a first replica brings up (its share of a large
 * machine is only cheap when others fill the rest). Options that hold no pod, and those without a price, come last.
 */
export function cheapest(options: readonly HardwareOption[]): HardwareOption | null {
  let best: HardwareOption | null = null;
  for (const option of options) {
    if (best === null || compare(option, best) < 0) best = option;
  }
  return best;
}

function compare(a: HardwareOption, b: HardwareOption): number {
  return rank(a) - rank(b) || firstReplica(a) - firstReplica(b);
}

function rank(option: HardwareOption): number {
  return (option.price.perHour === null ? 2 : 0) + (option.packing.fits ? 0 : 1);
}

function firstReplica(option: HardwareOption): number {
  const { packing, pod } = option;
  const nodes =
    packing.podsPerNode === null
      ? packing.nodesPerReplica
      : Math.max(packing.nodesPerReplica, pod.podsPerReplica / packing.podsPerNode);
  return (option.price.perHour ?? 0) * nodes;
}
