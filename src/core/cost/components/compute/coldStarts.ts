import type { CostComponent, NamedInput } from '../../../model/estimate.ts';
import type { Range } from '../../../model/sourced.ts';
import { replicaHour } from '../../offer.ts';
import { sourcedInput } from '../../inputs.ts';
import { constant, scale, type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { line } from '../line.ts';

/**
 * Replicas that are paid while they load, beside those the autoscaler starts (the compute holds their time): in place of
 * spot machines that were taken back, or as many as somebody states.
 */
export function coldStartComponents(context: ComponentContext): readonly CostComponent[] {
  const starts = startsOf(context);
  if (!counts('coldStarts', context) || starts === null) return [];
  const seconds = context.coldStartSeconds;
  return [
    line({
      name: 'Cold starts',
      category: 'compute',
      quantity: scale(starts.count, seconds / 3600),
      unit: 'replica-hours',
      unitPrice: replicaHour(context.option?.node ?? null),
      formula: 'starts × cold start × price of a replica-hour',
      unknown: context.unpriced ?? 'the hardware is not known',
      inputs: [
        ...starts.inputs,
        {
          name: 'cold start',
          value: seconds,
          unit: 's',
          origin: {
            kind: 'derived',
            formula: 'node, image, weights and engine, one after the other',
          },
        },
      ],
    }),
  ];
}

interface Starts {
  readonly count: Range;
  readonly inputs: readonly NamedInput[];
}

function startsOf(context: ComponentContext): Starts | null {
  const { startsPerMonth } = context.assumptions.components.coldStarts;
  if (startsPerMonth !== null) {
    return {
      count: constant(startsPerMonth.value),
      inputs: [sourcedInput('starts', startsPerMonth, 'a month')],
    };
  }
  const { supply } = context.deployment;
  if (context.purchase !== 'spot' || supply.kind !== 'replicas') return null;
  const rate = context.assumptions.terms.spot.interruptionRate;
  return {
    count: scale(context.replicas, rate.value),
    inputs: [sourcedInput('spot machines taken back', rate, 'of them a month')],
  };
}
