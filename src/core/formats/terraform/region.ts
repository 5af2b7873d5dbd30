import { zoneNamed } from '../../catalog/regionName.ts';
import type { Catalog } from '../../model/catalog.ts';
import type { Provider } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { resolve } from './evaluate.ts';
import { textIn, type Resource } from './resource.ts';
import { plainOf } from './value.ts';
import { findEntry } from '../../syntax/access.ts';
import { sourced } from '../located.ts';

const PROVIDERS: Partial<Record<Provider, RegExp>> = {
  aws: /^aws$/,
  gcp: /^google(?:-beta)?$/,
};

/** The region of the resource itself (`location`, a zone), else of its provider's block; null where neither is known. */
export function regionOf(
  resource: Resource,
  provider: Provider,
  catalog: Catalog,
): Sourced<string> | null {
  for (const name of ['region', 'location', 'zone', 'availability_zone']) {
    const written = textIn(resource.body, name);
    if (written) return inRegion(written, provider, catalog);
  }
  const { module } = resource.instance.scope;
  for (const { name, body } of module.providers) {
    if (PROVIDERS[provider]?.test(name) !== true) continue;
    const node = findEntry(body.node, 'region')?.value;
    const read = node && resolve({ file: body.file, node }, resource.instance.scope);
    const text = read && 'value' in read ? plainOf(read.value) : null;
    if (read && 'value' in read && typeof text === 'string') {
      return inRegion(sourced(read.value, text), provider, catalog);
    }
  }
  return null;
}

/** A zone stands for its region; Azure writes `West Europe` for `westeurope`. */
function inRegion(
  written: Sourced<string>,
  provider: Provider,
  catalog: Catalog,
): Sourced<string> | null {
  const known = catalog.regions(provider);
  const plain = written.value.toLowerCase().replace(/\s/g, '');
  const ofZone = zoneNamed(written.value)?.region ?? written.value;
  const candidates = [written.value, plain, ofZone];
  const value = candidates.find((each) => known.includes(each)) ?? ofZone;
  return { ...written, value };
}
