import type { Rule } from './rule.ts';
import { batching } from './rules/batching.ts';
import { contextLength } from './rules/context-length.ts';
import { doesNotFit } from './rules/does-not-fit.ts';
import { prefixCache } from './rules/prefix-cache.ts';
import { prune } from './rules/prune.ts';
import { quantize } from './rules/quantize.ts';
import { speculativeDecoding } from './rules/speculative-decoding.ts';
import { spot } from './rules/spot.ts';
import { strandedAccelerators } from './rules/stranded-accelerators.ts';
import { unknownAccelerator } from './rules/unknown-accelerator.ts';
import { unknownModel } from './rules/unknown-model.ts';
import { unsupportedPrecision } from './rules/unsupported-precision.ts';

/** All advice, in the order in which findings of one deployment are listed. */
export const rules: readonly Rule[] = [
  doesNotFit,
  unsupportedPrecision,
  unknownAccelerator,
  unknownModel,
  strandedAccelerators,
  quantize,
  prune,
  contextLength,
  prefixCache,
  batching,
  speculativeDecoding,
  spot,
];
