import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { AcceleratorFacts, Catalog, PricedInstance } from '../model/catalog.ts';
import type { PurchaseOption } from '../model/deployment.ts';
import type { Origin } from '../model/sourced.ts';
import { packOn, type Packing, type PodRequest } from './packing.ts';
import { hourlyPrice, type HourlyPrice } from './purchase.ts';
import type { Site } from './site.ts';

/** One way to run a replica. */
export interface HardwareOption {
  /** Null on CPU, or where the catalogue lacks the product. */
  readonly accelerator: AcceleratorFacts | null;
  /** Where the accelerator (on CPU: the instance) came from. */
  readonly origin: Origin;
  readonly site: Site;
  readonly pod: PodRequest;
  /** Null when the accelerator is known but nothing that carries it is offered there. */
  readonly node: OfferedNode | null;
}

/** An instance at a price, and how the pods fit on it. */
export interface OfferedNode {
  readonly offer: PricedInstance;
  readonly price: HourlyPrice;
  readonly packing: Packing;
}

/** What all offers for one deployment have in common. */
export interface OfferTerms {
  readonly purchase: PurchaseOption;
  readonly assumptions: ResolvedAssumptions;
  readonly catalog: Catalog;
}

/** An offer at its price, with the pod on it. */
export function nodeOf(offer: PricedInstance, pod: PodRequest, terms: OfferTerms): OfferedNode {
  const { purchase, assumptions, catalog } = terms;
  const price = hourlyPrice(offer.instance, offer.price, purchase, assumptions, catalog);
  return { offer, price, packing: attributed(packOn(offer.instance, pod), pod, assumptions) };
}

/**
 * What of a node counts for one replica: a measured share of it in place of the one the pod requests, and of a server that
 * several models share the part of this one.
 */
export function attributed(
  packing: Packing,
  pod: PodRequest,
  { nodeShare, serverShare }: ResolvedAssumptions,
): Packing {
  if (nodeShare === null && serverShare === null) return packing;
  const nodes = nodeShare === null ? packing.nodesPerReplica : nodeShare.value * pod.podsPerReplica;
  return { ...packing, nodesPerReplica: nodes * (serverShare?.value ?? 1) };
}

/** USD per hour of one replica by its share of the node; null = no price known. */
export function replicaHour(node: OfferedNode | null): number | null {
  const perHour = node?.price.perHour ?? null;
  return node === null || perHour === null ? null : perHour * node.packing.nodesPerReplica;
}

/**
 * The option whose first replica is cheapest: the price of the nodes it brings up, since a share of a large machine is
 * only cheap when others fill the rest. Nodes that hold no pod come after those that do, and those without a price last.
 */
export function cheapest(options: readonly HardwareOption[]): HardwareOption | null {
  let best: HardwareOption | null = null;
  for (const option of options) {
    if (best === null || compare(option, best) < 0) best = option;
  }
  return best;
}

function compare(a: HardwareOption, b: HardwareOption): number {
  return rank(a.node) - rank(b.node) || firstReplica(a) - firstReplica(b);
}

function rank(node: OfferedNode | null): number {
  if (node === null) return 4;
  return (node.price.perHour === null ? 2 : 0) + (node.packing.fits ? 0 : 1);
}

function firstReplica({ node, pod }: HardwareOption): number {
  if (node === null) return 0;
  const { packing, price } = node;
  const nodes =
    packing.podsPerNode === null
      ? packing.nodesPerReplica
      : Math.max(packing.nodesPerReplica, pod.podsPerReplica / packing.podsPerNode);
  return (price.perHour ?? 0) * nodes;
}
