import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { restartExtensionHost } from '../../scripts/host/extensionHost.ts';
import { firstLens, withWorkbench } from '../../scripts/host/openWorkbench.ts';
import { withTemporaryFolder } from '../../scripts/host/stage.ts';
import { doSteps } from '../../scripts/host/steps.ts';
import { root } from '../../scripts/root.ts';
import { lensMonth, monthAfter, patience } from './lensMonth.ts';
import { reportFrame, turnReport } from './reportFrame.ts';

/** Types at the end of the line that states the replicas. */
async function typeAtReplicas(page: Page, file: string, text: string): Promise<void> {
  const lines = readFileSync(file, 'utf8').split('\n');
  const line = lines.findIndex((each) => each.includes('replicas:')) + 1;
  await page.locator('.monaco-editor .view-line').first().click();
  await doSteps(page, [`goto=${line}`, 'press=End', `type=${text}`]);
}

/** The report is at the page it was left at, and says the month that the lens says. */
async function expectReport(page: Page, month: string): Promise<void> {
  await expect
    .poll(async () => {
      const report = await reportFrame(page);
      return report.locator('nav [aria-current=page]').innerText();
    }, patience)
    .toBe('What if');
  await turnReport(page, 'Overview');
  await doSteps(page, [`see=${month}`]);
  await turnReport(page, 'What if');
}

/**
 * Loads the window again. Text that VS Code has not put aside yet would be lost, and it asks before it goes: the answer is to
 * stay, and to try again a little later.
 */
async function reloadWindow(page: Page): Promise<void> {
  await vi.waitFor(async () => {
    const answer = Promise.race([
      page.waitForEvent('load').then(() => 'loaded'),
      page.waitForEvent('dialog').then(async (dialog) => {
        await dialog.dismiss();
        return 'asked';
      }),
    ]);
    const [end] = await Promise.all([answer, doSteps(page, ['command=Developer: Reload Window'])]);
    expect(end).toBe('loaded');
  }, patience);
}

async function withUnsavedText(
  work: (page: Page, typed: string, log: string, file: string) => Promise<void>,
): Promise<void> {
  await withTemporaryFolder(async (folder) => {
    cpSync(join(root, 'examples/llama-70b-chat'), folder, { recursive: true });
    const file = join(folder, 'deployment.yaml');
    const before = readFileSync(file, 'utf8');
    // Opened by hand: VS Code brings no editors back where the address names one.
    const options = { folder, installed: true, settings: { 'files.autoSave': 'off' } };
    await withWorkbench(options, async (page, { log }) => {
      await doSteps(page, ['open=deployment.yaml']);
      const saved = await monthAfter(page, '');
      await firstLens(page).click();
      await turnReport(page, 'What if');
      await typeAtReplicas(page, file, '0');
      const typed = await monthAfter(page, saved);
      await expectReport(page, typed);
      await work(page, typed, log, file);
      expect(await page.locator('.tab.dirty').count()).toBe(1);
      expect(readFileSync(file, 'utf8')).toBe(before);
    });
  });
}

it('outlives the extension host with the text that was not saved, and shows no figure of before as one of now', async () => {
  await withUnsavedText(async (page, typed, log, file) => {
    await restartExtensionHost(log);
    // Until it runs the lens stands there as it was, and leads nowhere.
    await expect.poll(() => lensMonth(page), patience).toBe(typed);
    await typeAtReplicas(page, file, '1');
    const more = await monthAfter(page, typed);
    // VS Code keeps the page of the extension that is gone: it says so, and makes room for one that is filled.
    await doSteps(page, ['see=The extension does not answer']);
    await firstLens(page).click();
    await expect.poll(() => page.locator('.tab').count(), patience).toBe(2);
    await turnReport(page, 'What if');
    await expectReport(page, more);
  });
});

it('comes back after the window was loaded again, at the page it was left at, with the text that was not saved', async () => {
  await withUnsavedText(async (page, typed) => {
    await reloadWindow(page);
    await expect.poll(() => lensMonth(page), patience).toBe(typed);
    await expectReport(page, typed);
  });
});
