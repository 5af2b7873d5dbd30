import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/core/analyze.ts';
import { bundledCatalogText } from '../../src/core/catalog/bundled.ts';
import { createCatalog } from '../../src/core/catalog/createCatalog.ts';
import type { Currency } from '../../src/core/model/environment.ts';
import { renderReport } from '../../src/core/report/render.ts';
import { getReport } from '../../src/core/report/report.ts';
import type { GroupReport, Report } from '../../src/core/report/reportModel.ts';
import { callCli } from '../support/callCli.ts';
import { openDuckDb, type Query } from '../support/duckDb.ts';
import { focusSpecification } from '../support/focusSpecification.ts';
import { parseCsv } from '../support/parseCsv.ts';
import { folderWith } from '../support/testFolder.ts';

const examples = join(import.meta.dirname, '../../examples');
const documents = readdirSync(examples, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name))
  .sort()
  .map((path) => ({ uri: `file://${path}`, version: 1, text: readFileSync(path, 'utf8') }));
const catalog = createCatalog(bundledCatalogText);
const query = await openDuckDb();

interface Made {
  /** The file of the rows. */
  readonly file: string;
  readonly text: string;
  readonly report: Report;
}

/** All examples as a report and as rows. */
function make(currency: Currency): Made {
  const analysis = analyze(documents, {
    catalog,
    today: '2026-11-22',
    currency,
    defaults: { provider: null, region: null, accelerator: null },
    levels: {},
    assumptions: null,
  });
  const report = getReport(analysis, { base: `file://${examples}` });
  const text = renderReport(report, 'focus');
  const file = join(folderWith({}), 'rows.focus.csv');
  writeFileSync(file, text);
  return { file, text, report };
}

const made = make({ code: 'USD', perUsd: 1, asOf: null });

describe('the rows of all examples are those that the specification asks for', () => {
  const { columns, subcategories } = focusSpecification;
  const known = new Map(columns.map((column) => [column.id, column]));
  const rows = () => parseCsv(made.text);
  const titles = () => (made.text.split('\r\n')[0] ?? '').split(',');

  test('mandatory columns are there, others are known or marked as ours, in the order it wants', () => {
    const own = titles().filter((title) => title.startsWith('x_'));
    const theirs = titles().filter((title) => !title.startsWith('x_'));
    const mandatory = columns.filter(({ level }) => level === 'Mandatory').map(({ id }) => id);
    expect(theirs).toEqual(expect.arrayContaining(mandatory));
    expect(theirs.filter((title) => !known.has(title))).toEqual([]);
    expect(titles()).toEqual([...theirs.toSorted(), ...own.toSorted()]);
    for (const title of own) expect(title).toMatch(/^x_[A-Z][A-Za-z0-9]{1,47}$/);
  });

  test('a row for each component with a price, and none for others', () => {
    const components = made.report.deployments.flatMap((one) => one.components);
    expect(components.some(({ monthly }) => monthly === null)).toBe(true);
    expect(rows()).toHaveLength(components.filter(({ monthly }) => monthly !== null).length);
  });

  test('nothing is null that may not be, and every value has its type and is allowed', () => {
    const fits = {
      String: (text: string) => text.trim() !== '' && !/[\r\n]/.test(text),
      Decimal: (text: string) => /^-?\d+(?:\.\d+)?$/.test(text),
      'Date/Time': (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text),
      JSON: (text: string) => isKeyValue(JSON.parse(text)),
    };
    for (const row of rows()) {
      for (const { id, nulls, type, values } of columns) {
        const value = row[id];
        if (value === undefined) continue;
        if (value === null) expect(nulls, `${id} is null`).toBe(true);
        else {
          expect(fits[type](value), `${id}: ${value}`).toBe(true);
          if (values !== undefined) expect(values, id).toContain(value);
        }
      }
    }
  });

  test('a service has one category, and one of its subcategories', () => {
    const services = new Map<string, string>();
    for (const { ServiceName, ServiceCategory, ServiceSubcategory } of rows()) {
      expect(subcategories[ServiceCategory ?? '']).toContain(ServiceSubcategory);
      const both = `${ServiceCategory} / ${ServiceSubcategory}`;
      expect(services.get(ServiceName ?? '') ?? both).toBe(both);
      services.set(ServiceName ?? '', both);
    }
    // Everything that the examples pay for is known, not "other".
    expect([...services.keys()].filter((name) => name.startsWith('Other'))).toEqual([]);
  });

  test('quantities, prices and costs say the same, and belong together', () => {
    for (const row of rows()) {
      const number = (id: string): number => Number(row[id] ?? Number.NaN);
      const product = number('PricingQuantity') * number('ListUnitPrice');
      expect(Math.abs(product - number('ListCost'))).toBeLessThanOrEqual(1e-8 * product + 1e-9);
      expect(number('ContractedCost')).toBe(number('ListCost'));
      expect(number('x_EstimatedCostMinimum')).toBeLessThanOrEqual(number('EffectiveCost'));
      expect(number('x_EstimatedCostMaximum')).toBeGreaterThanOrEqual(number('EffectiveCost'));
      // Nothing is invoiced.
      expect(row.BilledCost).toBe('0');
      expect(row.x_CostBasis).toBe('Estimate');
      for (const id of ['SkuId', 'SkuMeter', 'PricingUnit', 'PricingCategory']) {
        expect(row[id], id).not.toBeNull();
      }
      expect(row.RegionName === null).toBe(row.RegionId === null);
      // A unit as the specification writes it: `GiB-Months`, `1000000 Tokens`.
      expect(row.PricingUnit).toMatch(/^(?:\d+ )?[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)?$/);
    }
  });

  test('an id of a price stands for one price, except where a price falls with the amount', () => {
    const byId = new Map<string, Set<string>>();
    for (const { SkuPriceId, ListUnitPrice } of rows()) {
      const prices = byId.get(SkuPriceId ?? '') ?? new Set();
      byId.set(SkuPriceId ?? '', prices.add(ListUnitPrice ?? ''));
    }
    const several = [...byId].filter(([, prices]) => prices.size > 1).map(([id]) => id);
    expect(several.filter((id) => !/egress/i.test(id))).toEqual([]);
  });

  test('the month is that of the day, or the one that is asked for', async () => {
    const periods = (text: string) =>
      new Set(parseCsv(text).map((row) => `${row.BillingPeriodStart} ${row.ChargePeriodEnd}`));
    expect([...periods(made.text)]).toEqual(['2026-11-01T00:00:00Z 2026-12-01T00:00:00Z']);
    const { output } = await callCli(examples, ['report', 'first-look', '--format', 'focus', '--month', '2026-12']);
    expect([...periods(output)]).toEqual(['2026-12-01T00:00:00Z 2027-01-01T00:00:00Z']);
  });

  test('what has no price is told', async () => {
    const { output, warnings } = await callCli(examples, ['report', 'baseten-extraction', '--format', 'focus']);
    expect(output.split('\r\n')).toHaveLength(2);
    expect(warnings).toBe(
      'baseten-extraction/config.yaml:2: Invoice extraction: no row for Compute: no price is known.\n',
    );
  });
});

/** Keys with plain values, as FOCUS has JSON in Tags and SkuPriceDetails. */
function isKeyValue(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((one) => one === null || typeof one !== 'object')
  );
}

describe.skipIf(query === null)('in a real DuckDB (skipped where npm has no build of it)', () => {
  const ask: Query = (sql) => (query ?? (() => Promise.resolve([])))(sql);

  interface Total {
    readonly name: string | null;
    readonly min: number;
    readonly expected: number;
    readonly max: number;
  }

  const totalsBy = async (file: string, tag: string): Promise<readonly Total[]> =>
    (await ask(
      `select Tags->>'${tag}' as name, sum(x_EstimatedCostMinimum) as min, sum(EffectiveCost) as expected,
         sum(x_EstimatedCostMaximum) as max
       from read_csv('${file}') group by all`,
    )) as unknown as readonly Total[];

  /** The report rounds each figure to ten digits, so sums of it agree to nearly as many. */
  function expectSame(totals: readonly Total[], groups: readonly GroupReport[]): void {
    const priced = groups.filter(({ expected }) => expected !== null);
    expect(priced.length).toBeGreaterThan(1);
    expect(totals.map(({ name }) => name).toSorted()).toEqual(priced.map(({ name }) => name).toSorted());
    for (const { name, min, expected, max } of priced) {
      const total = totals.find((one) => one.name === name);
      for (const [figure, sum] of [[min, total?.min], [expected, total?.expected], [max, total?.max]]) {
        expect(Math.abs((sum ?? Number.NaN) / (figure ?? Number.NaN) - 1), name ?? 'nobody').toBeLessThan(1e-9);
      }
    }
  }

  test('the totals by team and by environment are those of the report', async () => {
    expectSame(await totalsBy(made.file, 'team'), made.report.byTeam);
    expectSame(await totalsBy(made.file, 'environment'), made.report.byEnvironment);
    const [all] = await ask(`select sum(EffectiveCost) as expected, sum(BilledCost)::double as billed from read_csv('${made.file}')`);
    expect(all?.expected).toBeCloseTo(made.report.totals.expected ?? Number.NaN, 3);
    expect(all?.billed).toBe(0);
  });

  test('in another currency, too, which has dollars beside it', async () => {
    const yen = make({ code: 'JPY', perUsd: 151.4, asOf: '2026-11-20' });
    expect(yen.report.currency).toBe('JPY');
    expectSame(await totalsBy(yen.file, 'team'), yen.report.byTeam);
    const [both] = await ask(
      `select sum(EffectiveCost) as yen, sum(PricingCurrencyEffectiveCost) as dollars from read_csv('${yen.file}')
       where BillingCurrency = 'JPY' and PricingCurrency = 'USD'`,
    );
    expect(both?.yen).toBeCloseTo(yen.report.totals.expected ?? Number.NaN, 0);
    expect(both?.dollars).toBeCloseTo(made.report.totals.expected ?? Number.NaN, 2);
  });

  test('it finds the types by itself', async () => {
    const found = new Map(
      (await ask(`describe from read_csv('${made.file}')`)).map((row) => [row.column_name, row.column_type]),
    );
    for (const { id, type } of focusSpecification.columns) {
      const is = found.get(id);
      if (is === undefined) continue;
      if (type === 'Decimal') expect(['DOUBLE', 'BIGINT'], id).toContain(is);
      else if (type === 'Date/Time') expect(is, id).toBe('TIMESTAMP WITH TIME ZONE');
      else expect(is, id).toBe('VARCHAR');
    }
    expect(found.get('x_IsLowerBound')).toBe('BOOLEAN');
  });
});
