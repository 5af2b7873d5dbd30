import type { Supply } from '../../../model/deployment.ts';
import type { CostComponent } from '../../../model/estimate.ts';
import type { Catalog } from '../../../model/catalog.ts';
import { sourcedInput } from '../../inputs.ts';
import { type ComponentContext } from '../context.ts';
import { line } from '../line.ts';

/**
 * Throughput bought by the hour in units of a platform. The price list holds Bedrock's commitments of one and six months
 * for a few models, by the second; all others are open.
 */
export function unitComponents(
  supply: Extract<Supply, { kind: 'units' }>,
  context: ComponentContext,
): readonly CostComponent[] {
  const hours = context.assumptions.calendarHours;
  const model = context.deployment.model.id;
  const price = model === null ? null : committedUnit(supply, model.value, context.catalog);
  const of = model === null ? '' : ` for ${model.value}`;
  return [
    line({
      name: `Throughput units${of}`,
      category: 'compute',
      quantity: supply.count.value * hours.value,
      unit: 'unit-hours',
      unitPrice: price === null ? null : price.perHour,
      formula: 'units × hours × price per hour',
      unknown: `no public price of a ${supply.unit}${of} on ${supply.platform} is known`,
      inputs: [
        sourcedInput('units', supply.count),
        sourcedInput('hours', hours, 'h/month'),
        ...(price === null
          ? []
          : [
              {
                name: 'price of a unit',
                value: price.perHour,
                unit: 'USD/h',
                origin: {
                  kind: 'catalog' as const,
                  entry: price.entry,
                  source: price.source,
                  asOf: price.asOf,
                },
              },
            ]),
      ],
    }),
  ];
}

interface UnitPrice {
  readonly perHour: number;
  readonly entry: string;
  readonly source: string;
  readonly asOf: string;
}

function committedUnit(
  { platform, unit }: Extract<Supply, { kind: 'units' }>,
  model: string,
  catalog: Catalog,
): UnitPrice | null {
  const months = /(one|six|1|6)[\s_-]?month/i.exec(unit)?.[1]?.toLowerCase();
  if (platform !== 'aws-bedrock' || months === undefined) return null;
  const term = months === 'one' || months === '1' ? 1 : 6;
  const entry = `*/${term}-month-commitment/${model}`;
  const price = catalog.apiPrices(entry).find(({ provider }) => provider === 'bedrock');
  if (price?.perUnit?.unit !== 'second') return null;
  return { perHour: price.perUnit.usd * 3600, entry, source: price.source, asOf: price.asOf };
}
