import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { firstLens, withWorkbench } from '../../scripts/host/openWorkbench.ts';
import { withTemporaryFolder } from '../../scripts/host/stage.ts';
import { root } from '../../scripts/root.ts';
import { reportFrame, turnTo } from './reportFrame.ts';

const patience = { timeout: 20_000 };

// What the panel writes comes into the user's own files, on the disk.
it('writes a what-if to the config, and an assumption to the assumptions file', async () => {
  await withTemporaryFolder(async (folder) => {
    cpSync(join(root, 'examples/llama-70b-chat'), folder, { recursive: true });
    const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
    await withWorkbench({ folder, file: 'deployment.yaml', host: 'node' }, async (page) => {
      await firstLens(page).click();
      const report = await reportFrame(page);
      await turnTo(report, 'What if');
      await report.getByLabel('Replicas', { exact: true }).fill('5');
      await report.getByRole('button', { name: /^Write to file/ }).click();
      await vi.waitFor(() => {
        expect(text('deployment.yaml')).toContain('replicas: 5');
      }, patience);

      await turnTo(report, 'Assumptions');
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
