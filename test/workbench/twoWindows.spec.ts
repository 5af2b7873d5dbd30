import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { firstLens, withWorkbench } from '../../scripts/host/openWorkbench.ts';
import { withTemporaryFolder } from '../../scripts/host/stage.ts';
import { root } from '../../scripts/root.ts';
import { lensMonth, monthAfter, patience } from './lensMonth.ts';
import { reportFrame, turnTo } from './reportFrame.ts';

/** States an assumption on the report page, which writes it to the assumptions file. */
async function assume(page: Page, name: RegExp, value: string): Promise<void> {
  const report = await reportFrame(page);
  await turnTo(report, 'Assumptions');
  await report.getByRole('button', { name }).first().click();
  await report.getByRole('textbox').first().fill(value);
  await report.getByRole('textbox').first().press('Enter');
}

async function writeReplicas(page: Page, count: string): Promise<void> {
  const report = await reportFrame(page);
  await turnTo(report, 'What if');
  await report.getByLabel('Replicas', { exact: true }).fill(count);
  await report.getByRole('button', { name: /^Write to file/ }).click();
}

it('follows what another window on the folder writes, and both write without losing text of the other', async () => {
  await withTemporaryFolder(async (folder) => {
    cpSync(join(root, 'examples/llama-70b-chat'), folder, { recursive: true });
    const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
    const [config, assumptions] = [text('deployment.yaml'), text('.servingcost.yaml')];
    await withWorkbench({ folder, file: 'deployment.yaml' }, async (one, { address }) => {
      const two = await one.context().browser()?.newPage();
      if (two === undefined) throw new Error('The browser is gone');
      await two.goto(address);
      const before = await monthAfter(one, '');
      for (const page of [one, two]) await firstLens(page).click();

      await writeReplicas(one, '5');
      await expect.poll(() => text('deployment.yaml'), patience).toContain('replicas: 5');
      const written = await monthAfter(two, before);
      await expect.poll(() => lensMonth(one), patience).toBe(written);

      const lens = await firstLens(one).innerText();
      await assume(two, /^Change Request/i, '2');
      await expect.poll(() => text('.servingcost.yaml'), patience).toMatch(/PerSecond: 2\b/);
      await expect.poll(() => firstLens(one).innerText(), patience).not.toBe(lens);
      await assume(one, /^Change Input/i, '900');
      await expect.poll(() => text('.servingcost.yaml'), patience).toMatch(/inputTokens: 900\b/);

      expect(text('.servingcost.yaml')).toMatch(/PerSecond: 2\b/);
      expect(text('deployment.yaml')).toBe(config.replace('replicas: 3', 'replicas: 5'));
      const comments = (all: string): readonly string[] => all.match(/#.*/g) ?? [];
      expect(comments(text('.servingcost.yaml'))).toEqual(comments(assumptions));
      const same = async (): Promise<boolean> =>
        (await firstLens(one).innerText()) === (await firstLens(two).innerText());
      await expect.poll(same, patience).toBe(true);
    });
  });
});
