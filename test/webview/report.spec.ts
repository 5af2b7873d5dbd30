import { describe, expect, it } from 'vitest';
import { useReportPages, type ReportPage } from './harness.ts';
import { deploymentNamed, emptyModel, sampleModel } from './sampleModel.ts';

const open = useReportPages();

async function openReport(options: Parameters<typeof open>[0] = {}): Promise<ReportPage> {
  const report = await open(options);
  await report.received('ready');
  await report.send({ type: 'model', model: sampleModel });
  await report.page.getByRole('heading', { name: /^Deployments/ }).waitFor();
  return report;
}

const names = (report: ReportPage): Promise<string[]> =>
  report.page.locator('.deployments tbody .name').allTextContents();

const sortByName = (report: ReportPage): Promise<void> =>
  report.page.getByRole('columnheader', { name: 'Deployment' }).getByRole('button').click();

describe('the report', () => {
  it('shows the month, its range and what could be saved', async () => {
    const { page } = await openReport();
    const month = page.locator('.month');
    expect(await month.locator('strong').textContent()).toBe(sampleModel.month?.expected);
    expect(await month.textContent()).toContain(sampleModel.month?.spread?.most.text);
    expect(await month.textContent()).toContain(sampleModel.month?.saving);
  });

  it('sorts by each column and back, and says so to a screen reader', async () => {
    // Wide enough for every column.
    const report = await openReport({ width: 1800 });
    const { page } = report;
    const byCost = sampleModel.deployments
      .toSorted((a, b) => (b.monthly.value ?? 0) - (a.monthly.value ?? 0))
      .map(({ name }) => name);
    expect(await names(report)).toEqual(byCost);
    await sortByName(report);
    const byName = ['chat-8b', 'chat-70b', 'llama-70b', 'reranker'];
    expect(await names(report)).toEqual(byName);
    const head = page.getByRole('columnheader', { name: 'Deployment' });
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    await sortByName(report);
    expect(await names(report)).toEqual(byName.toReversed());
    // What is not known is last, whichever way the rest is sorted.
    const unknown = sampleModel.deployments.filter(({ utilization }) => utilization.value === null);
    for (let click = 0; click < 2; click++) {
      await page.getByRole('button', { name: 'Busy' }).click();
      const last = (await names(report)).slice(-unknown.length);
      expect(last.toSorted()).toEqual(unknown.map(({ name }) => name).toSorted());
    }
  });

  it('filters the table by category', async () => {
    const report = await openReport();
    const categories = sampleModel.month?.categories ?? [];
    expect(categories.length).toBeGreaterThan(0);
    for (const { id, label } of categories) {
      const button = report.page.getByRole('button', { name: new RegExp(`^${label}`) });
      await button.click();
      expect(await button.getAttribute('aria-pressed')).toBe('true');
      const expected = sampleModel.deployments.filter(({ byCategory }) => byCategory[id]);
      expect((await names(report)).toSorted()).toEqual(expected.map(({ name }) => name).toSorted());
      await button.click();
      expect(await names(report)).toHaveLength(sampleModel.deployments.length);
    }
  });

  it('opens a deployment with its components, formula, inputs and memory', async () => {
    const { page, received } = await openReport();
    await page.getByRole('button', { name: 'llama-70b', exact: true }).click();
    const details = page.locator('.deployment');
    const { components, memory } = deploymentNamed('llama-70b');
    const [component] = components;
    await details.locator('summary').first().click();
    await details.getByText(component?.formula ?? 'none').waitFor();
    for (const part of memory?.parts ?? []) {
      expect(await details.textContent()).toContain(`${part.label} ${part.size}`);
    }
    await details
      .getByRole('button', { name: /llama\.yaml/ })
      .first()
      .click();
    const { uri, start } = deploymentNamed('llama-70b').place;
    expect(await received('open')).toMatchObject({ uri, start });
  });

  it('goes through the checklist, item by item, to the line', async () => {
    const { page, received, turnTo } = await openReport();
    await turnTo('Checklist');
    const list = page.locator('.view.checklist');
    const items = sampleModel.checklist?.items ?? [];
    expect(items.length).toBeGreaterThan(10);
    expect(await list.locator('h2').textContent()).toContain(sampleModel.checklist?.total);
    const open = items.find(({ missing }) => missing > 0);
    const [answer] = open?.answers.filter(({ status }) => status === 'missing') ?? [];
    if (open === undefined || answer === undefined) throw new Error('nothing is missing');
    await list.locator('summary', { hasText: open.title }).press('Enter');
    await list.getByText(`missing: ${answer.note}`).first().waitFor();
    await list.getByRole('button', { name: answer.name, exact: true }).first().click();
    expect(await received('open')).toMatchObject({ uri: answer.place.uri });
  });

  it('says which budget of several deployments is exceeded', async () => {
    const { page } = await openReport();
    const [finding] = sampleModel.findings;
    expect(await page.locator('.file-findings').textContent()).toContain(
      `Error: ${finding?.message ?? 'none'}`,
    );
  });

  it('says what is suppressed, why and where', async () => {
    const { page, received, turnTo } = await openReport();
    await turnTo('Suggestions');
    const [one] = sampleModel.suppressed;
    const section = page.locator('.suppressed');
    expect(await section.textContent()).toContain(one?.text);
    expect(one?.text).toContain('until 2027-01-31');
    await section.getByRole('button').first().click();
    expect(await received('open')).toMatchObject({ uri: one?.place.uri, start: one?.place.start });
  });

  it('asks which accelerator where none is named', async () => {
    const { page, received } = await openReport();
    await page.getByRole('button', { name: 'chat-8b', exact: true }).click();
    const { id, candidates } = deploymentNamed('chat-8b');
    const accelerator = candidates[0]?.accelerator ?? '';
    await page.getByRole('button', { name: `Use ${accelerator}`, exact: true }).click();
    expect(await received('useAccelerator')).toEqual({
      type: 'useAccelerator',
      deploymentId: id,
      accelerator,
    });
  });

  it('stays where the person is while the numbers change', async () => {
    const report = await openReport();
    const { page } = report;
    const fold = page.locator('.month details');
    await fold.locator('summary').click();
    await page.getByRole('button', { name: 'Monthly' }).focus();
    const month = { ...sampleModel.month, expected: '$99/mo' } as typeof sampleModel.month;
    const deployments = sampleModel.deployments.map((one) => ({
      ...one,
      monthly: { text: '$33', value: 33 },
    }));
    await report.send({ type: 'model', model: { ...sampleModel, month, deployments } });
    await page.getByText('$99/mo').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Monthly/);
    expect(await fold.getAttribute('open')).not.toBeNull();
    expect(await page.locator('.deployments td.number').first().textContent()).toContain('$33');
  });

  it('comes back after a reload as it was left', async () => {
    const before = await openReport();
    await sortByName(before);
    await before.page.getByRole('button', { name: 'reranker', exact: true }).click();
    const state = await before.state();
    expect(state).toMatchObject({ scopeUri: sampleModel.scopeUri, page: 'deployment' });
    const after = await open({ state });
    await after.send({ type: 'model', model: sampleModel });
    const heading = after.page.getByRole('heading', { name: 'reranker', exact: true });
    await heading.waitFor();
    await after.turnTo('Overview');
    await before.turnTo('Overview');
    expect(await names(after)).toEqual(await names(before));
  });

  it('comes back where it was scrolled to', async () => {
    const before = await openReport({ height: 300 });
    await before.turnTo('Checklist');
    await before.page.mouse.wheel(0, 200);
    await expect.poll(before.state).toMatchObject({ page: 'checklist', scrolled: 200 });
    const after = await open({ height: 300, state: await before.state() });
    await after.send({ type: 'model', model: sampleModel });
    await after.page.locator('.view.checklist').waitFor();
    expect(await after.page.evaluate(() => window.scrollY)).toBe(200);
  });

  it('starts afresh from a state it does not know', async () => {
    const report = await openReport({ state: { sort: 'sideways', scopeUri: 7 } });
    expect(await report.problems()).toEqual([]);
  });

  it('teaches where there is nothing to show', async () => {
    const { page, send, received } = await open();
    await send({ type: 'model', model: emptyModel });
    await page.getByText('No serving config here yet').waitFor();
    for (const format of emptyModel.formats) await page.getByText(format).waitFor();
    await page.getByRole('button', { name: 'Take the tour' }).click();
    expect(await received('command')).toEqual({ type: 'command', command: 'openWalkthrough' });
  });

  it('shows text from configs as text', async () => {
    const report = await openReport();
    const evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
    const deployments = sampleModel.deployments.map((one) => ({
      ...one,
      name: evil,
      missing: [evil],
      components: one.components.map((component) => ({
        ...component,
        name: evil,
        inputs: [
          {
            name: evil,
            value: evil,
            origin: { text: evil, place: null, url: 'javascript:alert(1)', source: evil },
          },
        ],
      })),
    }));
    await report.send({ type: 'model', model: { ...sampleModel, deployments } });
    await report.page.getByRole('button', { name: evil, exact: true }).first().click();
    await report.page.locator('.deployment summary').first().click();
    expect(await report.page.locator('img, main script, a[href^="javascript"]').count()).toBe(0);
    expect(await report.page.title()).toBe('Serving Cost');
    expect(await report.problems()).toEqual([]);
  });
});
