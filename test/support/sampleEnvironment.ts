import type { Environment } from '../../src/core/model/environment.ts';
import { sampleCatalog } from './sampleCatalog.ts';

export const sampleEnvironment: Environment = {
  catalog: sampleCatalog,
  today: '2026-11-22',
  currency: { code: 'USD', perUsd: 1, asOf: null },
  defaults: { provider: null, region: null, accelerator: null },
  levels: {},
  assumptions: null,
};
