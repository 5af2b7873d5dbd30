import type { Rule } from './rule.ts';
import { batching } from './rules/batching.ts';
import { consolidate } from './rules/consolidate.ts';
import { doesNotFit } from './rules/does-not-fit.ts';
import { edge } from './rules/edge.ts';
import { network } from './rules/network.ts';
import { noLimits } from './rules/no-limits.ts';
import { priceStale } from './rules/price-stale.ts';
import { quantize } from './rules/quantize.ts';
import { share } from './rules/share.ts';
import { spot } from './rules/spot.ts';
import { strandedAccelerators } from './rules/stranded-accelerators.ts';
import { storage } from './rules/storage.ts';
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
  share,
  consolidate,
  storage,
  network,
  edge,
  priceStale,
];
