import type { CostComponent } from '../../model/estimate.ts';
import { computeComponent } from './compute.ts';
import type { ComponentContext } from './context.ts';
import { managementComponents } from './management.ts';
import { networkComponents } from './network.ts';
import { storageComponents } from './storage.ts';

/** The lines of the bill, compute first. */
export function allComponents(context: ComponentContext): readonly CostComponent[] {
  return [
    computeComponent(context),
    ...storageComponents(context),
    ...networkComponents(context),
    ...managementComponents(context),
  ];
}
