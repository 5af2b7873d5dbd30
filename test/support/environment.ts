import { bundledCatalogText } from '../../src/core/catalog/bundled.ts';
import { createCatalog } from '../../src/core/catalog/createCatalog.ts';
import type { Environment } from '../../src/core/model/environment.ts';

const catalog = createCatalog(bundledCatalogText);

/** The bundled facts, a fixed day, US dollars, and no settings. */
export function testEnvironment(overrides: Partial<Environment> = {}): Environment {
  return {
    catalog,
    today: '2026-11-22',
    currency: { code: 'USD', perUsd: 1, asOf: null },
    defaults: { provider: null, region: null, accelerator: null },
    levels: {},
    assumptions: null,
    ...overrides,
  };
}
