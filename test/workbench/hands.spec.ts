import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { firstLens, withWorkbench } from '../../scripts/host/openWorkbench.ts';
import { withTemporaryFolder } from '../../scripts/host/stage.ts';
import { doSteps } from '../../scripts/host/steps.ts';
import { root } from '../../scripts/root.ts';

/** Work in a copy of one example: what is typed here may reach the disk. */
async function withExample(
  name: string,
  file: string,
  work: (page: Parameters<typeof firstLens>[0], folder: string) => Promise<void>,
): Promise<void> {
  await withTemporaryFolder(async (temporary) => {
    const folder = path.join(temporary, name);
    await cp(path.join(root, 'examples', name), folder, { recursive: true });
    await withWorkbench({ folder, file }, async (page) => {
      await firstLens(page).waitFor();
      await work(page, folder);
    });
  });
}

it('previews a suggestion in a diff', async () => {
  await withExample('kserve-mistral', 'inference-service.yaml', async (page) => {
    await doSteps(page, [
      'command=Serving Cost: Show Report',
      'see=Suggestions (',
      'click=hoose from',
      'see=Select all safe',
      'click=Run on spot capacity (mistral-7b)',
      'see=Together: saves',
      'click=Preview',
    ]);
    await page.locator('.tab.active', { hasText: 'suggested edits' }).waitFor();
  });
});

it('ignores a finding for the reason that a person types', async () => {
  await withExample('kserve-mistral', 'inference-service.yaml', async (page, folder) => {
    const savings = page.locator('.codelens-decoration a', { hasText: /^save up to / }).first();
    const before = await savings.textContent();
    await doSteps(page, [
      'command=Serving Cost: Ignore for This Deployment',
      'see=Ignore for mistral-7b',
      'pick=spot',
      'see=A comment above the deployment.',
      'pick=In .servingcost.yaml',
      'see=Why does it not apply here?',
      'type=measured already',
      'press=Enter',
    ]);
    await expect.poll(() => savings.textContent(), { timeout: 15_000 }).not.toBe(before);
    // The lens follows the text in the editor, which reaches the disk a moment later.
    const kept = (): Promise<string> => readFile(path.join(folder, '.servingcost.yaml'), 'utf8');
    await expect.poll(kept, { timeout: 15_000 }).toContain('measured already');
  });
});

it('compares machines, shows what using one writes, and writes it when a person says so', async () => {
  await withExample('llama-70b-chat', 'deployment.yaml', async (page, folder) => {
    const machine = 'p6-b200.48xlarge';
    const text = (): Promise<string> => readFile(path.join(folder, 'deployment.yaml'), 'utf8');
    const before = await text();
    await doSteps(page, ['command=Serving Cost: Compare Instances', 'see=Cheapest that holds']);
    const rows = page.frames().map((frame) => frame.getByRole('button', { name: machine }));
    for (const row of rows) if ((await row.count()) > 0) await row.first().click();
    await doSteps(page, [`click=Use ${machine}…`]);
    await page.locator('.tab.active', { hasText: 'suggested edits' }).waitFor();
    expect(await text()).toBe(before);
    await doSteps(page, ['click=Apply']);
    await expect.poll(text, { timeout: 15_000 }).toContain(machine);
    expect(await text()).toContain('# A 70B chat model');
  });
});
