import type { Catalog } from '../model/catalog.ts';
import type { Provider } from '../model/deployment.ts';

/** The region most of a provider's price list is written for, and where its new hardware comes first. */
const mainRegions: Partial<Record<Provider, string>> = {
  aws: 'us-east-1',
  gcp: 'us-central1',
  azure: 'eastus',
};

/** A provider's main region, else the first of its price list; null for a provider without prices. */
export function mainRegionOf(provider: Provider, catalog: Catalog): string | null {
  return mainRegions[provider] ?? catalog.regions(provider)[0] ?? null;
}
