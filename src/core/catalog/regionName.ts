import type { Catalog } from '../model/catalog.ts';
import type { Provider } from '../model/deployment.ts';

/** The one provider whose prices know a region; null where none or several do. */
export function providerWithRegion(region: string, catalog: Catalog): Provider | null {
  const known = catalog.providers.filter((each) => catalog.regions(each).includes(region));
  const [only] = known;
  return only !== undefined && known.length === 1 ? only : null;
}

interface Zone {
  readonly provider: Provider;
  readonly region: string;
}

/** How clouds name the zones of a region: `us-east-1a`, `europe-west10-b`, `eastus2-1`. */
const zones: readonly (readonly [RegExp, Provider])[] = [
  [/^([a-z]{2}(?:-[a-z]+)+-\d)[a-f]$/, 'aws'],
  [/^([a-z]+-[a-z]+\d+)-[a-f]$/, 'gcp'],
  [/^([a-z]+\d?)-[1-3]$/, 'azure'],
];

/** What the name of a zone says of where it is; null for a name that is none. */
export function zoneNamed(name: string): Zone | null {
  for (const [pattern, provider] of zones) {
    const region = pattern.exec(name)?.[1];
    if (region !== undefined) return { provider, region };
  }
  return null;
}
