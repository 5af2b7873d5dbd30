import { describe, expect, it } from 'vitest';
import { getPanelModel, getPanelTrend } from '../../src/core/report/panelModel.ts';
import { analysisOf, vllmDeployment } from '../support/deploymentText.ts';
import { useReportPages, type ReportPage } from './harness.ts';
import { emptyModel, sampleModel } from './sampleModel.ts';

const open = useReportPages();

/** Two teams, one of them growing, under a budget. */
const text = ['search', 'ads']
  .map((team) =>
    vllmDeployment({
      model: 'meta-llama/Llama-3.1-8B-Instruct',
      selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
      args: ['--max-model-len=4096'],
    }).replace(
      'name: chat # the chat service\n',
      `name: ${team}-chat\n  labels: { team: ${team} }\n`,
    ),
  )
  .join('---\n')
  .concat(
    '---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: search-chat }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: search-chat }\n  minReplicas: 1\n  maxReplicas: 9\n',
  );
const analysis = analysisOf(
  text,
  'version: 1\nworkload: { requestsPerSecond: 2 }\ndeployments: { search-chat: { workload: { growthPerMonth: 0.2 } } }\npolicies: { budgets: { total: 100, teams: { search: 90000 } } }\n',
);
const options = { base: 'file:///repo', scope: 'repo', formats: [] };
const everybody = { team: null, environment: null };
const modelFor = (team: string | null) =>
  getPanelModel(analysis, { ...options, filter: { ...everybody, team } });

async function openOverview(options: Parameters<typeof open>[0] = {}): Promise<ReportPage> {
  const report = await open(options);
  await report.send({ type: 'model', model: modelFor(null) });
  await report.page.getByRole('heading', { name: /^Deployments/ }).waitFor();
  return report;
}

describe('the overview', () => {
  it('cuts off no column of its deployments, however wide it is', async () => {
    const report = await open();
    await report.send({ type: 'model', model: sampleModel });
    const table = report.page.locator('.deployments table');
    await table.waitFor();
    for (let width = 320; width <= 1400; width += 60) {
      await report.page.setViewportSize({ width, height: 700 });
      const overhang = await table.evaluate((each) => {
        const { clientWidth = 0 } = each.parentElement ?? {};
        return each.scrollWidth - clientWidth;
      });
      expect([width, Math.max(0, overhang)]).toEqual([width, 0]);
    }
  });

  it('shows where the month lies between at least and at most', async () => {
    const report = await open();
    await report.send({ type: 'model', model: sampleModel });
    const spread = sampleModel.month?.spread;
    if (spread == null) throw new Error('the sample has lost its range');
    const words = report.page.getByRole('list', { name: 'Range of the month' });
    await words.waitFor();
    const text = (await words.textContent()) ?? '';
    for (const { text: figure } of Object.values(spread)) expect(text).toContain(figure);
    const left = (mark: string): Promise<number> =>
      report.page
        .locator(`.spread .mark.${mark}`)
        .evaluate((element) => element.getBoundingClientRect().left);
    expect(await left('least')).toBeLessThan(await left('expected'));
    expect(await left('expected')).toBeLessThan(await left('most'));
  });

  it('holds the month against its budgets, each a link to where it is stated', async () => {
    const { page, received } = await openOverview();
    const budgets = page.locator('.budgets li');
    expect(await budgets.allTextContents()).toEqual([
      expect.stringMatching(/^All deployments.* above it$/),
      expect.stringMatching(/^Team search\$.* of \$90,000\/mo, \d+%$/),
    ]);
    await page.getByRole('button', { name: 'All deployments' }).click();
    expect(await received('open')).toMatchObject({ uri: 'file:///repo/.servingcost.yaml' });
  });

  it('asks for the year to come with every report, and shows it with its growth', async () => {
    const { page, send, received, sent } = await openOverview();
    await received('trend');
    await send({ type: 'trend', trend: getPanelTrend(analysis, options.base) });
    const section = page.locator('.trend');
    await section.getByRole('figure', { name: 'Month by month' }).waitFor();
    await section.getByText('Growth that is stated').click();
    expect(await section.textContent()).toContain('search-chat: 20% a month');
    await section.locator('summary', { hasText: 'Table' }).click();
    expect(await section.locator('tbody tr').count()).toBe(12);
    await send({ type: 'model', model: modelFor(null) });
    await expect
      .poll(async () => (await sent()).filter(({ type }) => type === 'trend').length)
      .toBe(2);
  });

  it('forgets the year to come when the deployments are gone', async () => {
    const { page, send } = await openOverview();
    await send({ type: 'trend', trend: getPanelTrend(analysis, options.base) });
    const heading = page.getByRole('heading', { name: 'The next 12 months' });
    await heading.waitFor();
    await send({ type: 'model', model: emptyModel });
    await heading.waitFor({ state: 'detached' });
  });

  it('offers to state growth where nobody does', async () => {
    const { page, send, received } = await openOverview();
    const flat = analysisOf(text, 'version: 1\n');
    await send({ type: 'trend', trend: getPanelTrend(flat, options.base) });
    await page.getByRole('button', { name: 'State growthPerMonth…' }).click();
    expect(await received('command')).toEqual({ type: 'command', command: 'setWorkload' });
  });

  it('is narrowed to a team by the extension, and stays so over a reload', async () => {
    const report = await openOverview();
    const { page, send, received } = report;
    await page.getByRole('combobox', { name: 'Team' }).selectOption('ads');
    const filter = { team: 'ads', environment: null };
    expect((await received('filter')).filter).toEqual(filter);
    await send({ type: 'model', model: modelFor('ads') });
    await page.getByRole('heading', { name: 'Deployments (1)' }).waitFor();
    const again = await open({ state: await report.state() });
    expect((await again.received('ready')).filter).toEqual(filter);
    await again.send({ type: 'model', model: modelFor('ads') });
    expect(await again.page.getByRole('combobox', { name: 'Team' }).inputValue()).toBe('ads');
  });

  it('asks the extension to export', async () => {
    const { page, received } = await openOverview();
    await page.getByRole('button', { name: 'Export…' }).click();
    await received('export');
  });

  it('leads from its largest suggestions to all of them', async () => {
    const report = await open();
    await report.send({ type: 'model', model: sampleModel });
    await report.page.locator('.top-suggestions vscode-button').click();
    await report.page.getByRole('checkbox').first().waitFor();
    expect(await report.state()).toMatchObject({ page: 'suggestions' });
  });

  it.each(['light', 'dark', 'hc', 'hc-light'] as const)(
    'can be read by everybody in %s',
    async (theme) => {
      const report = await openOverview({ theme });
      await report.send({ type: 'trend', trend: getPanelTrend(analysis, options.base) });
      await report.page.getByRole('figure', { name: 'Month by month' }).waitFor();
      for (const summary of await report.page.locator('summary').all()) await summary.click();
      expect(await report.accessibilityProblems()).toEqual([]);
      expect(await report.problems()).toEqual([]);
    },
  );
});
