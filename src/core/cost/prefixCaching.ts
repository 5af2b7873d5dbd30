import type { Deployment } from '../model/deployment.ts';
import { isAtLeast } from '../performance/engineVersion.ts';

/**
 * Whether an engine keeps the prefixes of prompts without being told; null where that is not known. SGLang always does
 * (RadixAttention, arXiv 2312.07104), vLLM with its V1 engine, the default from 0.8 on (release notes, March 2025), TGI from
 * 2.3 on (huggingface/text-generation-inference pull request 2427 and issue 2676, 2024). NIM does when NIM_ENABLE_KV_CACHE_REUSE says so.
 */
export function keepsPrefixesByDefault({
  engine,
  engineVersion,
}: Pick<Deployment, 'engine' | 'engineVersion'>): boolean | null {
  const version = engineVersion?.value ?? null;
  switch (engine?.value) {
    case 'sglang':
      return true;
    case 'vllm':
      return isAtLeast(version, 0, 8);
    case 'tgi':
      return isAtLeast(version, 2, 3);
    case 'nim':
      return false;
    default:
      return null;
  }
}

/**
 * Whether the server keeps the prefixes of prompts: as it is told, else as its engine does by default. An engine of which that
 * is not known is taken to: somebody states the share of prefixes that are cached.
 */
export function keepsPrefixes(deployment: Deployment): boolean {
  return deployment.settings.prefixCaching?.value ?? keepsPrefixesByDefault(deployment) ?? true;
}
