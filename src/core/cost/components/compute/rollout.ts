import type { CostComponent, NamedInput } from '../../../model/estimate.ts';
import type { Range } from '../../../model/sourced.ts';
import { replicaHour } from '../../offer.ts';
import { sourcedInput } from '../../inputs.ts';
import { type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { line } from '../line.ts';

/**
 * Replicas of the old and the new version that run at once: updates × surge replicas × the time it takes. A rollout that
 * replaces its replicas by the surge at a time takes one cold start for each batch.
 */
export function rolloutComponents(context: ComponentContext): readonly CostComponent[] {
  const { rollout } = context.assumptions.components;
  const updates = context.workload.updatesPerMonth;
  if (!counts('rollout', context) || (updates === null && !rollout.asked)) return [];
  const { surge, hours } = rollout;
  const each = (replicas: number): number => {
    const added = Math.ceil(surge.value * replicas);
    const batches = added > 0 ? Math.ceil(replicas / added) : 0;
    const time = hours?.value ?? (batches * context.coldStartSeconds) / 3600;
    return added * time * (updates?.value ?? 0);
  };
  const { min, expected, max } = context.replicas;
  const quantity: Range = { min: each(min), expected: each(expected), max: each(max) };
  return [
    line({
      name: 'Rollouts',
      category: 'compute',
      quantity: updates === null ? null : quantity,
      unit: 'replica-hours',
      unitPrice: replicaHour(context.option?.node ?? null),
      formula: 'updates × surge replicas × hours of a rollout × price of a replica-hour',
      unknown:
        updates === null
          ? 'how often it is updated is not stated (workload.updatesPerMonth)'
          : (context.unpriced ?? 'the hardware is not known'),
      inputs: [
        ...(updates === null ? [] : [sourcedInput('updates', updates, 'a month')]),
        sourcedInput('surge', surge, 'of the replicas'),
        duration(context),
      ],
    }),
  ];
}

function duration({ assumptions, coldStartSeconds }: ComponentContext): NamedInput {
  const { hours } = assumptions.components.rollout;
  if (hours !== null) return sourcedInput('hours of a rollout', hours, 'h');
  return {
    name: 'cold start',
    value: coldStartSeconds,
    unit: 's',
    origin: { kind: 'derived', formula: 'node, image, weights and engine; once for each batch' },
  };
}
