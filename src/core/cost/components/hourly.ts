import type { AncillaryPrice } from '../../model/catalog.ts';
import type { CostCategory, CostComponent } from '../../model/estimate.ts';
import type { Sourced } from '../../model/sourced.ts';
import { priceInput } from './ancillary.ts';
import { sourcedInput } from '../inputs.ts';
import { type ComponentContext } from './context.ts';
import { line } from './line.ts';

/** Something that is paid by the hour of the calendar, of which the deployment bears a share. */
export interface Hourly {
  readonly name: string;
  readonly category: CostCategory;
  readonly unit: string;
  readonly share: Sourced<number>;
  /** What the share is of, with its article. */
  readonly of: string;
  /** Null = not known. */
  readonly price: AncillaryPrice | null;
  readonly unknown: string;
}

/** Hours × share × price per hour, whether the deployment runs or not. */
export function hourlyLine(of: Hourly, { assumptions }: ComponentContext): CostComponent {
  const { name, category, unit, share, price, unknown } = of;
  const hours = assumptions.calendarHours;
  return line({
    name,
    category,
    quantity: hours.value * share.value,
    unit,
    unitPrice: price?.usd ?? null,
    formula: 'hours × share × price per hour',
    unknown,
    inputs: [
      sourcedInput('hours', hours, 'h/month'),
      sourcedInput(`share of ${of.of}`, share),
      ...(price === null ? [] : [priceInput(price)]),
    ],
  });
}
