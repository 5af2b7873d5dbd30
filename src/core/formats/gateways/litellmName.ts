import { apiProvider } from '../../catalog/apiName.ts';
import type { Sourced } from '../../model/sourced.ts';

/** Providers that are servers of one's own: their tokens have no price. */
const ownServers: ReadonlySet<string> = new Set([
  'ollama',
  'ollama_chat',
  'hosted_vllm',
  'vllm',
  'openai_like',
  'custom_openai',
  'text-generation-inference',
  'huggingface',
  'sagemaker',
  'sagemaker_chat',
  'triton',
  'llamafile',
  'lm_studio',
  'xinference',
  'infinity',
  'petals',
  'nvidia_triton',
  'litellm_proxy',
]);

export interface NamedTarget {
  /** As the config writes it; null for a server of one's own. */
  readonly provider: Sourced<string> | null;
  readonly model: Sourced<string>;
  readonly isOwnServer: boolean;
}

/**
 * `provider/model` of LiteLLM. The first part counts as a provider where it is one; `meta-llama/…` is the maker of a
 * model. Without a provider the name decides as LiteLLM does: `claude-…` is Anthropic's, everything else OpenAI's.
 */
export function providerAndModel(
  written: Sourced<string>,
  stated: Sourced<string> | null,
): NamedTarget {
  const slash = written.value.indexOf('/');
  const first = slash < 0 ? '' : written.value.slice(0, slash);
  const isOwn = ownServers.has(first.toLowerCase());
  const isProvider = isOwn || apiProvider(first) !== null || unpriced.has(first.toLowerCase());
  const model = isProvider ? part(written, slash + 1, written.value.length) : written;
  if (isOwn) return { provider: part(written, 0, slash), model, isOwnServer: true };
  if (isProvider) return { provider: part(written, 0, slash), model, isOwnServer: false };
  if (stated !== null) {
    const own = ownServers.has(stated.value.toLowerCase());
    return { provider: stated, model, isOwnServer: own };
  }
  const guessed = /^claude-/i.test(written.value) ? 'anthropic' : 'openai';
  return { provider: { ...written, value: guessed }, model, isOwnServer: false };
}

/** Providers that LiteLLM knows and the price list does not. */
const unpriced: ReadonlySet<string> = new Set([
  'openrouter',
  'replicate',
  'databricks',
  'nvidia_nim',
  'github',
  'github_copilot',
  'watsonx',
  'cloudflare',
  'anyscale',
  'friendliai',
  'novita',
  'snowflake',
  'volcengine',
  'predibase',
  'clarifai',
  'aleph_alpha',
  'nlp_cloud',
  'meta_llama',
  'featherless_ai',
  'vercel_ai_gateway',
  'oci',
  'codestral',
]);

/** A part of a written text, with its own place. */
function part(whole: Sourced<string>, start: number, end: number): Sourced<string> {
  const value = whole.value.slice(start, end);
  const { origin } = whole;
  if (origin.kind !== 'config') return { ...whole, value };
  // Quotes stand around the text, and only a text without escapes can be divided.
  const extra = origin.span.end - origin.span.start - whole.value.length;
  if (extra !== 0 && extra !== 2) return { ...whole, value };
  const from = origin.span.start + extra / 2;
  return { value, origin: { ...origin, span: { start: from + start, end: from + end } } };
}
