import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/core/analyze.ts';
import { exportFormats, exportReport } from '../../src/core/report/exportFormats.ts';
import { formatMoney, formatMonthly, shownIn } from '../../src/core/report/format.ts';
import { getPanelModel } from '../../src/core/report/panelModel.ts';
import { renderReport } from '../../src/core/report/render.ts';
import { getReport } from '../../src/core/report/report.ts';
import type { Report } from '../../src/core/report/reportModel.ts';
import { exampleFolders } from '../../scripts/exampleFolders.ts';
import { testEnvironment } from '../support/environment.ts';
import { csvRows, tableRows, unescaped } from '../support/renderedTables.ts';

const usd = shownIn('USD');
const none = /^(—|not known|price not known|)$/i;

/** Amounts of a text as they are written, the second of a range without its symbol: `$588–7,510/mo` has two. */
function amountsIn(text: string): readonly string[] {
  return [...text.matchAll(/[\d.,]*\d(?=[^\d]|$)/g)].map(([amount]) => amount);
}

/** Whether a text shows no other amount than these. */
function expectAmounts(text: string, allowed: readonly (number | null)[], what: string): void {
  const words = allowed.flatMap((usdAmount) =>
    usdAmount === null ? [] : amountsIn(formatMoney(usdAmount, usd)),
  );
  if (none.test(text.trim())) return;
  const shown = amountsIn(text);
  expect(shown.length, `${what}: ${text}`).toBeGreaterThan(0);
  for (const amount of shown) expect(words, `${what}: ${text}`).toContain(amount);
}

describe.each(exampleFolders())('$name', ({ documents }) => {
  const analysis = analyze(documents, testEnvironment());
  const base = 'file:///examples';
  const json = JSON.parse(exportReport(analysis, 'json', { base, unread: [] })) as Report;
  const textIn = (format: 'html' | 'markdown' | 'csv' | 'sarif') =>
    exportReport(analysis, format, { base, unread: [] });
  const range = ({ min, expected, max }: Report['totals'] | Report['deployments'][0]['monthly']) => [
    min,
    expected,
    max,
  ];

  test('CSV has the numbers of JSON', () => {
    const rows = csvRows(textIn('csv'));
    expect(rows).toHaveLength(json.deployments.length);
    for (const [index, { name, monthly, unit, performance }] of json.deployments.entries()) {
      const row = rows[index] ?? {};
      const cell = (value: number | null) => (value === null ? '' : String(value));
      expect(row.name?.replace(/^'/, '')).toBe(name);
      expect([row.monthly_min_usd, row.monthly_expected_usd, row.monthly_max_usd]).toEqual(
        range(monthly).map(cell),
      );
      expect(row.per_million_tokens_usd).toBe(cell(unit.perMillionTokens));
      expect(row.utilization).toBe(cell(performance.utilization));
    }
  });

  test.each(['markdown', 'html'] as const)('%s shows them rounded', (format) => {
    const text = textIn(format);
    const [title, rows] = tableRows(text, format);
    expectAmounts(title.replace(/^Serving cost: /, ''), range(json.totals), 'total');
    expect(rows).toHaveLength(json.deployments.length);
    for (const [index, { name, monthly, findings }] of json.deployments.entries()) {
      const row = rows[index] ?? {};
      expect(row.Deployment?.startsWith(name), `${row.Deployment} is ${name}`).toBe(true);
      expectAmounts(row.Monthly ?? '', range(monthly), name);
      const savings = findings.flatMap(({ fix, alternatives }) =>
        [fix, ...alternatives].map((each) => each?.monthlySaving ?? 0),
      );
      const largest = Math.max(0, ...savings);
      expect(row['Save up to']).toBe(largest === 0 ? '' : formatMoney(largest, usd));
    }
  });

  test('the panel and the terminal show them rounded', () => {
    const panel = getPanelModel(analysis, { base, scope: 'examples', formats: [] });
    expectAmounts(panel.month?.expected ?? '', [json.totals.expected], 'month of the panel');
    for (const [index, { name, monthly }] of json.deployments.entries()) {
      const shown = panel.deployments[index];
      expect(shown?.name).toBe(name);
      expectAmounts(shown?.monthly.text ?? '', [monthly.expected], `${name} in the panel`);
      if (shown?.range != null) expectAmounts(shown.range, range(monthly), `${name}'s range`);
    }
    const { expected, lowerBound } = json.totals;
    const isPlain = json.deployments.every(({ candidates }) => candidates.length === 0);
    if (expected !== null && expected > 0 && isPlain) {
      expect(renderReport(getReport(analysis, { base }), 'text')).toContain(
        formatMonthly(expected, usd, lowerBound),
      );
    }
  });

  test('SARIF has every finding with its saving', () => {
    const { runs } = JSON.parse(textIn('sarif')) as {
      runs: { results: { ruleId: string; properties: { monthlySaving: number | null } }[] }[];
    };
    const findings = [...json.findings, ...json.deployments.flatMap((one) => one.findings)];
    expect(
      runs[0]?.results.map(({ ruleId, properties }) => [ruleId, properties.monthlySaving]),
    ).toEqual(findings.map(({ code, fix }) => [code, fix?.monthlySaving ?? null]));
  });
});

test('what is read back is what was written', () => {
  expect(unescaped('\\$11,600/mo a\\_b &lt;b&gt; &#64;')).toBe('$11,600/mo a_b <b> @');
  expect(exportFormats.map(({ id }) => id)).toEqual(['html', 'markdown', 'csv', 'json', 'sarif']);
});
