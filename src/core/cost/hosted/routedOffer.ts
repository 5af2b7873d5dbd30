import type { ApiPrice, Catalog } from '../../model/catalog.ts';
import type { Deployment } from '../../model/deployment.ts';
import { hostedOffer } from './offer.ts';

/**
 * The price of a deployment that is paid by token: the prices that its gateway's config states, else those of the price
 * list. Null where neither has one, and for everything that is sold in another way.
 */
export function offerOf({ supply, route }: Deployment, catalog: Catalog): ApiPrice | null {
  if (supply.kind !== 'api') return null;
  const listed = hostedOffer(supply.provider?.value ?? null, supply.model.value, catalog);
  const own = route?.price ?? null;
  if (own === null) return route?.endpoint == null ? listed : null;
  const perMillion = (usd: { readonly value: number } | null): number | null =>
    usd === null ? null : usd.value * 1e6;
  return {
    provider: supply.provider?.value ?? 'own price',
    model: supply.model.value,
    variant: '',
    mode: listed?.mode ?? 'chat',
    input: perMillion(own.input) ?? listed?.input ?? null,
    output: perMillion(own.output) ?? listed?.output ?? null,
    cachedInput: null,
    cacheWrite: null,
    batchInput: null,
    batchOutput: null,
    contextWindow: null,
    longContext: null,
    perUnit: null,
    source: "the config's own price",
    asOf: '',
  };
}
