import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { firstLens, withWorkbench } from '../../scripts/host/openWorkbench.ts';
import { withTemporaryFolder } from '../../scripts/host/stage.ts';
import { root } from '../../scripts/root.ts';

const patience = { timeout: 20_000 };

/** The frame of the report page, deep within those that VS Code puts around a webview. */
async function reportFrame(page: Page): Promise<Frame> {
  return vi.waitFor(async () => {
    for (const frame of page.frames()) {
      const pages = frame.getByRole('navigation', { name: 'Pages' });
      if (await pages.isVisible().catch(() => false)) return frame;
    }
    throw new Error('the report is not shown');
  }, patience);
}

// What the panel writes comes into the user's own files, on the disk.
it('writes a what-if to the config, and an assumption to the assumptions file', async () => {
  await withTemporaryFolder(async (folder) => {
    cpSync(join(root, 'examples/llama-70b-chat'), folder, { recursive: true });
    const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
    await withWorkbench({ folder, file: 'deployment.yaml', host: 'node' }, async (page) => {
      await firstLens(page).click();
      const report = await reportFrame(page);
      const turnTo = (title: string): Promise<void> =>
        report
          .getByRole('navigation', { name: 'Pages' })
          .getByRole('button', { name: title, exact: true })
          .click();

      await turnTo('What if');
      await report.getByLabel('Replicas', { exact: true }).fill('5');
      await report.getByRole('button', { name: /^Write to file/ }).click();
      await vi.waitFor(() => {
        expect(text('deployment.yaml')).toContain('replicas: 5');
      }, patience);

      await turnTo('Assumptions');
      await report
        .getByRole('button', { name: /^Change Request/i })
        .first()
        .click();
      await report.getByRole('textbox').first().fill('2');
      await report.getByRole('textbox').first().press('Enter');
      await vi.waitFor(() => {
        expect(text('.servingcost.yaml')).toMatch(/requestsPerSecond: 2\b/);
      }, patience);
    });
  });
});
