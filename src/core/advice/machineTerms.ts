import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import { siteOf, type Site } from '../cost/site.ts';
import type { AcceleratorFacts, Catalog } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import type { Deployment, Provider, PurchaseOption, ServingPlatform } from '../model/deployment.ts';

/** How a config says what it runs on, and so how another machine is written into it. */
export type Carrier =
  /** A platform's instance type, which brings its accelerators. */
  | 'platform'
  /** A cloud's instance type, by a label or a field. */
  | 'instance'
  /** The product, by a label or a field; which machine carries it is the cluster's business. */
  | 'accelerator'
  /** Nothing: `.servingcost.yaml`, the settings or a default say it. */
  | 'assumed';

/** Platforms whose instances the catalogue lists at their own prices. */
const listedPlatforms: ReadonlySet<ServingPlatform> = new Set<ServingPlatform>([
  'aws-sagemaker',
  'gcp-vertex',
  'azure-ml',
  'hf-endpoints',
]);

/**
 * Null where another machine is no edit of one value: capacity that is not sold by the machine, slices, replicas over
 * several pods, and pods without accelerators that name no machine.
 */
export function carrierOf({
  supply,
  accelerator,
  placement,
  podsPerReplica,
}: Deployment): Carrier | null {
  if (supply.kind === 'managed') {
    return listedPlatforms.has(supply.platform) && supply.instanceType !== null ? 'platform' : null;
  }
  if (supply.kind !== 'replicas' || podsPerReplica.value > 1) return null;
  if (accelerator !== null && accelerator.slice !== null) return null;
  // Machines of a HyperPod cluster: what else it has is not among what the cloud sells.
  if (placement.instanceType?.value.startsWith('ml.') === true) return null;
  if (placement.instanceType !== null) return 'instance';
  if (accelerator === null || accelerator.count.value <= 0) return null;
  return accelerator.product !== null ? 'accelerator' : 'assumed';
}

/** Fields of a deployment's block in `.servingcost.yaml` that say where and how it runs. */
export interface Assumed {
  readonly field: 'accelerator' | 'instanceType' | 'provider' | 'purchase' | 'region';
  readonly value: string;
}

/** What a replica could run on, and what has to be written for it. */
export interface Machine {
  /** Null on CPU. */
  readonly accelerator: AcceleratorFacts | null;
  /** Accelerators of one replica; 0 on CPU. */
  readonly count: number;
  /** As the cloud or platform names it. */
  readonly instance: string;
  /** USD per hour of a replica on it. */
  readonly hour: number;
  readonly changes: readonly Change[];
  readonly assumed: readonly Assumed[];
}

/** What the search for a machine depends on. */
export interface MachineTerms {
  readonly deployment: Deployment;
  readonly assumptions: ResolvedAssumptions;
  readonly catalog: Catalog;
  readonly purchase: PurchaseOption;
  /** Null = where it runs today. */
  readonly region: string | null;
  /** Another cloud than today’s, which `region` is one of; absent = today’s. */
  readonly provider?: Provider;
}

/** Where the machine would stand. */
export function siteFor({
  deployment,
  assumptions,
  catalog,
  region,
  provider,
}: MachineTerms): Site {
  const site = siteOf(deployment, assumptions, catalog);
  return {
    provider: provider === undefined ? site.provider : { ...site.provider, value: provider },
    region: region === null ? site.region : { ...site.region, value: region },
  };
}
