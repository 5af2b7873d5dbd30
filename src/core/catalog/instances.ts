import { providers, type Provider } from '../model/deployment.ts';
import { decodeFile, type PartText } from './decode.ts';
import { lazy } from './lazy.ts';
import { providerCatalog, type ProviderCatalog } from './providerPrices.ts';
import { instancesFile } from './schema.ts';

export interface InstancePart {
  readonly id: string;
  readonly asOf: string;
  /** Providers that have prices, the large clouds first. */
  readonly providers: readonly Provider[];
  of(provider: Provider): ProviderCatalog | null;
}

export function decodeInstances(text: PartText): InstancePart {
  const file = decodeFile(instancesFile, text, {
    id: 'none',
    asOf: 'undated',
    citations: [],
    notes: [],
    providers: {},
  });
  const parts = new Map(
    providers.flatMap((provider) => {
      const prices = file.providers[provider];
      return prices === undefined
        ? []
        : [[provider, lazy(() => providerCatalog(provider, prices, file))] as const];
    }),
  );
  return {
    id: file.id,
    asOf: file.asOf,
    providers: [...parts.keys()],
    of: (provider) => parts.get(provider)?.() ?? null,
  };
}
