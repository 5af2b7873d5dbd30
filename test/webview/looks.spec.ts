import { describe, expect, it } from 'vitest';
import { useReportPages, type ReportPage } from './harness.ts';
import { readTheme } from './theme.ts';
import { deploymentNamed, emptyModel, sampleModel } from './sampleModel.ts';

const open = useReportPages();

/** The report with everything open that can be opened. */
async function openAll(options: Parameters<typeof open>[0], name: string): Promise<ReportPage> {
  const report = await open(options);
  await report.send({ type: 'model', model: sampleModel });
  await report.send({
    type: 'focus',
    page: 'deployment',
    deploymentId: deploymentNamed(name).id,
  });
  await report.page.locator('.deployment h2').waitFor();
  for (const summary of await report.page.locator('summary').all()) await summary.click();
  return report;
}

describe('the page', () => {
  it.each([
    ['light', 'llama-70b'],
    ['dark', 'chat-8b'],
    ['hc', 'chat-70b'],
    ['hc-light', 'reranker'],
  ] as const)('has no accessibility problem in %s, with %s open', async (theme, name) => {
    const report = await openAll({ theme }, name);
    expect(await report.accessibilityProblems()).toEqual([]);
    expect(await report.problems()).toEqual([]);
  });

  it('has no accessibility problem when it is empty', async () => {
    const report = await open();
    await report.send({ type: 'model', model: emptyModel });
    await report.page.getByText('No serving config here yet').waitFor();
    expect(await report.accessibilityProblems()).toEqual([]);
  });

  it.each([320, 480, 700, 900, 1400, 3840])('never scrolls sideways at %d px', async (width) => {
    for (const name of ['llama-70b', 'chat-8b']) {
      const { page } = await openAll({ width }, name);
      const { scrollWidth, clientWidth } = await page.evaluate(() => {
        const root = document.documentElement;
        return { scrollWidth: root.scrollWidth, clientWidth: root.clientWidth };
      });
      expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
    }
  });

  it('shows focus', async () => {
    const { page } = await openAll({}, 'llama-70b');
    await page.keyboard.press('Tab');
    const style = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(
        document.activeElement ?? document.body,
      );
      return [outlineStyle, outlineWidth];
    });
    expect(style).toEqual(['solid', '1px']);
  });

  it('moves nothing for those who asked for that', async () => {
    const { page } = await openAll({}, 'llama-70b');
    const duration = (): Promise<string> =>
      page.evaluate(() => {
        const segment = document.querySelector('.segment');
        return segment === null ? 'none' : getComputedStyle(segment).transitionDuration;
      });
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await duration()).toBe('0.12s');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await duration()).toBe('0s');
  });

  it.each(['overview', 'deployment', 'suggestions', 'checklist', 'assumptions'] as const)(
    'takes five hundred updates without growing (%s)',
    async (shown) => {
      const { page, send } = await openAll({}, 'llama-70b');
      await send({ type: 'focus', page: shown, deploymentId: null });
      await page.locator(`main[data-page=${shown}] .view:not([hidden])`).first().waitFor();
      const session = await page.context().newCDPSession(page);
      /** What is alive after the garbage is gone. */
      const alive = async (): Promise<{ heap: number; nodes: number; listeners: number }> => {
        await session.send('HeapProfiler.collectGarbage');
        const { usedSize } = await session.send('Runtime.getHeapUsage');
        const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
        return { heap: usedSize, nodes, listeners: jsEventListeners };
      };
      const updates = async (from: number, to: number): Promise<void> => {
        await page.evaluate(
          ({ model, first, last }) => {
            for (let round = first; round <= last; round++) {
              const monthly = { text: `$${round}`, value: round };
              const deployments = model.deployments.map((one) => ({ ...one, monthly }));
              const scope = `round ${round}`;
              window.postMessage({ type: 'model', model: { ...model, scope, deployments } }, '*');
            }
          },
          { model: sampleModel, first: from, last: to },
        );
        await page.getByText(`round ${to}`, { exact: true }).waitFor();
      };
      // The first rounds fill caches of the browser.
      await updates(1, 50);
      const before = await alive();
      await updates(51, 550);
      const after = await alive();
      expect(after.nodes).toBeLessThanOrEqual(before.nodes * 1.1);
      expect(after.listeners).toBeLessThanOrEqual(before.listeners * 1.1);
      expect(after.heap).toBeLessThan(before.heap + 1_000_000);
    },
  );

  it('follows the theme without being drawn again', async () => {
    const { page } = await openAll({ theme: 'light' }, 'llama-70b');
    const background = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const before = await background();
    const heading = await page.locator('main h2').first().elementHandle();
    const { variables, kind } = readTheme('dark');
    await page.evaluate(
      ([values, name]) => {
        for (const [key, value] of Object.entries(values)) {
          document.documentElement.style.setProperty(key, value);
        }
        document.body.className = `vscode-body ${name}`;
      },
      [variables, kind] as const,
    );
    expect(await background()).not.toBe(before);
    expect(await heading.evaluate((element) => element.isConnected)).toBe(true);
  });
});
