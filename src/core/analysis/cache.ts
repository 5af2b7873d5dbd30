import { createParseCache, type ParseCache } from '../syntax/parseCache.ts';
import type { EstimateMemory } from './rememberedEstimates.ts';
import type { FindingsMemory } from './rememberedFindings.ts';

/**
 * What one analysis leaves for the next: parsed text, estimates and findings, each with the content
 * that it was made of, so that a keystroke re-parses, prices and verifies only what it changed. The caller owns it; dropping it is always correct.
 */
export interface AnalysisCache {
  readonly parse: ParseCache;
  readonly estimates: EstimateMemory;
  readonly findings: FindingsMemory;
}

export function createAnalysisCache(): AnalysisCache {
  return {
    parse: createParseCache(),
    estimates: new Map(),
    findings: new Map(),
  };
}
