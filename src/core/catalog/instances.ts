import { providers, type Provider } from '../model/deployment.ts';
import { contentHash } from './compact/file.ts';
import { newest } from './compact/citations.ts';
import { lazy } from './lazy.ts';
import { providerCatalog, type PriceList, type ProviderCatalog } from './providerPrices.ts';

export interface InstancePart {
  readonly id: string;
  readonly asOf: string;
  /** Providers that have prices, the large clouds first. */
  readonly providers: readonly Provider[];
  of(provider: Provider): ProviderCatalog | null;
}

/** The prices of several lists, those that ship first. */
export function instancePart(lists: readonly PriceList[]): InstancePart {
  const parts = new Map(
    providers
      .filter((provider) => lists.some(({ file }) => Object.hasOwn(file.providers, provider)))
      .map((provider) => [provider, lazy(() => providerCatalog(provider, lists))] as const),
  );
  return {
    id: idOf(lists),
    asOf: newest(lists.map(({ file }) => file.asOf)),
    providers: [...parts.keys()],
    of: (provider) => parts.get(provider)?.() ?? null,
  };
}

/** Names what the prices are: that of a list alone, else one made of all. */
function idOf(lists: readonly PriceList[]): string {
  const ids = lists.map(({ file }) => file.id);
  return ids.length === 1 ? (ids[0] ?? 'none') : contentHash(ids.join(' '));
}
