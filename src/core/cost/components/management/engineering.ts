import type { CostComponent } from '../../../model/estimate.ts';
import { sourcedInput } from '../../inputs.ts';
import { type ComponentContext } from '../context.ts';
import { counts } from '../counts.ts';
import { line } from '../line.ts';

/** Time of the people who run it; only where somebody states how much, and what it costs. */
export function engineeringComponents(context: ComponentContext): readonly CostComponent[] {
  if (!counts('engineering', context)) return [];
  const { hoursPerMonth, usdPerHour } = context.assumptions.components.engineering;
  return [
    line({
      name: 'Engineering time',
      category: 'management',
      provider: 'own',
      quantity: hoursPerMonth?.value ?? null,
      unit: 'hours',
      unitPrice: usdPerHour?.value ?? null,
      formula: 'hours × rate',
      unknown: 'the hours or their rate are not stated (engineering)',
      inputs: [
        ...(hoursPerMonth === null ? [] : [sourcedInput('engineering', hoursPerMonth, 'h/month')]),
        ...(usdPerHour === null ? [] : [sourcedInput('rate', usdPerHour, 'USD/h')]),
      ],
    }),
  ];
}
