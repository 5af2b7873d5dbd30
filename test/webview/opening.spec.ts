import { expect, it, vi } from 'vitest';
import { useReportPages } from './harness.ts';
import { sampleModel } from './sampleModel.ts';

const open = useReportPages();

it.each(['light', 'dark', 'hc', 'hc-light'] as const)(
  'starts under its content security policy and says that it is ready (%s)',
  async (theme) => {
    const report = await open({ theme });
    await report.received('ready');
    expect(await report.problems()).toEqual([]);
  },
);

it('says that it is ready until it is heard, and what it waits for', async () => {
  const report = await open();
  await report.page.getByText('Reading the configs…').waitFor();
  const calls = async (): Promise<number> =>
    (await report.sent()).filter(({ type }) => type === 'ready').length;
  await vi.waitFor(
    async () => {
      expect(await calls()).toBeGreaterThan(1);
    },
    { timeout: 10_000 },
  );
  await report.send({ type: 'model', model: sampleModel });
  await report.page.getByText('Reading the configs…').waitFor({ state: 'detached' });
});
