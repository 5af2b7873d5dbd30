import type { Rule } from './rule.ts';
import { autoscale } from './rules/autoscale.ts';
import { batching } from './rules/batching.ts';
import { coldStart } from './rules/cold-start.ts';
import { commit } from './rules/commit.ts';
import { consolidate } from './rules/consolidate.ts';
import { contextLength } from './rules/context-length.ts';
import { doesNotFit } from './rules/does-not-fit.ts';
import { edge } from './rules/edge.ts';
import { idle } from './rules/idle.ts';
import { managedApi } from './rules/managed-api.ts';
import { measurementDrift } from './rules/measurement-drift.ts';
import { network } from './rules/network.ts';
import { noLimits } from './rules/no-limits.ts';
import { offlineBatch } from './rules/offline-batch.ts';
import { overProvisioned } from './rules/over-provisioned.ts';
import { parallelism } from './rules/parallelism.ts';
import { policyAllowed } from './rules/policy-allowed.ts';
import { policyBudget } from './rules/policy-budget.ts';
import { policyLabel } from './rules/policy-label.ts';
import { policyLimit } from './rules/policy-limit.ts';
import { policyScaleToZero } from './rules/policy-scale-to-zero.ts';
import { policySpot } from './rules/policy-spot.ts';
import { prefixCache } from './rules/prefix-cache.ts';
import { priceStale } from './rules/price-stale.ts';
import { prune } from './rules/prune.ts';
import { quantize } from './rules/quantize.ts';
import { region } from './rules/region.ts';
import { responseCache } from './rules/response-cache.ts';
import { rightSize } from './rules/right-size.ts';
import { route } from './rules/route.ts';
import { scaleToZero } from './rules/scale-to-zero.ts';
import { schedule } from './rules/schedule.ts';
import { selfHost } from './rules/self-host.ts';
import { serverless } from './rules/serverless.ts';
import { share } from './rules/share.ts';
import { speculativeDecoding } from './rules/speculative-decoding.ts';
import { spot } from './rules/spot.ts';
import { storage } from './rules/storage.ts';
import { strandedAccelerators } from './rules/stranded-accelerators.ts';
import { templated } from './rules/templated.ts';
import { underProvisioned } from './rules/under-provisioned.ts';
import { unknownAccelerator } from './rules/unknown-accelerator.ts';
import { unknownModel } from './rules/unknown-model.ts';
import { unknownPrice } from './rules/unknown-price.ts';
import { unsupportedPrecision } from './rules/unsupported-precision.ts';

/** All advice, in the order in which findings of one deployment are listed. */
export const rules: readonly Rule[] = [
  doesNotFit,
  unsupportedPrecision,
  unknownAccelerator,
  unknownModel,
  unknownPrice,
  templated,
  noLimits,
  strandedAccelerators,
  underProvisioned,
  coldStart,
  idle,
  overProvisioned,
  rightSize,
  parallelism,
  quantize,
  prune,
  contextLength,
  prefixCache,
  batching,
  autoscale,
  scaleToZero,
  schedule,
  speculativeDecoding,
  spot,
  commit,
  region,
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
  measurementDrift,
  policyBudget,
  policyAllowed,
  policySpot,
  policyScaleToZero,
  policyLabel,
  policyLimit,
];
