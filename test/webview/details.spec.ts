import { describe, expect, it } from 'vitest';
import { getPanelDetails } from '../../src/core/report/panelModel.ts';
import { sampleAnalysis } from '../support/sampleAnalysis.ts';
import { useReportPages, type ReportPage } from './harness.ts';
import { deploymentNamed, sampleModel } from './sampleModel.ts';

const open = useReportPages();

const { id } = deploymentNamed('llama-70b');
const details = getPanelDetails(sampleAnalysis, id, 'file:///repo/serving');
if (details === null) throw new Error('the sample has lost its deployment');

async function openDetails(options: Parameters<typeof open>[0] = {}): Promise<ReportPage> {
  const report = await open(options);
  await report.received('ready');
  await report.send({ type: 'model', model: sampleModel });
  await report.page.getByRole('button', { name: 'llama-70b', exact: true }).click();
  expect((await report.received('details')).deploymentId).toBe(id);
  return report;
}

describe('a deployment looked at closely', () => {
  it('is asked for when it is opened, and shown when the answer comes', async () => {
    const report = await openDetails();
    const heading = report.page.getByRole('heading', { name: 'What moves it most' });
    expect(await heading.count()).toBe(0);
    await report.send({ type: 'details', details });
    await heading.waitFor();
    const rows = report.page.locator('[aria-label="What moves it most"] tbody tr');
    expect(await rows.count()).toBe(Math.min(8, details.levers.length));
    expect(await rows.first().textContent()).toContain(details.levers[0]?.low);
  });

  it('has its month in large type, with range and unit cost beside it', async () => {
    const report = await openDetails();
    const total = await report.page.locator('.deployment .total').textContent();
    const { monthly, range, unitCost } = deploymentNamed('llama-70b');
    for (const words of [monthly.text, range ?? '', unitCost.text]) expect(total).toContain(words);
  });

  it('opens every figure to its formula and inputs, and keeps it open over updates', async () => {
    const report = await openDetails();
    await report.send({ type: 'details', details });
    const month = details.explanations[0];
    const figure = report.page.locator('.figures details').first();
    await figure.locator('summary').click();
    expect(await figure.textContent()).toContain(month?.formula);
    await report.send({ type: 'model', model: sampleModel });
    await report.send({ type: 'details', details });
    expect(await figure.evaluate((element) => (element as HTMLDetailsElement).open)).toBe(true);
  });

  it('ignores the answer for a deployment that is no longer open', async () => {
    const report = await openDetails();
    await report.send({ type: 'details', details: { ...details, deploymentId: 'another' } });
    await report.send({ type: 'details', details });
    await report.page.getByRole('heading', { name: 'What moves it most' }).waitFor();
    await report.send({ type: 'details', details: { ...details, deploymentId: 'another' } });
    await report.page
      .getByRole('heading', { name: 'What moves it most' })
      .waitFor({ state: 'detached' });
  });

  it.each(['light', 'dark', 'hc'] as const)('can be read by everybody in %s', async (theme) => {
    const report = await openDetails({ theme });
    await report.send({ type: 'details', details });
    await report.page.getByRole('heading', { name: 'What moves it most' }).waitFor();
    expect(await report.accessibilityProblems()).toEqual([]);
    expect(await report.problems()).toEqual([]);
  });
});
