import type { Rule } from './rule.ts';
import { batching } from './rules/batching.ts';
import { consolidate } from './rules/consolidate.ts';
import { doesNotFit } from './rules/does-not-fit.ts';
import { edge } from './rules/edge.ts';
import { managedApi } from './rules/managed-api.ts';
import { network } from './rules/network.ts';
import { noLimits } from './rules/no-limits.ts';
import { offlineBatch } from './rules/offline-batch.ts';
import { priceStale } from './rules/price-stale.ts';
import { quantize } from './rules/quantize.ts';
import { responseCache } from './rules/response-cache.ts';
import { route } from './rules/route.ts';
import { selfHost } from './rules/self-host.ts';
import { serverless } from './rules/serverless.ts';
import { share } from './rules/share.ts';
import { spot } from './rules/spot.ts';
import { storage } from './rules/storage.ts';
import { strandedAccelerators } from './rules/stranded-accelerators.ts';
import { templated } from './rules/templated.ts';
import { unknownAccelerator } from './rules/unknown-accelerator.ts';
import { unknownModel } from './rules/unknown-model.ts';
import { unknownPrice } from './rules/unknown-price.ts';

/** All advice, in the order in which findings of one deployment are listed. */
export const rules: readonly Rule[] = [
  doesNotFit,
  unknownAccelerator,
  unknownModel,
  unknownPrice,
  templated,
  noLimits,
  strandedAccelerators,
  quantize,
  batching,
  spot,
  responseCache,
  route,
  offlineBatch,
  serverless,
  managedApi,
  selfHost,
  share,
  consolidate,
  storage,
  network,
  edge,
  priceStale,
];
