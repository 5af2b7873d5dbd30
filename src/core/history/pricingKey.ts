import type { Environment } from '../model/environment.ts';

/**
 * The same for environments in which the same configs cost the same: everything but the day and the levels of findings, on
 * which no month depends. Not for the same configs in another build: its facts and formulas may be others.
 */
export function pricingKey(environment: Environment): string {
  const { priceId } = environment.catalog;
  return JSON.stringify({ ...environment, catalog: priceId, today: null, levels: null });
}
