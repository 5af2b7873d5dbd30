import * as z from 'zod';
import { closestWord, didYouMean } from '../assumptions/closestWord.ts';
import type { Catalog } from '../model/catalog.ts';
import { formatHourly, formatQuantity, shownIn, UNKNOWN } from '../report/format.ts';
import { priceOverview, priceRows, type PriceRow } from '../report/priceReport.ts';
import { defineTool, type ToolResult } from './tool.ts';

const MOST_ROWS = 100;
const MOST_LINES = 20;

/** List prices of machines, with source and date. */
export const pricesTool = defineTool({
  name: 'prices',
  title: 'List prices of instance types',
  description:
    'The on-demand and spot price an hour of instance types with and without accelerators, in USD, with source and date: the list prices every estimate is made of. ' +
    'Name an instance type, an accelerator or a region; with none of them, what is priced at all.',
  input: z.strictObject({
    instance: z.string().min(1).max(100).optional().describe('Such as g6.xlarge or a3-highgpu-8g.'),
    accelerator: z.string().min(1).max(100).optional().describe('Such as L4, H100-SXM, A100 80GB.'),
    region: z.string().min(1).max(100).optional().describe('Such as us-east-1 or europe-west4.'),
  }),
  output: z.object({
    prices: z.object({ asOf: z.string(), id: z.string(), currency: z.string() }),
    instances: z.array(z.looseObject({ instance: z.string(), region: z.string() })),
    omitted: z.number().describe('Rows beyond the first hundred, the cheapest first.'),
    providers: z.array(
      z.object({ provider: z.string(), instanceTypes: z.number(), regions: z.number() }),
    ),
  }),
  subject: () => ({ kind: 'documents', documents: [] }),
  answer: ({ instance, accelerator, region }, { analysis }) => {
    const { catalog } = analysis.environment;
    const prices = { asOf: catalog.asOf, id: catalog.priceId, currency: 'USD' };
    const basis = `List prices of ${catalog.asOf} (${catalog.priceId}), USD an hour.`;
    const providers = priceOverview(catalog).map((each) => ({ ...each }));
    if (instance === undefined && accelerator === undefined && region === undefined) {
      const lines = providers.map(
        (each) =>
          `- ${each.provider}: ${formatQuantity(each.instanceTypes, 'instance type')} in ${formatQuantity(each.regions, 'region')}`,
      );
      return {
        answer: {
          text: [basis, ...lines].join('\n'),
          content: { prices, instances: [], omitted: 0, providers },
        },
      };
    }
    const other = region === undefined ? null : misspelt(region, catalog);
    if (other !== null) return { refused: `The region ${region} is not known${didYouMean(other)}` };
    const id = accelerator === undefined ? null : (catalog.accelerator(accelerator)?.id ?? '');
    const rows = priceRows(catalog, { instance: instance ?? null, region: region ?? null })
      .filter((row) => id === null || row.accelerator === id)
      .toSorted((a, b) => (a.onDemand ?? Infinity) - (b.onDemand ?? Infinity));
    if (rows.length === 0) return nothingPriced(catalog, instance, accelerator);
    const more = rows.length - MOST_LINES;
    const lines = [
      ...rows.slice(0, MOST_LINES).map(rowText),
      ...(more > 0 ? [`- and ${more} more`] : []),
    ];
    return {
      answer: {
        text: [basis, ...lines].join('\n'),
        content: {
          prices,
          instances: rows.slice(0, MOST_ROWS),
          omitted: Math.max(0, rows.length - MOST_ROWS),
          providers: [],
        },
      },
    };
  },
});

function rowText(row: PriceRow): string {
  const usd = shownIn('USD');
  const hourly = (price: number | null) => (price === null ? UNKNOWN : formatHourly(price, usd));
  const accelerators =
    row.accelerator === null ? 'no accelerator' : `${row.accelerators} × ${row.accelerator}`;
  return `- ${row.provider} ${row.instance} in ${row.region}: ${hourly(row.onDemand)} on demand, ${hourly(row.spot)} spot, ${accelerators}, ${row.asOf}`;
}

/** The region that is meant; null for one that is known, and for one like no other: some providers have one price in all. */
function misspelt(region: string, catalog: Catalog): string | null {
  const regions = [...new Set(catalog.providers.flatMap((each) => catalog.regions(each)))];
  return regions.includes(region) ? null : closestWord(region, regions);
}

function nothingPriced(
  catalog: Catalog,
  instance: string | undefined,
  accelerator: string | undefined,
): ToolResult {
  const instances = catalog.instances.map(({ name }) => name);
  if (instance !== undefined && !instances.includes(instance)) {
    return {
      refused: `The instance type ${instance} is not known${didYouMean(closestWord(instance, instances))}`,
    };
  }
  if (accelerator !== undefined && catalog.accelerator(accelerator) === null) {
    const known = catalog.accelerators.map((each) => each.id);
    return {
      refused: `The accelerator ${accelerator} is not known. Known are ${known.join(', ')}.`,
    };
  }
  return { refused: 'No such price is known. Ask for one of the three alone to see what is.' };
}
