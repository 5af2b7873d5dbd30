import type { NamedInput } from '../../../model/estimate.ts';
import type { Sourced } from '../../../model/sourced.ts';
import { sourcedInput } from '../../inputs.ts';
import { type ComponentContext } from '../context.ts';

export interface StoredWeights {
  readonly gib: number;
  readonly input: NamedInput;
}

/** GiB of one copy of the weights: as stated, else of the model as it is stored; null when neither is known. */
export function storedWeights(
  { weightsGiB }: ComponentContext,
  stated: Sourced<number> | null,
): StoredWeights | null {
  if (stated !== null) {
    return { gib: stated.value, input: sourcedInput('weights', stated, 'GiB') };
  }
  if (weightsGiB === null) return null;
  return {
    gib: weightsGiB,
    input: {
      name: 'weights',
      value: weightsGiB,
      unit: 'GiB',
      origin: { kind: 'derived', formula: 'parameters × bits per weight of the checkpoint' },
    },
  };
}
