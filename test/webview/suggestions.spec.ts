import { describe, expect, it } from 'vitest';
import { useReportPages, type ReportPage } from './harness.ts';
import { sampleModel } from './sampleModel.ts';

const open = useReportPages();

async function openReport(): Promise<ReportPage> {
  const report = await open();
  await report.send({ type: 'model', model: sampleModel });
  await report.turnTo('Suggestions');
  await report.page.getByRole('checkbox').first().waitFor();
  return report;
}

describe('suggestions', () => {
  it('can be neither applied nor previewed before one is chosen', async () => {
    const { page, sent } = await openReport();
    for (const name of ['Apply', 'Preview']) {
      await page.locator('vscode-button', { hasText: name }).click({ force: true });
    }
    const types = (await sent()).map(({ type }) => type);
    expect(types.filter((type) => !['ready', 'trend'].includes(type))).toEqual([]);
  });

  it('are priced together by the extension, and an old answer is ignored', async () => {
    const { page, send, received } = await openReport();
    const [first, second] = sampleModel.suggestions.map(({ id }) => id);
    if (first === undefined || second === undefined) throw new Error('two suggestions are needed');
    await page.getByRole('checkbox').nth(0).click();
    expect((await received('price')).fixIds).toEqual([first]);
    await page.getByRole('checkbox').nth(1).click();
    expect((await received('price')).fixIds).toEqual([first, second]);
    const status = page.getByRole('status');
    await send({ type: 'priced', fixIds: [first], saving: 'of one alone', refused: null });
    await send({ type: 'priced', fixIds: [first, second], saving: 'of both', refused: null });
    await page.getByText('of both').waitFor();
    expect(await status.textContent()).toBe('of both');
    await page.getByRole('button', { name: 'Apply' }).click();
    expect((await received('apply')).fixIds).toEqual([first, second]);
    await page.getByRole('button', { name: 'Preview' }).click();
    expect((await received('preview')).fixIds).toEqual([first, second]);
  });

  it('that cannot be applied together say so and cannot be applied', async () => {
    const { page, send, sent, received } = await openReport();
    await page.getByRole('checkbox').first().click();
    const { fixIds } = await received('price');
    await send({ type: 'priced', fixIds, saving: '', refused: 'They edit the same place.' });
    await page.getByText('They edit the same place.').waitFor();
    await page.locator('vscode-button', { hasText: 'Apply' }).click({ force: true });
    expect((await sent()).some(({ type }) => type === 'apply')).toBe(false);
  });

  it('that are gone from the next report are no longer chosen', async () => {
    const { page, send, state } = await openReport();
    await page.getByRole('checkbox').first().click();
    const suggestions = sampleModel.suggestions.slice(1);
    await send({ type: 'model', model: { ...sampleModel, suggestions } });
    await page.getByText(`Suggestions (${suggestions.length})`).waitFor();
    expect(await state()).toMatchObject({ chosen: [] });
  });

  it('can be chosen and applied with the keyboard alone', async () => {
    const { page, received } = await openReport();
    await page.getByRole('checkbox').first().focus();
    await page.keyboard.press('Space');
    const { fixIds } = await received('price');
    for (let presses = 0; presses < 20; presses++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => document.activeElement?.textContent ?? '');
      if (focused.trim() === 'Apply') break;
    }
    await page.keyboard.press('Enter');
    expect((await received('apply')).fixIds).toEqual(fixIds);
  });
});
