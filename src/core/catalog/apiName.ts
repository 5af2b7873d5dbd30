import type { ApiPrice } from '../model/catalog.ts';

/** Providers of the price list by the names that gateways give them. */
const providers: Readonly<Partial<Record<string, string>>> = {
  openai: 'openai',
  'text-completion-openai': 'openai',
  azure: 'azure',
  azure_ai: 'azure',
  azure_text: 'azure',
  'azure-openai': 'azure',
  azure_openai: 'azure',
  azureopenai: 'azure',
  anthropic: 'anthropic',
  bedrock: 'bedrock',
  bedrock_converse: 'bedrock',
  'aws-bedrock': 'bedrock',
  aws_bedrock: 'bedrock',
  amazon: 'bedrock',
  awsbedrock: 'bedrock',
  awsanthropic: 'bedrock',
  vertex_ai: 'vertex',
  vertex_ai_beta: 'vertex',
  'vertex-ai': 'vertex',
  'gcp-vertex': 'vertex',
  vertex: 'vertex',
  gcpvertexai: 'vertex',
  gcpanthropic: 'vertex',
  gemini: 'google',
  google: 'google',
  mistral: 'mistral',
  'mistral-ai': 'mistral',
  codestral: 'mistral',
  cohere: 'cohere',
  cohere_chat: 'cohere',
  together: 'together',
  together_ai: 'together',
  'together-ai': 'together',
  fireworks: 'fireworks',
  fireworks_ai: 'fireworks',
  'fireworks-ai': 'fireworks',
  groq: 'groq',
  deepseek: 'deepseek',
  deepinfra: 'deepinfra',
  xai: 'xai',
  'x-ai': 'xai',
  perplexity: 'perplexity',
  'perplexity-ai': 'perplexity',
  cerebras: 'cerebras',
  sambanova: 'sambanova',
  nebius: 'nebius',
  hyperbolic: 'hyperbolic',
  lambda_ai: 'lambda_ai',
  'lambda-ai': 'lambda_ai',
  moonshot: 'moonshot',
  zai: 'zai',
  minimax: 'minimax',
  dashscope: 'dashscope',
  voyage: 'voyage',
  jina_ai: 'jina',
  jina: 'jina',
  ai21: 'ai21',
  ai21_chat: 'ai21',
  baseten: 'baseten',
  deepgram: 'deepgram',
  elevenlabs: 'elevenlabs',
  stability: 'stability',
  black_forest_labs: 'black_forest_labs',
  amazon_nova: 'amazon_nova',
};

/** The price list's name of a provider (`vertex_ai` is `vertex`); null for one without prices. */
export function apiProvider(name: string): string | null {
  const key = name.trim().toLowerCase();
  return Object.hasOwn(providers, key) ? (providers[key] ?? null) : null;
}

/** Regions in front of an inference profile's name on Bedrock. */
const bedrockRegion = /^(?:us|eu|apac|au|ca|jp|us-gov|global)\./;

/** Spellings under which the price list may hold a model, the one that was written first. */
function spellings(provider: string, model: string): readonly string[] {
  const written = model.trim().toLowerCase();
  const tail = tailOf(written);
  const names = provider === 'bedrock' ? [tail.replace(bedrockRegion, ''), tail] : [written, tail];
  return [...new Set(names)];
}

/**
 * The price of a hosted model as a gateway names it: the standard offer of that provider, or the one of the region that
 * stands in front of the name where it has a price of its own. Null where the price list lacks the model: no other
 * provider stands in.
 */
export function findApiPrice(
  offers: (model: string) => readonly ApiPrice[],
  provider: string,
  model: string,
): ApiPrice | null {
  const known = apiProvider(provider);
  if (known === null) return null;
  const region = known === 'bedrock' ? (bedrockRegion.exec(tailOf(model))?.[0] ?? '') : '';
  for (const name of spellings(known, model)) {
    const found = offers(name).filter((offer) => offer.provider === known);
    const best =
      found.find(({ variant }) => variant === region) ??
      found.find(({ variant }) => variant === '');
    if (best !== undefined) return best;
  }
  return null;
}

/** The last part of a model's name, in lower case: what is left without organisation and path. */
export function tailOf(model: string): string {
  return model.slice(model.lastIndexOf('/') + 1).toLowerCase();
}
