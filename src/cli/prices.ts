import type { PriceState } from '../core/catalog/refresh/priceStates.ts';
import type { Catalog } from '../core/model/catalog.ts';
import { formatHourly, shownIn, UNKNOWN } from '../core/report/format.ts';
import { priceOverview, priceRows, type PriceRow } from '../core/report/priceReport.ts';
import { loadPrices } from '../host/prices/storedPrices.ts';
import { openCatalog } from './catalog.ts';
import type { Command } from './command.ts';
import { oneOf, parseOptions } from './options.ts';
import { priceStore } from './priceStore.ts';
import { refresh, rollback } from './refreshPrices.ts';
import { UsageError } from './usageError.ts';

const priceFormats = ['text', 'json'] as const;

/** The prices everything is calculated from. */
export const prices: Command = {
  summary: 'the prices that are used, with their source and date',
  usage: `prices [OPTION]…
prices --refresh SOURCE [OPTION]…
prices --rollback

  --instance NAME      this instance type, in all regions or in that of --region
  --region NAME        all instance types of this region
  --format NAME        ${priceFormats.join(', ')}
  --refresh SOURCE     read prices from a folder, a file or an HTTPS address, and use them from now
                       on; may be given several times. docs/prices.md has the lists that are read
  --provider NAME      cloud of a SkyPilot catalogue whose path does not name it
  --as-of DAY          day of prices that state none, such as 2026-11-20
  --sha256 SUM         SHA-256 that the file has to have
  --allow-http         read from other machines without encryption, too
  --dry-run            say what a refresh would change, and change nothing
  --rollback           go back to the prices before the last refresh`,
  async run(args, terminal) {
    const { values, positionals } = parseOptions(args, {
      instance: { type: 'string' },
      region: { type: 'string' },
      format: { type: 'string', default: 'text' },
      refresh: { type: 'string', multiple: true, default: [] },
      provider: { type: 'string' },
      'as-of': { type: 'string' },
      sha256: { type: 'string' },
      'allow-http': { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      rollback: { type: 'boolean', default: false },
    });
    if (positionals.length > 0) {
      throw new UsageError(`prices takes options alone, not ${positionals.join(' ')}.`);
    }
    const format = oneOf('--format', values.format, priceFormats);
    const isQuestion = values.instance !== undefined || values.region !== undefined;
    if (Number(isQuestion) + Number(values.refresh.length > 0) + Number(values.rollback) > 1) {
      throw new UsageError('--refresh, --rollback and a question for prices go one at a time.');
    }
    if (values.refresh.length > 0) {
      await refresh(values, terminal, format);
      return 0;
    }
    if (values.rollback) {
      await rollback(terminal, format);
      return 0;
    }
    const catalog = await openCatalog(terminal);
    if (values.instance === undefined && values.region === undefined) {
      const { states } = await loadPrices(priceStore(terminal.dataFolder));
      await terminal.write(renderOverview(catalog, states, format));
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
    [...new Set(rows.flatMap(({ source, spotSource }) => [source, spotSource?.source ?? source]))],
  );
}

function renderOverview(
  catalog: Catalog,
  states: readonly PriceState[],
  format: (typeof priceFormats)[number],
): string {
  const rows = priceOverview(catalog);
  const refreshes = states.map(({ id, asOf, refreshedOn, from }) => ({
    id,
    asOf,
    refreshedOn,
    from,
  }));
  if (format === 'json') return json({ prices: basis(catalog), providers: rows, refreshes });
  const [last] = states;
  return table(
    ['Provider', 'Instance types', 'Regions'],
    rows.map((row) => [row.provider, String(row.instanceTypes), String(row.regions)]),
    [
      `Prices of ${catalog.asOf} (${catalog.priceId}). --instance and --region list them.`,
      ...(last === undefined
        ? []
        : [`Refreshed on ${last.refreshedOn} from ${last.from.join(', ')}.`]),
    ],
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
