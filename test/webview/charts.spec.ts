import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { BarChart } from '../../src/core/report/chart/chartSchema.ts';
import type { PanelDetails } from '../../src/core/report/panelDetailsSchema.ts';
import { getPanelDetails } from '../../src/core/report/panelModel.ts';
import { sampleAnalysis } from '../support/sampleAnalysis.ts';
import { useReportPages, type ReportPage } from './harness.ts';
import { deploymentNamed, sampleModel } from './sampleModel.ts';

const open = useReportPages();

const { id } = deploymentNamed('llama-70b');
const { details, tornado } = sampleDetails();

function sampleDetails(): {
  readonly details: PanelDetails;
  readonly tornado: BarChart;
} {
  const shown = getPanelDetails(sampleAnalysis, id, 'file:///repo/serving');
  if (shown?.tornado == null) throw new Error('the sample has lost its tornado');
  return { details: shown, tornado: shown.tornado };
}

/** The same, told again a little later. */
const later: PanelDetails = {
  ...details,
  tornado: { ...tornado, description: 'Told again.' },
};

const chartNamed = ({ page }: ReportPage, name: string): Locator =>
  page.getByRole('figure', { name }).locator('.plot');

async function openCharts(options: Parameters<typeof open>[0] = {}): Promise<ReportPage> {
  const report = await open(options);
  await report.received('ready');
  await report.send({ type: 'model', model: sampleModel });
  await report.send({ type: 'focus', page: 'deployment', deploymentId: id });
  await report.received('details');
  await report.send({ type: 'details', details });
  await chartNamed(report, tornado.title).locator('svg').waitFor();
  return report;
}

describe('a chart', () => {
  it('is walked through with the arrow keys, and says aloud what its tooltip shows', async () => {
    const report = await openCharts();
    const plot = chartNamed(report, tornado.title);
    const tooltip = plot.locator('.chart-tooltip');
    const status = plot.getByRole('status');
    await plot.focus();
    await report.page.keyboard.press('Home');
    for (const [index, { title, values }] of tornado.bars.entries()) {
      for (const text of [title, ...values]) {
        expect(await tooltip.textContent()).toContain(text);
        expect(await status.textContent()).toContain(text);
      }
      if (index < tornado.bars.length - 1) await report.page.keyboard.press('ArrowRight');
    }
    const last = tornado.bars.at(-1)?.title ?? '';
    await report.page.keyboard.press('ArrowRight');
    expect(await tooltip.textContent()).toContain(last);
    await report.page.keyboard.press('Home');
    expect(await tooltip.textContent()).toContain(tornado.bars[0]?.title);
    await report.page.keyboard.press('End');
    expect(await tooltip.textContent()).toContain(last);
  });

  it('puts the tooltip away at Escape, and goes on from there', async () => {
    const report = await openCharts();
    const plot = chartNamed(report, tornado.title);
    const tooltip = plot.locator('.chart-tooltip');
    await plot.focus();
    await report.page.keyboard.press('End');
    await report.page.keyboard.press('Escape');
    expect(await tooltip.isVisible()).toBe(false);
    expect(await plot.getByRole('status').textContent()).toBe('');
    await report.page.keyboard.press('ArrowLeft');
    expect(await tooltip.textContent()).toContain(tornado.bars.at(-2)?.title);
    await report.page.keyboard.press('Tab');
    expect(await tooltip.isVisible()).toBe(false);
  });

  it('shows the tooltip of what the pointer is over, inside the chart', async () => {
    const report = await openCharts({ width: 320 });
    const plot = chartNamed(report, tornado.title);
    const tooltip = plot.locator('.chart-tooltip');
    await plot.scrollIntoViewIfNeeded();
    const box = await plot.boundingBox();
    if (box === null) throw new Error('the chart is not on the page');
    await report.page.mouse.move(box.x + box.width - 4, box.y + 8);
    expect(await tooltip.textContent()).toContain(tornado.bars[0]?.title);
    const shown = await tooltip.boundingBox();
    expect(shown?.x ?? -1).toBeGreaterThanOrEqual(box.x);
    expect((shown?.x ?? 0) + (shown?.width ?? 0)).toBeLessThanOrEqual(box.x + box.width + 0.5);
    await report.page.mouse.move(2, 2);
    expect(await tooltip.isVisible()).toBe(false);
  });

  it('has the same in a table, a row a bar, that stays open over updates', async () => {
    const report = await openCharts();
    const figure = report.page.getByRole('figure', { name: tornado.title });
    await figure.locator('summary').click();
    const rows = figure.locator('tbody tr');
    expect(await rows.count()).toBe(tornado.bars.length);
    for (const [index, { title, values }] of tornado.bars.entries()) {
      const text = await rows.nth(index).textContent();
      for (const part of [title, ...values]) expect(text).toContain(part);
    }
    await report.send({ type: 'details', details: later });
    await report.page.getByText('Told again.').waitFor();
    expect(await figure.locator('tbody tr').first().isVisible()).toBe(true);
  });

  it('is drawn again, with words of the same size, when its width changes', async () => {
    const report = await openCharts({ width: 1400 });
    const plot = chartNamed(report, tornado.title);
    const words = (): Promise<number> =>
      plot
        .locator('text')
        .first()
        .evaluate((text) => text.getBoundingClientRect().height);
    const before = await words();
    await report.page.setViewportSize({ width: 320, height: 900 });
    await report.page.waitForTimeout(100);
    expect(await words()).toBeCloseTo(before, 0);
    const fits = await plot.evaluate(
      (element) => element.querySelector('svg')?.clientWidth === element.clientWidth,
    );
    expect(fits).toBe(true);
  });

  it('keeps the focus over updates', async () => {
    const report = await openCharts();
    const plot = chartNamed(report, tornado.title);
    await plot.focus();
    await report.send({ type: 'details', details: later });
    await report.page.getByText('Told again.').waitFor();
    expect(await plot.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it.each(['light', 'dark', 'hc', 'hc-light'] as const)(
    'can be read by everybody in %s',
    async (theme) => {
      const report = await openCharts({ theme });
      for (const summary of await report.page.locator('figure summary').all()) {
        await summary.click();
      }
      await chartNamed(report, tornado.title).focus();
      await report.page.keyboard.press('Home');
      expect(await report.accessibilityProblems()).toEqual([]);
      expect(await report.problems()).toEqual([]);
    },
  );
});
