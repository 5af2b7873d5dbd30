import { describe, expect, it } from 'vitest';
import type { PanelCompare, PanelInstance } from '../../src/core/report/panelCompareSchema.ts';
import { answerTo, comparedModel } from './comparison.ts';
import { useReportPages, type ReportPage } from './harness.ts';

const open = useReportPages();

async function openComparison(
  options: Parameters<typeof open>[0] = {},
): Promise<
  ReportPage & { readonly answer: PanelCompare; readonly rows: readonly PanelInstance[] }
> {
  const report = await open(options);
  await report.received('ready');
  await report.send({ type: 'model', model: comparedModel });
  await report.turnTo('Compare');
  const { question } = await report.received('compare');
  const answer = answerTo(question);
  await report.send({ type: 'compared', compared: answer });
  await report.page.getByRole('region', { name: 'Machines' }).waitFor();
  return { ...report, answer, rows: answer.instances?.rows ?? [] };
}

const names = ({ page }: ReportPage): Promise<string[]> =>
  page.locator('.compare-instances tbody .name').allTextContents();

/** The rows that a fresh page shows: what fits, the cheapest of each kind, and today's. */
const usual = (rows: readonly PanelInstance[]): readonly PanelInstance[] =>
  rows.filter((row) => row.isCurrent || (row.fits && row.isBestOfKind));

const byMonth = (rows: readonly PanelInstance[]): readonly string[] =>
  rows
    .toSorted((a, b) => (a.monthly.value ?? Infinity) - (b.monthly.value ?? Infinity))
    .map(({ instance }) => instance);

describe('the page that compares', () => {
  it('shows the machines by their month, today’s and the cheapest marked', async () => {
    const report = await openComparison();
    const rows = usual(report.rows);
    expect(rows.length).toBeGreaterThan(10);
    expect(await names(report)).toEqual(byMonth(rows).slice(0, 40));
    const current = report.page.locator('tr.current');
    expect(await current.count()).toBe(1);
    expect(await current.textContent()).toContain('now');
    const cheapest = report.rows.find(({ tags }) => tags.includes('cheapest'));
    const line = report.page.getByRole('row', { name: /cheapest/ });
    expect(await line.textContent()).toContain(cheapest?.monthly.text);
  });

  it('sorts by each column and back', async () => {
    const report = await openComparison();
    const head = report.page.getByRole('columnheader', { name: 'TTFT' });
    const ttft = async (): Promise<string[]> => {
      const index = await head.evaluate((cell) =>
        [...(cell.parentElement?.children ?? [])].indexOf(cell),
      );
      return report.page
        .locator(`.compare-instances tbody tr > :nth-child(${index + 1})`)
        .allTextContents();
    };
    const expected = (descending: boolean): string[] =>
      usual(report.rows)
        .toSorted((a, b) => (descending ? -1 : 1) * ((a.ttft.value ?? 0) - (b.ttft.value ?? 0)))
        .map((row) => row.ttft.text)
        .slice(0, 10);
    await head.getByRole('button').click();
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    expect((await ttft()).slice(0, 10)).toEqual(expected(false));
    await head.getByRole('button').click();
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    expect((await ttft()).slice(0, 10)).toEqual(expected(true));
  });

  it('filters, and keeps the row of today', async () => {
    const report = await openComparison();
    await report.page
      .getByRole('checkbox', { name: 'Serves the demand within the limits' })
      .click();
    const held = usual(report.rows).filter(({ isCurrent, meetsSlo }) => isCurrent || meetsSlo);
    expect(await names(report)).toEqual(byMonth(held).slice(0, 40));
    await report.page.getByRole('checkbox', { name: 'Cheapest machine of each kind' }).click();
    const all = report.rows.filter((row) => row.isCurrent || (row.fits && row.meetsSlo));
    expect(await report.page.getByRole('heading', { name: /of \d+ machines/ }).textContent()).toBe(
      `${Math.min(40, all.length)} of ${report.rows.length} machines`,
    );
    if (all.length > 40) {
      await report.page.getByRole('button', { name: `Show all ${all.length}` }).click();
      expect(await names(report)).toHaveLength(all.length);
    }
  });

  it('asks for other clouds, regions and ways to buy; the rows stay until the answer is there', async () => {
    const report = await openComparison();
    const before = await names(report);
    await report.page.getByLabel('Clouds').selectOption('all');
    await report.page.getByText('Pricing…').waitFor();
    expect(await names(report)).toEqual(before);
    const { question } = await report.received('compare');
    expect(question).toMatchObject({ providers: 'all', region: null, purchase: null });
    await report.send({ type: 'compared', compared: answerTo(question) });
    await report.page.getByText('Pricing…').waitFor({ state: 'hidden' });
    await report.page.getByLabel('Provider').selectOption('gcp');
    const places = await report.page.locator('.compare-instances tbody th .note').allTextContents();
    expect(new Set(places.map((place) => place.split(',')[0]))).toEqual(new Set(['aws', 'gcp']));
    await report.page.getByLabel('Bought').selectOption('spot');
    await report.page.getByText('Pricing…').waitFor();
    expect((await report.received('compare')).question.purchase).toBe('spot');
  });

  it('a row opens to what is different and asks to be used; a refusal stands in it', async () => {
    const report = await openComparison();
    const row = usual(report.rows).find(({ canUse, besides }) => canUse && besides !== '');
    const opener = report.page
      .locator('.compare-instances')
      .getByRole('button', { name: row?.instance ?? '', exact: true })
      .first();
    await opener.click();
    const about = report.page.locator('tr.about');
    expect(await about.textContent()).toContain('Besides the machine:');
    await about.getByRole('button', { name: /^Use / }).click();
    const used = await report.received('useInstance');
    expect(used.question).toEqual(report.answer.question);
    await report.send({
      type: 'instanceRefused',
      key: used.key,
      reason: 'The label says otherwise.',
    });
    await about.getByText('Not possible here: The label says otherwise.').waitFor();
    await opener.click();
    expect(await about.count()).toBe(0);
  });

  it('a point of a chart selects its row, by click and by keyboard', async () => {
    const report = await openComparison();
    const [drawn] = report.answer.instances?.charts ?? [];
    const plot = report.page.getByRole('application', { name: /^Cost against latency/ });
    await plot.focus();
    await report.page.keyboard.press('Home');
    await report.page.keyboard.press('ArrowRight');
    await report.page.keyboard.press('Enter');
    const wanted = report.rows.find(({ key }) => key === drawn?.keys[1]);
    const selected = report.page.locator('tr.selected:not(.about)');
    expect(await selected.textContent()).toContain(wanted?.instance);
    // The keyboard stays in the chart, at the point.
    expect(await plot.evaluate((element) => element === document.activeElement)).toBe(true);
    await report.page.keyboard.press('ArrowRight');
    await report.page.keyboard.press('Enter');
    const next = report.rows.find(({ key }) => key === drawn?.keys[2]);
    expect(await selected.textContent()).toContain(next?.instance);
    const box = await plot.boundingBox();
    await plot.click({ position: { x: (box?.width ?? 0) - 30, y: (box?.height ?? 0) - 80 } });
    expect(await selected.textContent()).not.toContain(next?.instance ?? 'none');
  });

  it('deployments side by side, and hosted models over volume', async () => {
    const report = await openComparison();
    await report.page.getByRole('button', { name: 'Deployments', exact: true }).click();
    const [row] = report.answer.deployments;
    const table = report.page.getByRole('region', { name: 'Deployments side by side' });
    for (const text of [row?.name, row?.monthly.text, row?.perMillionTokens.text]) {
      expect(await table.textContent()).toContain(text);
    }
    await report.page.getByRole('button', { name: 'APIs', exact: true }).click();
    const hosted = report.page.getByRole('region', { name: 'Hosted models' });
    expect(report.answer.apis.rows.length).toBeGreaterThan(0);
    for (const { offer, breakEven } of report.answer.apis.rows) {
      expect(await hosted.textContent()).toContain(offer);
      expect(await hosted.textContent()).toContain(breakEven);
    }
    await report.page.getByRole('application', { name: /^Cost over volume/ }).waitFor();
  });

  it.each(['light', 'dark', 'hc', 'hc-light'] as const)(
    'has no accessibility problem and no console error: %s',
    async (theme) => {
      const report = await openComparison({ theme });
      for (const tab of ['Instances', 'Deployments', 'APIs']) {
        await report.page.getByRole('button', { name: tab, exact: true }).click();
        expect(await report.accessibilityProblems()).toEqual([]);
      }
      expect(await report.problems()).toEqual([]);
    },
  );

  it('works by keyboard alone and stays within a narrow page', async () => {
    const report = await openComparison({ width: 320 });
    const overflow = await report.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    await report.page.getByRole('button', { name: 'APIs', exact: true }).focus();
    await report.page.keyboard.press('Enter');
    await report.page.getByRole('heading', { name: 'Hosted models' }).waitFor();
    await report.page.keyboard.press('Shift+Tab');
    await report.page.keyboard.press('Shift+Tab');
    await report.page.keyboard.press('Enter');
    await report.page.getByRole('region', { name: 'Machines' }).waitFor();
  });
});
