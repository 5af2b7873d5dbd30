import type { ApiPrice, Catalog } from '../../model/catalog.ts';

/** Providers as SDKs and gateways spell them, by their name in the price list. */
const spellings: Readonly<Record<string, string>> = {
  'aws-bedrock': 'bedrock',
  bedrock_converse: 'bedrock',
  aws_bedrock: 'bedrock',
  amazon: 'bedrock',
  azure_ai: 'azure',
  'azure-openai': 'azure',
  azure_openai: 'azure',
  vertex_ai: 'vertex',
  'gcp-vertex': 'vertex',
  'vertex-ai': 'vertex',
  gemini: 'google',
  together_ai: 'together',
  fireworks_ai: 'fireworks',
  cohere_chat: 'cohere',
  'lambda-ai': 'lambda_ai',
  'x-ai': 'xai',
};

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
  const parts = written.split('/');
  const wanted = providerName(provider);
  for (let from = 0; from < parts.length; from++) {
    const offers = catalog.apiPrices(parts.slice(from).join('/'));
    const front = from === 0 ? null : providerName(parts[0] ?? null);
    const found = choose(offers, wanted ?? front);
    if (found !== null) return found;
  }
  return null;
}

function providerName(name: string | null): string | null {
  if (name === null) return null;
  const lower = name.trim().toLowerCase();
  return spellings[lower] ?? lower;
}

function choose(offers: readonly ApiPrice[], provider: string | null): ApiPrice | null {
  const own = provider === null ? offers : offers.filter((one) => one.provider === provider);
  const standard = own.filter(({ variant }) => variant === '');
  const candidates = standard.length > 0 ? standard : own;
  const [first] = candidates;
  if (first === undefined) return null;
  const agree = candidates.every(
    ({ input, output, perUnit }) =>
      input === first.input && output === first.output && perUnit?.usd === first.perUnit?.usd,
  );
  return provider !== null || agree ? first : null;
}
