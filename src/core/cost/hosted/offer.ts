import { apiProvider } from '../../catalog/apiName.ts';
import type { ApiPrice, Catalog } from '../../model/catalog.ts';

/**
 * The offer of a hosted model: by provider (as the price list or a gateway spells it; null = in front of the model's name,
 * `openai/gpt-4o`) and model. Where the provider is not known, all that offer the model must agree on the price. Null
 * where the list lacks it.
 */
export function hostedOffer(
  provider: string | null,
  model: string,
  catalog: Catalog,
): ApiPrice | null {
  const written = model.trim();
  if (provider !== null) return catalog.apiPrice(provider, written);
  const slash = written.indexOf('/');
  const front = slash < 0 ? null : apiProvider(written.slice(0, slash));
  if (front !== null) return catalog.apiPrice(front, written.slice(slash + 1));
  const parts = written.split('/');
  for (let from = 0; from < parts.length; from++) {
    const found = agreed(catalog.apiPrices(parts.slice(from).join('/')));
    if (found !== null) return found;
  }
  return null;
}

/** The one price of several offers; null where they differ. */
function agreed(offers: readonly ApiPrice[]): ApiPrice | null {
  const standard = offers.filter(({ variant }) => variant === '');
  const candidates = standard.length > 0 ? standard : offers;
  const [first] = candidates;
  if (first === undefined) return null;
  const agree = candidates.every(
    ({ input, output, perUnit }) =>
      input === first.input && output === first.output && perUnit?.usd === first.perUnit?.usd,
  );
  return agree ? first : null;
}
