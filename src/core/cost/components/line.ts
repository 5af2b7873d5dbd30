import type { CostCategory, CostComponent, CostPart, NamedInput } from '../../model/estimate.ts';
import type { Range } from '../../model/sourced.ts';
import { constant, scale } from './context.ts';

/** One line of the bill before it is multiplied out. */
export interface Line {
  readonly name: string;
  readonly category: CostCategory;
  /** Who is paid, where it is not the provider of the place. */
  readonly provider?: string;
  /** A month's, in `unit`; null = not known. */
  readonly quantity: Range | number | null;
  readonly unit: string;
  /** USD per unit; null = not known. */
  readonly unitPrice: number | null;
  readonly formula: string;
  /** Stands in the formula’s place when the quantity or the price is not known: what is missing. */
  readonly unknown: string;
  readonly inputs: readonly NamedInput[];
  readonly parts?: readonly CostPart[];
}

/** Quantity × unit price at least, on average, at most; null when either is not known. */
export function line(of: Line): CostComponent {
  const { name, category, provider, unit, unitPrice, inputs, parts } = of;
  const quantity = typeof of.quantity === 'number' ? constant(of.quantity) : of.quantity;
  const known = quantity !== null && unitPrice !== null;
  return {
    name,
    category,
    quantity: quantity?.expected ?? null,
    unit,
    unitPrice,
    monthly: known ? scale(quantity, unitPrice) : null,
    formula: known ? of.formula : of.unknown,
    inputs,
    ...(provider === undefined ? {} : { provider }),
    ...(known && parts !== undefined && parts.length > 0 ? { parts } : {}),
  };
}
