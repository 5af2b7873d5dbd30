import { mainRegionOf } from '../catalog/mainRegion.ts';
import { providerWithRegion } from '../catalog/regionName.ts';
import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { Catalog } from '../model/catalog.ts';
import type { Deployment, Provider, ServingPlatform } from '../model/deployment.ts';
import type { Sourced } from '../model/sourced.ts';

/** Where a deployment runs. */
export interface Site {
  readonly provider: Sourced<Provider>;
  readonly region: Sourced<string>;
}

/** Provider and region by the config, else the assumptions and settings, else AWS and the provider's main region. */
export function siteOf(
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  catalog: Catalog,
): Site {
  const provider = deployment.placement.provider ??
    instanceProvider(deployment, catalog) ??
    platformProvider(deployment) ??
    regionProvider(deployment, catalog) ??
    assumptions.provider ?? {
      value: 'aws',
      origin: { kind: 'default', name: 'provider', reason: 'no evidence of a provider was found' },
    };
  return { provider, region: regionOf(provider.value, deployment, assumptions, catalog) };
}

/** The region of a provider a deployment runs in: the config’s, else the assumed one, else the provider’s main region. */
function regionOf(
  provider: Provider,
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  catalog: Catalog,
): Sourced<string> {
  if (deployment.placement.region !== null) return deployment.placement.region;
  const offered = catalog.regions(provider);
  const assumed = assumptions.region;
  if (assumed !== null && offered.includes(assumed.value)) return assumed;
  return {
    value: mainRegion(provider, catalog),
    origin: {
      kind: 'default',
      name: 'region',
      reason:
        assumed === null
          ? `the main region of ${provider}; nothing names one`
          : `the main region of ${provider}; ${assumed.value} is not one of its regions`,
    },
  };
}

export function mainRegion(provider: Provider, catalog: Catalog): string {
  return mainRegionOf(provider, catalog) ?? 'unknown';
}

/** Where something would stand in a cloud that it is not in: the assumed region where the cloud has it, else its main one. */
export function usualRegion(
  provider: Provider,
  { region }: Pick<ResolvedAssumptions, 'region'>,
  catalog: Catalog,
): string {
  return region !== null && catalog.regions(provider).includes(region.value)
    ? region.value
    : mainRegion(provider, catalog);
}

/** Clouds whose own platforms run nowhere else. */
const platformClouds: Partial<Record<ServingPlatform, Provider>> = {
  'aws-sagemaker': 'aws',
  'aws-bedrock': 'aws',
  'gcp-vertex': 'gcp',
  'gcp-cloud-run': 'gcp',
  'azure-ml': 'azure',
  'azure-openai': 'azure',
  runpod: 'runpod',
};

function platformProvider({ supply }: Deployment): Sourced<Provider> | null {
  const platform = 'platform' in supply ? supply.platform : null;
  const value = platform === null ? undefined : platformClouds[platform];
  return value === undefined
    ? null
    : { value, origin: { kind: 'derived', formula: `the cloud that ${platform} belongs to` } };
}

/** The one cloud that has the region a config names; null when none or several do. */
function regionProvider(deployment: Deployment, catalog: Catalog): Sourced<Provider> | null {
  const { region } = deployment.placement;
  if (region === null) return null;
  const value = providerWithRegion(region.value, catalog);
  return value && { value, origin: region.origin };
}

function instanceProvider(deployment: Deployment, catalog: Catalog): Sourced<Provider> | null {
  const named = deployment.placement.instanceType;
  if (named === null) return null;
  const instance = catalog.instance(named.value);
  return instance === null ? null : { value: instance.provider, origin: named.origin };
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

/**
 * Where to look for something, in groups of equal standing: the site itself; then, as far as nobody named them, the
 * other regions of its provider, and the other providers one by one.
 */
export function* placesFrom(
  site: Site,
  deployment: Deployment,
  assumptions: ResolvedAssumptions,
  catalog: Catalog,
): Generator<readonly Site[]> {
  yield [site];
  yield otherRegions(site, catalog);
  if (site.provider.origin.kind !== 'default') return;
  for (const provider of providersInTurn) {
    if (provider === site.provider.value) continue;
    const reason = `${site.provider.value} does not offer this accelerator`;
    const next: Site = {
      provider: { value: provider, origin: { kind: 'default', name: 'provider', reason } },
      region: regionOf(provider, deployment, assumptions, catalog),
    };
    yield [next];
    yield otherRegions(next, catalog);
  }
}

function otherRegions(site: Site, catalog: Catalog): readonly Site[] {
  const { provider, region } = site;
  if (region.origin.kind !== 'default') return [];
  const reason = `not offered in ${region.value}; the cheapest region that has it`;
  return catalog
    .regions(provider.value)
    .filter((name) => name !== region.value)
    .map((value) => ({
      provider,
      region: { value, origin: { kind: 'default', name: 'region', reason } },
    }));
}
