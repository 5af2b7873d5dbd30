import type { CostComponent } from '../../../model/estimate.ts';
import { sourcedInput } from '../../inputs.ts';
import { scale, type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';

/** Copies in other zones and regions: (zones × regions − 1) times the compute of one. */
export function redundancyComponents(
  context: ComponentContext,
  compute: CostComponent,
): readonly CostComponent[] {
  if (!counts('redundancy', context)) return [];
  const { zones, regions } = context.assumptions.components.redundancy;
  const copies = Math.max(0, zones.value * regions.value - 1);
  const quantity = compute.quantity === null ? null : compute.quantity * copies;
  return [
    {
      name: 'Redundancy',
      category: 'compute',
      quantity,
      unit: compute.unit,
      unitPrice: compute.unitPrice,
      monthly: compute.monthly === null ? null : scale(compute.monthly, copies),
      formula:
        compute.monthly === null ? compute.formula : '(zones × regions − 1) × compute of one copy',
      inputs: [sourcedInput('zones', zones), sourcedInput('regions', regions), ...compute.inputs],
    },
  ];
}
