import type { Rule } from './rule.ts';
import { batching } from './rules/batching.ts';
import { doesNotFit } from './rules/does-not-fit.ts';
import { parallelism } from './rules/parallelism.ts';
import { quantize } from './rules/quantize.ts';
import { rightSize } from './rules/right-size.ts';
import { spot } from './rules/spot.ts';
import { strandedAccelerators } from './rules/stranded-accelerators.ts';
import { unknownAccelerator } from './rules/unknown-accelerator.ts';
import { unknownModel } from './rules/unknown-model.ts';

/** All advice, in the order in which findings of one deployment are listed. */
export const rules: readonly Rule[] = [
  doesNotFit,
  unknownAccelerator,
  unknownModel,
  strandedAccelerators,
  rightSize,
  parallelism,
  quantize,
  batching,
  spot,
];
