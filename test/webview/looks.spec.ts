import { describe, expect, it } from 'vitest';
import { useReportPages, type ReportPage } from './harness.ts';
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

  it('takes five hundred updates without growing', async () => {
    const { page, turnTo } = await openAll({}, 'llama-70b');
    await turnTo('Overview');
    const elements = (): Promise<number> =>
      page.evaluate(() => document.querySelectorAll('*').length);
    const before = await elements();
    await page.evaluate((model) => {
      for (let round = 1; round <= 500; round++) {
        const monthly = { text: `$${round}`, value: round };
        const deployments = model.deployments.map((one) => ({ ...one, monthly }));
        window.postMessage({ type: 'model', model: { ...model, deployments } }, '*');
      }
    }, sampleModel);
    await page.getByText('$500', { exact: true }).first().waitFor();
    expect(await elements()).toBe(before);
  });
});
