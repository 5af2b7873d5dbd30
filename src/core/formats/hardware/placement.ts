import { providerWithRegion, zoneNamed } from '../../catalog/regionName.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { Placement, Provider, PurchaseOption } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { sourced, type Located } from '../located.ts';
import { nodeConstraints, tolerations, valuesOf, type NodeConstraint } from './constraints.ts';
import { instanceOf, instanceTypeFrom } from './products.ts';

/** Prefixes of label keys that only one provider's clusters know. */
const PROVIDER_LABELS: readonly (readonly [RegExp, Provider])[] = [
  [/^cloud\.google\.com\/|^karpenter\.k8s\.gcp\//, 'gcp'],
  [/^eks\.amazonaws\.com\/|^karpenter\.k8s\.aws\/|^alpha\.eksctl\.io\//, 'aws'],
  [/^kubernetes\.azure\.com\/|^karpenter\.azure\.com\/|^agentpool$/, 'azure'],
  [/^gpu\.nvidia\.com\/(class|model)$|^node\.coreweave\.cloud\//, 'coreweave'],
  [/^oci\.oraclecloud\.com\/|^node\.info\/ds_/, 'oci'],
];

const SPOT_KEYS: readonly {
  readonly key: string;
  readonly spot: RegExp;
  readonly onDemand: RegExp;
}[] = [
  { key: 'cloud.google.com/gke-spot', spot: /^true$/i, onDemand: /^false$/i },
  { key: 'cloud.google.com/gke-preemptible', spot: /^true$/i, onDemand: /^false$/i },
  { key: 'karpenter.sh/capacity-type', spot: /^spot$/i, onDemand: /^on-demand$/i },
  { key: 'eks.amazonaws.com/capacityType', spot: /^SPOT$/i, onDemand: /^ON_DEMAND$/i },
  {
    key: 'kubernetes.azure.com/scalesetpriority',
    spot: /^spot$/i,
    onDemand: /^(regular|on-demand)$/i,
  },
  { key: 'node.kubernetes.io/lifecycle', spot: /^spot$/i, onDemand: /^(normal|on-demand)$/i },
];

/** Provider, region, instance type and purchase option, as far as the pod (and the pool it selects) says. */
export function readPlacement(
  podSpec: Located | null,
  pool: readonly NodeConstraint[],
  catalog: Catalog,
): Placement {
  const constraints = [...nodeConstraints(podSpec), ...pool];
  const instanceType = instanceTypeFrom(constraints);
  const zone = zoneOf(constraints);
  const region = regionFrom(constraints);
  return {
    provider:
      providerFrom(constraints, instanceType, zone, catalog) ?? providerOfRegion(region, catalog),
    region: region ?? zone?.region ?? null,
    instanceType,
    purchase: purchaseFrom(constraints),
    spotPermitted: spotPermitted(podSpec),
  };
}

function providerFrom(
  constraints: readonly NodeConstraint[],
  instanceType: Sourced<string> | null,
  zone: Zone | null,
  catalog: Catalog,
): Sourced<Provider> | null {
  for (const { key, values, strength } of constraints) {
    const [value] = values;
    const provider = PROVIDER_LABELS.find(([label]) => label.test(key))?.[1];
    if (provider && value && strength !== 'preferred') return sourced(value, provider);
  }
  const instance = instanceType ? instanceOf(instanceType.value, catalog) : null;
  if (instance && instanceType) return { value: instance.provider, origin: instanceType.origin };
  return zone?.provider ?? null;
}

interface Zone {
  readonly provider: Sourced<Provider>;
  readonly region: Sourced<string>;
}

function zoneOf(constraints: readonly NodeConstraint[]): Zone | null {
  const found = valuesOf(
    constraints,
    'topology.kubernetes.io/zone',
    'failure-domain.beta.kubernetes.io/zone',
    'topology.gke.io/zone',
  );
  const [value] = found?.values ?? [];
  const zone = value ? zoneNamed(value.node.text) : null;
  return value && zone
    ? { provider: sourced(value, zone.provider), region: sourced(value, zone.region) }
    : null;
}

function regionFrom(constraints: readonly NodeConstraint[]): Sourced<string> | null {
  const found = valuesOf(
    constraints,
    'topology.kubernetes.io/region',
    'failure-domain.beta.kubernetes.io/region',
  );
  const [value] = found?.values ?? [];
  return value && found?.values.length === 1 ? sourced(value, value.node.text) : null;
}

/** The one provider whose prices know the region; null where several do. */
export function providerOfRegion(
  region: Sourced<string> | null,
  catalog: Catalog,
): Sourced<Provider> | null {
  const value = region && providerWithRegion(region.value, catalog);
  return region && value ? { ...region, value } : null;
}

/** Spot where one of the labels asks for it; a pool that allows both takes spot first (Karpenter's own order). */
function purchaseFrom(constraints: readonly NodeConstraint[]): Sourced<PurchaseOption> | null {
  for (const { key, spot, onDemand } of SPOT_KEYS) {
    const found = valuesOf(constraints, key);
    if (!found || found.constraint.strength === 'preferred') continue;
    const asked = found.values.find((value) => spot.test(value.node.text));
    if (asked) return sourced(asked, 'spot');
    const refused = found.values.find((value) => onDemand.test(value.node.text));
    if (refused) return sourced(refused, 'on-demand');
  }
  return null;
}

function spotPermitted(podSpec: Located | null): Sourced<boolean> | null {
  for (const { key, value, located } of tolerations(podSpec)) {
    const label = SPOT_KEYS.find((known) => known.key === key);
    if (label && (value === null || label.spot.test(value))) return sourced(located, true);
  }
  return null;
}
