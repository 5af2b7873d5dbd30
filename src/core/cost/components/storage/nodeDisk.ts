import type { CostComponent } from '../../../model/estimate.ts';
import { sourcedInput } from '../../inputs.ts';
import { scale, type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { line } from '../line.ts';
import { diskPrice } from './disk.ts';

/** Boot disks of the nodes, by the share of them that the replicas take: images and downloaded weights lie there. */
export function nodeDiskComponents(context: ComponentContext): readonly CostComponent[] {
  const node = context.option?.node ?? null;
  if (!counts('nodeDisk', context) || node === null) return [];
  const { sizeGiB } = context.assumptions.components.nodeDisk;
  const price = diskPrice(null, context);
  const { nodesPerReplica } = node.packing;
  const running = context.assumptions.hoursPerMonth.value / context.assumptions.calendarHours.value;
  return [
    line({
      name: 'Node disks',
      category: 'storage',
      quantity: scale(context.replicas, nodesPerReplica * sizeGiB.value * running),
      unit: 'GiB-month',
      unitPrice: price?.perGiB ?? null,
      formula: 'replicas × nodes per replica × size × price per GiB and month',
      unknown: 'no disk price is known',
      inputs: [
        {
          name: 'nodes per replica',
          value: nodesPerReplica,
          unit: '',
          origin: { kind: 'derived', formula: 'the share of a node that counts for compute' },
        },
        sourcedInput('boot disk', sizeGiB, 'GiB'),
        ...(price === null ? [] : [price.input]),
      ],
    }),
  ];
}
