import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Deployment, PurchaseOption } from '../model/deployment.ts';
import type { Sourced } from '../model/sourced.ts';
import { acceleratorRequest, podRequest } from './acceleratorHardware.ts';
import { replicaHardware } from './hardware.ts';
import { managedHardware } from './managedHardware.ts';
import type { HardwareOption, OfferTerms } from './offer.ts';
import { ownedHardware } from './ownedHardware.ts';
import { purchaseOption } from './purchase.ts';
import { siteOf, type Site } from './site.ts';

/** What a deployment can run on, after all evidence. */
export interface HardwareChoice {
  readonly site: Site;
  readonly purchase: Sourced<PurchaseOption>;
  /** One when it is settled; several, cheapest first, when the accelerator is not named; none when nothing is known. */
  readonly options: readonly HardwareOption[];
  /** False when the config asks for accelerators that nothing names. */
  readonly settled: boolean;
  /** What is not known, one phrase each. */
  readonly missing: readonly string[];
}

/** The hardware of a deployment by the way its capacity is sold. What is sold by token or unit has none that matters. */
export function chooseHardware(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  catalog: Catalog,
): HardwareChoice {
  const site = siteOf(deployment, assumptions, catalog);
  const purchase = purchaseOption(deployment, assumptions);
  const terms: OfferTerms = { purchase: purchase.value, assumptions, catalog };
  const base = { site, purchase, settled: true, missing: [] };
  const { supply } = deployment;
  switch (supply.kind) {
    case 'api':
    case 'units':
      return { ...base, options: [] };
    case 'managed': {
      const { option, missing } = managedHardware(supply, deployment, site, terms);
      return { ...base, options: option === null ? [] : [option], missing };
    }
    case 'serverless':
      return { ...base, options: acceleratorAlone(deployment, assumptions, site, catalog) };
    case 'nodes': {
      const found = replicaHardware(deployment, site, terms);
      return { ...base, ...found, options: found.options.map(wholeNode) };
    }
    case 'replicas':
      return {
        ...base,
        ...(ownedHardware(deployment, site, terms) ?? replicaHardware(deployment, site, terms)),
      };
  }
}

/** Sold by the second, not by the machine: the accelerator says how fast it is. */
function acceleratorAlone(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  site: Site,
  catalog: Catalog,
): readonly HardwareOption[] {
  const request = acceleratorRequest(deployment);
  const product = request === null ? null : (request.product ?? assumptions.accelerator);
  const facts = product === null ? null : catalog.accelerator(product.value);
  if (product === null || facts === null) return [];
  const pod = podRequest(deployment, facts);
  return [{ accelerator: facts, origin: product.origin, site, pod, node: null }];
}

/** A node of a pool is paid whole, whatever runs on it. */
function wholeNode(option: HardwareOption): HardwareOption {
  if (option.node === null) return option;
  const packing = { ...option.node.packing, fits: true, nodesPerReplica: 1, podsPerNode: 1 };
  return { ...option, node: { ...option.node, packing } };
}
