import { expect, it } from 'vitest';
import { useReportPages } from './harness.ts';
import { sampleModel } from './sampleModel.ts';

const open = useReportPages();

it('says that its figures may be old while nobody answers, and no longer when somebody does', async () => {
  const { page, send, problems, accessibilityProblems } = await open();
  await page.clock.install();
  await page.reload();
  await send({ type: 'model', model: sampleModel });
  const notice = page.getByRole('alert').filter({ hasText: 'The extension does not answer' });
  await page.clock.runFor(60_000);
  expect(await notice.count()).toBe(0);
  await page.evaluate(() => {
    window.servingCostTest.isGone = true;
  });
  await page.clock.runFor(20_000);
  await notice.waitFor();
  expect(await accessibilityProblems()).toEqual([]);
  await page.evaluate(() => {
    window.servingCostTest.isGone = false;
  });
  await page.clock.runFor(5000);
  await notice.waitFor({ state: 'detached' });
  expect(await problems()).toEqual([]);
});
