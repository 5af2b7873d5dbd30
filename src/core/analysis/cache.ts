import type { Trial } from '../advice/rule.ts';
import { createParseCache, type ParseCache } from '../syntax/parseCache.ts';
import type { FindingsMemory } from './rememberedFindings.ts';

/**
 * What one analysis leaves for the next: parsed text, measured savings and findings, all keyed by content, so that a
 * keystroke re-parses and re-verifies only what it changed. The caller owns it; dropping it is always correct.
 */
export interface AnalysisCache {
  readonly parse: ParseCache;
  readonly trials: Map<string, Trial | null>;
  readonly findings: FindingsMemory;
}

export function createAnalysisCache(): AnalysisCache {
  return { parse: createParseCache(), trials: new Map(), findings: new Map() };
}
