import { describe, expect, it, vi } from 'vitest';
import { exampleFolders } from '../../scripts/exampleFolders.ts';
import type { FromPanel } from '../../src/core/report/protocol.ts';
import { attachFakeHost, type FakeHost } from './fakeHost.ts';
import { useReportPages, type ReportPage } from './harness.ts';

const open = useReportPages();

const documents = exampleFolders().find(({ name }) => name === 'llama-70b-chat')?.documents ?? [];

interface Shown extends ReportPage {
  readonly host: FakeHost;
  readonly id: string;
}

async function openWhatIf(options: Parameters<typeof open>[0] = {}): Promise<Shown> {
  const report = await open(options);
  const host = await attachFakeHost(report, documents);
  const id = host.analysis().deployments[0]?.deployment.id ?? '';
  await report.send({ type: 'focus', page: 'whatIf', deploymentId: id });
  await report.page.getByLabel('Requests', { exact: true }).waitFor();
  return { ...report, host, id };
}

/** The cells of a row of the figures: now, what if, change. */
async function figures({ page }: ReportPage, row: string): Promise<readonly string[]> {
  return page
    .getByRole('row', { name: new RegExp(`^${row} `) })
    .getByRole('cell')
    .allInnerTexts();
}

/** Waits until the row says something else in its second column. */
async function moved(report: ReportPage, row: string, before: string): Promise<string> {
  return vi.waitFor(async () => {
    const after = (await figures(report, row))[1] ?? '';
    expect(after).not.toBe(before);
    // A row that is replaced while it is read also says what it hides.
    expect((await figures(report, row))[1]).toBe(after);
    return after;
  });
}

const month = (host: FakeHost): number =>
  host.analysis().deployments[0]?.estimate.monthly?.expected ?? NaN;

const asked = (messages: readonly FromPanel[]): readonly FromPanel[] =>
  messages.filter(({ type }) => type === 'whatIf');

describe('what if', () => {
  it('shows what is, twice, until something is changed', async () => {
    const shown = await openWhatIf();
    const [now, then] = await figures(shown, 'Month');
    expect(then).toBe(now);
    expect(await shown.page.getByRole('button', { name: /^Reset (?!all)/ }).count()).toBe(0);
    shown.host.stop();
  });

  it('follows a slider that is moved with the keyboard, and speaks once it rests', async () => {
    const shown = await openWhatIf();
    const { page } = shown;
    const [before = ''] = await figures(shown, 'TPOT');
    const slider = page.getByRole('slider', { name: 'Requests, slider' });
    await slider.focus();
    for (let presses = 0; presses < 30; presses++) await page.keyboard.press('ArrowRight');
    await moved(shown, 'TPOT', before);
    // The slider that was moved is still the one that has focus.
    expect(await slider.evaluate((element) => element === document.activeElement)).toBe(true);
    const status = page.locator('.whatIfResult [role=status]');
    await vi.waitFor(
      async () => {
        expect(await status.textContent()).toMatch(/^Month: \$/);
      },
      { timeout: 5000 },
    );
    shown.host.stop();
  });

  it('resets one input, and all', async () => {
    const shown = await openWhatIf();
    const { page, state, id } = shown;
    const requests = page.getByLabel('Requests', { exact: true });
    await requests.fill('14');
    await page.getByLabel('Accelerators of a replica', { exact: true }).selectOption('4');
    await vi.waitFor(async () => {
      expect(await state()).toMatchObject({
        whatIf: { [id]: { requestsPerSecond: 14, acceleratorCount: 4 } },
      });
    });
    await page.getByRole('button', { name: 'Reset Requests' }).click();
    expect(await requests.inputValue()).toBe('9');
    expect(await requests.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByRole('button', { name: 'Reset all' }).click();
    await vi.waitFor(async () => {
      expect(await state()).toMatchObject({ whatIf: {} });
      const [now, then] = await figures(shown, 'Month');
      expect(then).toBe(now);
    });
    shown.host.stop();
  });

  it('keeps a number that is none out, and says its bounds', async () => {
    const shown = await openWhatIf();
    const { page, state } = shown;
    const requests = page.getByLabel('Requests', { exact: true });
    await requests.fill('-3');
    expect(await requests.getAttribute('aria-invalid')).toBe('true');
    await requests.blur();
    expect(await requests.inputValue()).toBe('9');
    expect(await state()).toMatchObject({ whatIf: {} });
    shown.host.stop();
  });

  it('says beside a control why it cannot be written, and does not offer to', async () => {
    const shown = await openWhatIf();
    const { page } = shown;
    await page.getByLabel('Replicas', { exact: true }).fill('0');
    await page.getByLabel('Accelerators of a replica', { exact: true }).selectOption('1');
    await page
      .getByText(/Goes to the file|Cannot be written|Not counted/)
      .first()
      .waitFor();
    const write = page.locator('vscode-button', { hasText: 'Write to assumptions' });
    expect(await write.getAttribute('disabled')).not.toBeNull();
    shown.host.stop();
  });

  it('is written to the file and to the assumptions, and undone', async () => {
    const shown = await openWhatIf();
    const { page, host, state } = shown;
    const before = month(host);
    const [now = ''] = await figures(shown, 'Month');
    await page.getByLabel('Replicas', { exact: true }).fill('2');
    const first = await moved(shown, 'Month', now);
    await page.getByLabel('Requests', { exact: true }).fill('14');
    const supposed = await moved(shown, 'Month', first);
    await page.getByRole('button', { name: 'Write to file (1)' }).click();
    await vi.waitFor(() => {
      expect(host.documents().find(({ uri }) => uri.endsWith('deployment.yaml'))?.text).toContain(
        'replicas: 2',
      );
    });
    await page.getByRole('button', { name: 'Write to assumptions (1)' }).click();
    await vi.waitFor(() => {
      expect(host.documents().find(({ uri }) => uri.endsWith('.servingcost.yaml'))?.text).toContain(
        'requestsPerSecond: 14',
      );
    });
    // What is written is no change any more, and the month is the one that was promised.
    await vi.waitFor(async () => {
      expect(await state()).toMatchObject({ whatIf: {} });
      expect(await page.getByRole('button', { name: /^Reset (?!all)/ }).count()).toBe(0);
      expect((await figures(shown, 'Month'))[0]).toBe(supposed);
    });
    await host.undo();
    await host.undo();
    expect(month(host)).toBe(before);
    await vi.waitFor(async () => {
      expect(await figures(shown, 'Month')).toEqual([now, now, '']);
    });
    shown.host.stop();
  });

  it('is still there after a reload', async () => {
    const first = await openWhatIf();
    await first.page.getByLabel('Requests', { exact: true }).fill('14');
    await moved(first, 'Traffic', '9 req/s');
    first.host.stop();
    const again = await openWhatIf({ state: await first.state() });
    expect(await again.page.getByLabel('Requests', { exact: true }).inputValue()).toBe('14');
    await moved(again, 'Traffic', '9 req/s');
    again.host.stop();
  });

  it('asks one question at a time, and the last of those that come up meanwhile', async () => {
    const report = await open();
    const host = await attachFakeHost(report, documents);
    const id = host.analysis().deployments[0]?.deployment.id ?? '';
    await report.send({ type: 'focus', page: 'whatIf', deploymentId: id });
    const requests = report.page.getByLabel('Requests', { exact: true });
    await requests.waitFor();
    host.stop();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const before = asked(await report.sent()).length;
    for (const rate of ['1', '2', '3', '4']) await requests.fill(rate);
    const [only, ...others] = asked(await report.sent()).slice(before);
    expect(others).toEqual([]);
    if (only?.type !== 'whatIf') throw new Error('nothing was asked');
    await report.send({ type: 'whatIf', ask: only.ask, whatIf: null });
    await vi.waitFor(async () => {
      const next = asked(await report.sent()).slice(before + 1);
      expect(next).toMatchObject([{ inputs: { requestsPerSecond: 4 } }]);
    });
  });

  it.each(['light', 'dark', 'hc', 'hc-light'] as const)(
    'has no accessibility problem in %s',
    async (theme) => {
      const shown = await openWhatIf({ theme });
      await shown.page.getByLabel('Bought', { exact: true }).selectOption('1');
      await shown.page.getByText('Share on spot').waitFor();
      expect(await shown.accessibilityProblems()).toEqual([]);
      expect(await shown.problems()).toEqual([]);
      shown.host.stop();
    },
  );

  it.each([320, 700, 1400])('never scrolls sideways at %d px', async (width) => {
    const shown = await openWhatIf({ width });
    const { scrollWidth, clientWidth } = await shown.page.evaluate(() => {
      const root = document.documentElement;
      return { scrollWidth: root.scrollWidth, clientWidth: root.clientWidth };
    });
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
    shown.host.stop();
  });
});
