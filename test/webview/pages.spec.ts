import { describe, expect, it } from 'vitest';
import { useReportPages, type ReportPage } from './harness.ts';
import { deploymentNamed, emptyModel, sampleModel } from './sampleModel.ts';

const open = useReportPages();

async function openReport(): Promise<ReportPage> {
  const report = await open();
  await report.send({ type: 'model', model: sampleModel });
  await report.page.getByRole('heading', { name: /^Deployments/ }).waitFor();
  return report;
}

const current = ({ page }: ReportPage): Promise<string | null> =>
  page.locator('nav [aria-current=page]').textContent();

const focused = ({ page }: ReportPage): Promise<string | null | undefined> =>
  page.evaluate(() => document.activeElement?.textContent);

describe('the pages of the report', () => {
  it('are turned with the keyboard alone, and keep the focus where it was', async () => {
    const report = await openReport();
    const titles = await report.page.locator('nav button').allTextContents();
    expect(new Set(titles).size).toBe(titles.length);
    await report.page.locator('nav button').first().focus();
    for (const title of titles) {
      expect(await focused(report)).toBe(title);
      await report.page.keyboard.press('Enter');
      expect(await current(report)).toBe(title);
      expect(await focused(report)).toBe(title);
      expect(await report.page.locator('main h2').count()).toBeGreaterThan(0);
      await report.page.keyboard.press('Tab');
    }
  });

  it('share one deployment, which the selector changes', async () => {
    const report = await openReport();
    const { page, received } = report;
    expect(await page.getByRole('combobox', { name: 'Deployment' }).count()).toBe(0);
    await report.turnTo('Deployment');
    // The dearest comes first.
    const dearest = sampleModel.deployments.toSorted(
      (a, b) => (b.monthly.value ?? 0) - (a.monthly.value ?? 0),
    )[0];
    const selector = page.getByRole('combobox', { name: 'Deployment' });
    expect(await selector.inputValue()).toBe(dearest?.id);
    await selector.selectOption('chat-8b');
    await page.getByRole('heading', { name: 'chat-8b', exact: true }).waitFor();
    const { id } = deploymentNamed('chat-8b');
    expect(await received('details')).toMatchObject({ deploymentId: id });
    await report.turnTo('Overview');
    await report.turnTo('Deployment');
    expect(await selector.inputValue()).toBe(id);
  });

  it('ask for a close look only while a deployment is shown', async () => {
    const report = await openReport();
    const asked = async (): Promise<number> =>
      (await report.sent()).filter(({ type }) => type === 'details').length;
    await report.send({ type: 'model', model: sampleModel });
    expect(await asked()).toBe(0);
    await report.turnTo('Deployment');
    expect(await asked()).toBe(1);
    await report.send({ type: 'model', model: sampleModel });
    await expect.poll(asked).toBe(2);
    await report.turnTo('Overview');
    await report.send({ type: 'model', model: sampleModel });
    expect(await asked()).toBe(2);
  });

  it('are reached from the editor, at the deployment that is meant', async () => {
    const report = await openReport();
    const { id } = deploymentNamed('reranker');
    await report.send({ type: 'focus', page: 'deployment', deploymentId: id });
    await report.page.getByRole('heading', { name: 'reranker', exact: true }).waitFor();
    expect(await current(report)).toBe('Deployment');
    await report.send({ type: 'focus', page: 'checklist', deploymentId: null });
    await report.page.locator('.view.checklist').waitFor();
    expect(await report.state()).toMatchObject({ page: 'checklist', deploymentId: id });
  });

  it('leave the reader at the heading when what was pressed is gone', async () => {
    const report = await openReport();
    await report.page.getByRole('button', { name: 'reranker', exact: true }).press('Enter');
    expect(await focused(report)).toBe('reranker');
  });

  it('are one where there is no deployment', async () => {
    const report = await openReport();
    await report.turnTo('Assumptions');
    await report.send({ type: 'model', model: emptyModel });
    await report.page.getByText('No serving config here yet').waitFor();
    expect(await report.page.locator('nav').count()).toBe(0);
    await report.send({ type: 'model', model: sampleModel });
    await expect.poll(() => current(report)).toBe('Assumptions');
  });

  it.each(['light', 'dark', 'hc', 'hc-light'] as const)(
    'can all be read by everybody in %s, and none scrolls sideways',
    async (theme) => {
      const report = await open({ theme, width: 320 });
      await report.send({ type: 'model', model: sampleModel });
      const titles = report.page.locator('nav button');
      await titles.first().waitFor();
      for (const title of await titles.allTextContents()) {
        await report.turnTo(title);
        expect([title, ...(await report.accessibilityProblems())]).toEqual([title]);
        const overhang = await report.page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth - clientWidth;
        });
        expect([title, overhang]).toEqual([title, 0]);
      }
      expect(await report.problems()).toEqual([]);
    },
  );
});
