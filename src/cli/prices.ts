import type { Catalog } from '../core/model/catalog.ts';
import { formatHourly, shownIn, UNKNOWN } from '../core/report/format.ts';
import { priceOverview, priceRows, type PriceRow } from '../core/report/priceReport.ts';
import { openCatalog } from './catalog.ts';
import type { Command } from './command.ts';
import { oneOf, parseOptions } from './options.ts';
import { UsageError } from './usageError.ts';

const priceFormats = ['text', 'json'] as const;

/** The prices everything is calculated from. */
export const prices: Command = {
  summary: 'the prices that are used, with their source and date',
  usage: `prices [OPTION]…

  --instance NAME      this instance type, in all regions or in that of --region
  --region NAME        all instance types of this region
  --format NAME        ${priceFormats.join(', ')}`,
  async run(args, terminal) {
    const { values, positionals } = parseOptions(args, {
      instance: { type: 'string' },
      region: { type: 'string' },
      format: { type: 'string', default: 'text' },
    });
    if (positionals.length > 0) {
      throw new UsageError(`prices takes options alone, not ${positionals.join(' ')}.`);
    }
    const format = oneOf('--format', values.format, priceFormats);
    const catalog = openCatalog();
    if (values.instance === undefined && values.region === undefined) {
      await terminal.write(renderOverview(catalog, format));
      return 0;
    }
    const rows = priceRows(catalog, {
      instance: values.instance ?? null,
      region: values.region ?? null,
    });
    if (rows.length === 0) throw new UsageError(nothingFound(catalog, values));
    await terminal.write(renderRows(catalog, rows, format));
    return 0;
  },
};

function nothingFound(
  catalog: Catalog,
  { instance, region }: { instance?: string | undefined; region?: string | undefined },
): string {
  if (instance !== undefined && !catalog.instances.some(({ name }) => name === instance)) {
    return `--instance ${instance} is not known. Names are the provider's own, such as g6.xlarge.`;
  }
  const where = region ?? 'any region';
  return instance === undefined
    ? `--region ${where} is not known. Names are the provider's own, such as us-east-1.`
    : `No price of ${instance} is known in ${where}.`;
}

function renderRows(
  catalog: Catalog,
  rows: readonly PriceRow[],
  format: (typeof priceFormats)[number],
): string {
  if (format === 'json') return json({ prices: basis(catalog), instances: rows });
  const usd = shownIn('USD');
  const hourly = (price: number | null) => (price === null ? UNKNOWN : formatHourly(price, usd));
  return table(
    ['Provider', 'Instance', 'Region', 'Accelerators', 'On demand', 'Spot', 'As of'],
    rows.map((row) => [
      row.provider,
      row.instance,
      row.region,
      row.accelerator === null ? 'none' : `${row.accelerators} × ${row.accelerator}`,
      hourly(row.onDemand),
      hourly(row.spot),
      row.asOf,
    ]),
    [...new Set(rows.map(({ source }) => source))],
  );
}

function renderOverview(catalog: Catalog, format: (typeof priceFormats)[number]): string {
  const rows = priceOverview(catalog);
  if (format === 'json') return json({ prices: basis(catalog), providers: rows });
  return table(
    ['Provider', 'Instance types', 'Regions'],
    rows.map((row) => [row.provider, String(row.instanceTypes), String(row.regions)]),
    [`Prices of ${catalog.asOf} (${catalog.priceId}). --instance and --region list them.`],
  );
}

function basis({ asOf, priceId }: Catalog) {
  return { asOf, id: priceId, currency: 'USD' };
}

function json(value: object): string {
  return `${JSON.stringify({ version: 1, ...value }, null, 2)}\n`;
}

function table(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  notes: readonly string[],
): string {
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = [titles, ...rows].map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${[...lines, '', ...notes].join('\n')}\n`;
}
