import type { Deployment } from '../model/deployment.ts';
import { isAtLeast } from '../performance/engineVersion.ts';

/**
 * Whether the server keeps the prefixes of prompts: as it is told, else as its engine does by default. vLLM does from the
 * engine of 0.8 on, TGI from 2.3, NIM only when told (NIM_ENABLE_KV_CACHE_REUSE); the others always do. An engine that is not known is taken to.
 */
export function keepsPrefixes({ engine, engineVersion, settings }: Deployment): boolean {
  if (settings.prefixCaching !== undefined) return settings.prefixCaching.value;
  const version = engineVersion?.value ?? null;
  switch (engine?.value) {
    case 'vllm':
      return isAtLeast(version, 0, 8);
    case 'tgi':
      return isAtLeast(version, 2, 3);
    case 'nim':
      return false;
    default:
      return true;
  }
}
