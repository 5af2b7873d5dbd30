import type { CostComponent } from '../../../model/estimate.ts';
import { replicaHour } from '../../offer.ts';
import { sourcedInput } from '../../inputs.ts';
import { type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { line } from '../line.ts';

/** Replicas that are kept ready beside those that serve. */
export function warmPoolComponents(context: ComponentContext): readonly CostComponent[] {
  if (!counts('warmPool', context)) return [];
  const { replicas } = context.assumptions.components.warmPool;
  const hours = context.assumptions.hoursPerMonth;
  const hour = replicaHour(context.option?.node ?? null);
  return [
    line({
      name: 'Warm pool',
      category: 'compute',
      quantity: replicas === null ? null : replicas.value * hours.value,
      unit: 'replica-hours',
      unitPrice: hour,
      formula: 'replicas kept warm × hours × price of a replica-hour',
      unknown:
        replicas === null
          ? 'the size of the warm pool is not stated (warmPool.replicas)'
          : (context.unpriced ?? 'the hardware is not known'),
      inputs: [
        ...(replicas === null ? [] : [sourcedInput('replicas kept warm', replicas)]),
        sourcedInput('hours', hours, 'h/month'),
        ...(context.option?.node?.price.inputs ?? []),
      ],
    }),
  ];
}
