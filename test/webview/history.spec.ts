import { describe, expect, it } from 'vitest';
import { getPanelHistory, unreadHistory } from '../../src/core/history/panelHistory.ts';
import { sampleHistory } from '../support/sampleHistory.ts';
import { useReportPages, type PageOptions, type ReportPage } from './harness.ts';
import { sampleModel } from './sampleModel.ts';

const open = useReportPages();
const history = getPanelHistory(sampleHistory, { hasMore: true, progress: null });
const commits = sampleHistory.commits.toReversed().map(({ commit }) => commit);

async function openHistory(options: PageOptions = {}): Promise<ReportPage> {
  const report = await open(options);
  await report.send({ type: 'model', model: sampleModel });
  await report.send({ type: 'history', history });
  await report.turnTo('History');
  await report.page.getByRole('application').waitFor();
  return report;
}

describe('the history', () => {
  it('has a page where there is one to be read, and is read when that is shown', async () => {
    const { page, send, sent, turnTo, received } = await open();
    await send({ type: 'model', model: sampleModel });
    await send({ type: 'history', history: null });
    await page.getByRole('button', { name: 'Overview' }).waitFor();
    expect(await page.getByRole('button', { name: 'History', exact: true }).count()).toBe(0);
    await send({ type: 'history', history: unreadHistory });
    await page.getByRole('button', { name: 'History', exact: true }).waitFor();
    expect((await sent()).filter(({ type }) => type === 'history')).toEqual([]);
    await turnTo('History');
    expect(await received('history')).toEqual({ type: 'history', more: false });
    await send({ type: 'history', history: { ...unreadHistory, progress: 'Reading commit 3…' } });
    await page.getByRole('status').getByText('Reading commit 3…').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    expect(await received('stopHistory')).toEqual({ type: 'stopHistory' });
  });

  it('tells every commit, and reads older ones when asked', async () => {
    const { page, received, problems } = await openHistory();
    const rows = page.getByRole('region', { name: 'Commits' }).getByRole('row');
    expect(await rows.count()).toBe(sampleHistory.commits.length + 1);
    const oops = rows.filter({ hasText: 'Oops' });
    expect(await oops.innerText()).toMatch(
      /not known[\s\S]*not known[\s\S]*chat\.yaml was not read/,
    );
    await page.getByRole('button', { name: 'Load older commits' }).click();
    await expect.poll(() => received('history')).toEqual({ type: 'history', more: true });
    expect(await problems()).toEqual([]);
  });

  it('is walked through with the keyboard; Enter reviews since that commit', async () => {
    const { page, received } = await openHistory();
    const plot = page.getByRole('application');
    await plot.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    const said = page.locator('.chart .spoken[role=status]');
    expect(await said.innerText()).toMatch(
      /^2026-06-11 1\w+, Expected .+, Difference \+.+, Subject Three replicas$/,
    );
    // A commit whose month is not known has its words, too.
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await said.innerText()).toContain('not known');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    expect(await received('reviewSince')).toEqual({ type: 'reviewSince', commit: commits[2] });
  });

  it('opens the review with a click on a point, and from the row of a commit', async () => {
    const { page, received } = await openHistory();
    const box = await page.getByRole('application').boundingBox();
    if (box === null) throw new Error('no chart');
    await page.mouse.click(box.x + box.width * 0.05, box.y + box.height / 2);
    expect(await received('reviewSince')).toEqual({ type: 'reviewSince', commit: commits[0] });
    const [, second] = sampleHistory.commits;
    await page
      .getByRole('button', { name: `Review since ${second?.commit.slice(0, 8) ?? ''}` })
      .click();
    await expect
      .poll(() => received('reviewSince'))
      .toEqual({ type: 'reviewSince', commit: second?.commit });
  });

  it('says that it is of all teams where the report is narrowed', async () => {
    const { page, send } = await openHistory();
    expect(await page.getByText('Of all teams').count()).toBe(0);
    const filters = [{ by: 'team' as const, names: ['search'], chosen: 'search' }];
    await send({ type: 'model', model: { ...sampleModel, filters } });
    await page.getByText('Of all teams').waitFor();
  });

  it('can be shown where nothing is deployed any more', async () => {
    const { page, send } = await open();
    await send({ type: 'model', model: { ...sampleModel, deployments: [], month: null } });
    await send({ type: 'history', history });
    await send({ type: 'focus', page: 'history', deploymentId: null });
    await page.getByRole('application').waitFor();
    await page.getByRole('button', { name: 'Overview', exact: true }).click();
    await page.getByRole('application').waitFor({ state: 'detached' });
  });

  it.each([
    ['light', 320],
    ['dark', 1000],
    ['hc', 320],
    ['hc-light', 3840],
  ] as const)('has no accessibility problem in %s at %i px', async (theme, width) => {
    const report = await openHistory({ theme, width });
    await report.page.getByText('Table', { exact: true }).click();
    expect(await report.accessibilityProblems()).toEqual([]);
    expect(await report.problems()).toEqual([]);
    const overflow = await report.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
