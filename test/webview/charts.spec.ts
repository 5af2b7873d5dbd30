import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analyze.ts';
import type { PanelDetails } from '../../src/core/report/panelDetailsSchema.ts';
import { getPanelDetails, getPanelModel } from '../../src/core/report/panelModel.ts';
import { testEnvironment } from '../support/environment.ts';
import { workDocument } from '../support/kindsOfWork.ts';
import { useReportPages, type ReportPage } from './harness.ts';

const open = useReportPages();

const base = 'file:///repo';

/** A deployment with a stated week and limits, so that every chart has something to show. */
const analysis = analyze(
  [
    { ...workDocument('chat'), uri: `${base}/chat.yaml` },
    {
      uri: `${base}/.servingcost.yaml`,
      version: 1,
      text: 'workload: { requestsPerSecond: 3, shape: diurnal, latency: { ttftMs: 900, tpotMs: 60 } }\n',
    },
  ],
  testEnvironment(),
);
const model = getPanelModel(analysis, { base, scope: 'repo', formats: [] });
const id = model.deployments[0]?.id ?? '';
const details = getPanelDetails(analysis, id, base) ?? expect.fail('no details');
const tornado = details.tornado ?? expect.fail('no tornado');
const week = details.week.chart ?? expect.fail('no week');
const load = details.load.chart ?? expect.fail('no load curve');

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
  await report.send({ type: 'model', model });
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

  it('puts away what the pointer shows at Escape, wherever the focus is', async () => {
    const report = await openCharts();
    const plot = chartNamed(report, tornado.title);
    const tooltip = plot.locator('.chart-tooltip');
    await plot.hover();
    expect(await tooltip.isVisible()).toBe(true);
    await report.page.keyboard.press('Escape');
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

  it('of lines is walked through point by point, and of a week day by day', async () => {
    const report = await openCharts();
    const plot = chartNamed(report, week.title);
    await plot.focus();
    await report.page.keyboard.press('Home');
    await report.page.keyboard.press('PageDown');
    await report.page.keyboard.press('ArrowRight');
    expect(await plot.getByRole('status').textContent()).toContain('Tue 01:00');
    expect(await plot.locator('.cursor circle').count()).toBe(week.stops[0]?.dots.length);
  });

  it('names its axes, limits and marks in the picture', async () => {
    const report = await openCharts();
    const texts = await chartNamed(report, load.title).locator('text').allTextContents();
    const marks = load.panes.flatMap((pane) => [...pane.marks, ...pane.thresholds]);
    for (const { label } of [...marks, ...load.verticals]) expect(texts).toContain(label);
    for (const { y } of load.panes) expect(texts).toContain(y.title);
    expect(texts).toContain(load.x.title);
    expect(texts).toContain('p95 limit, 900 ms');
  });

  it.each([320, 480, 700, 900, 1400, 3840])('has no word cut off at %d px', async (width) => {
    const report = await openCharts({ width });
    const cut = await report.page.evaluate(() =>
      [...document.querySelectorAll('.plot')].flatMap((plot) => {
        const { left, right, top, bottom } = plot.getBoundingClientRect();
        return [...plot.querySelectorAll('text')]
          .filter((text) => {
            const box = text.getBoundingClientRect();
            return (
              box.width > 0 &&
              (box.left < left - 1 ||
                box.right > right + 1 ||
                box.top < top - 1 ||
                box.bottom > bottom + 1)
            );
          })
          .map((text) => text.textContent);
      }),
    );
    expect(cut).toEqual([]);
  });

  it('leaves nothing behind when it is drawn again', async () => {
    const report = await openCharts();
    const session = await report.page.context().newCDPSession(report.page);
    const nodes = async (): Promise<number> => {
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Memory.getDOMCounters')).nodes;
    };
    const update = async (rounds: number): Promise<void> => {
      for (let round = 0; round < rounds; round++) {
        const told = { ...tornado, description: `Told ${round}.` };
        await report.send({ type: 'details', details: { ...details, tornado: told } });
      }
      await report.page.getByText(`Told ${rounds - 1}.`).waitFor();
    };
    await update(5);
    const before = await nodes();
    await update(40);
    expect(await nodes()).toBeLessThan(before * 1.2);
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
