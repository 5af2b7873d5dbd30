import { describe, expect, it } from 'vitest';
import { useReportPages, type ReportPage } from './harness.ts';
import { sampleModel } from './sampleModel.ts';

const open = useReportPages();
const editable = sampleModel.assumptions.find(({ edit }) => edit !== null);

async function openForm(options: Parameters<typeof open>[0] = {}): Promise<ReportPage> {
  const report = await open(options);
  await report.send({ type: 'model', model: sampleModel });
  await report.turnTo('Assumptions');
  await report.page
    .getByRole('button', { name: /^Change / })
    .first()
    .click();
  await report.page.getByRole('textbox').first().waitFor();
  return report;
}

describe('an assumption', () => {
  it('is changed where it is listed, for one deployment or for all', async () => {
    const { page, received } = await openForm();
    const input = page.getByRole('textbox').first();
    expect(await input.inputValue()).toBe(editable?.edit?.written);
    await input.fill('eu-west-1');
    await page.getByRole('button', { name: 'Write' }).click();
    const first = await received('assume');
    expect(first).toMatchObject({ name: editable?.name, value: 'eu-west-1', scope: 'deployment' });
    await page.getByRole('combobox', { name: /^For whom/ }).selectOption('all');
    await input.press('Enter');
    expect(await received('assume')).toMatchObject({ scope: 'all' });
  });

  it('that cannot be stated so says why, beside the field', async () => {
    const { page, send } = await openForm();
    await send({ type: 'assumeRefused', name: editable?.name ?? '', reason: 'no such region' });
    await page.getByRole('status').getByText('no such region').waitFor();
    await send({ type: 'model', model: { ...sampleModel } });
    await page.getByText('no such region').waitFor({ state: 'detached' });
  });

  it.each(['light', 'hc'] as const)(
    'has no accessibility problem in %s at 320 px',
    async (theme) => {
      const report = await openForm({ theme, width: 320 });
      expect(await report.accessibilityProblems()).toEqual([]);
      expect(await report.problems()).toEqual([]);
      const overflow = await report.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
    },
  );
});
