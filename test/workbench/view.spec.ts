import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { firstLens, withWorkbench, type OpenOptions } from '../../scripts/host/openWorkbench.ts';
import { withTemporaryFolder } from '../../scripts/host/stage.ts';
import { doSteps } from '../../scripts/host/steps.ts';
import { root } from '../../scripts/root.ts';

const patience = { timeout: 20_000 };

/** Rows of the view, as a screen reader says them. */
const rows = (page: Page): Locator => page.locator('.pane-body .monaco-list-row[role=treeitem]');

const spoken = (page: Page): Promise<readonly string[]> =>
  rows(page).evaluateAll((all) => all.map((row) => row.getAttribute('aria-label') ?? ''));

const rowOf = (page: Page, start: string): Locator =>
  page.locator(`.pane-body .monaco-list-row[aria-label^="${start}"]`);

async function showView(page: Page): Promise<void> {
  await doSteps(page, ['command=View: Show Serving Cost']);
  await rows(page).first().waitFor();
}

const example = path.join(root, 'examples/support-assistant');
const configs = ['chat.yaml', 'summaries.yaml', '.servingcost.yaml'];

/** A folder of its own with the example in it: what is typed here may reach the disk. */
async function copyExample(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of configs) {
    await writeFile(path.join(folder, name), await readFile(path.join(example, name)));
  }
}

async function withFolder(
  options: Omit<OpenOptions, 'folder'>,
  work: (page: Page, folder: string) => Promise<void>,
): Promise<void> {
  await withTemporaryFolder(async (temporary) => {
    const folder = path.join(temporary, 'shop');
    await copyExample(folder);
    await withWorkbench({ ...options, folder }, (page) => work(page, folder));
  });
}

it('shows what the workspace costs, opens a deployment at its place and follows what is typed', async () => {
  await withFolder({}, async (page, folder) => {
    await showView(page);
    const [first = ''] = await spoken(page);
    expect(first).toMatch(/^support-chat, \$[\d,]+\/mo/);
    const status = page.locator('.statusbar-item[id*="servingCost.workspace"]');
    await expect.poll(() => status.innerText(), patience).toMatch(/\$[\d,]+\/mo/);

    await rowOf(page, 'support-chat').click();
    await page.locator('.tab.active', { hasText: 'chat.yaml' }).waitFor();
    await firstLens(page).waitFor();
    const lines = (await readFile(path.join(folder, 'chat.yaml'), 'utf8')).split('\n');
    const line = lines.findIndex((text) => /[rR]eplicas: \d/.test(text)) + 1;
    await doSteps(page, [`goto=${line}`, 'press=End', 'type=1']);
    await expect.poll(async () => (await spoken(page))[0], patience).not.toBe(first);
  });
});

it('is put together otherwise, sorted and filtered, and remembers it', async () => {
  await withFolder({}, async (page) => {
    await showView(page);
    await doSteps(page, ['command=Serving Cost: Group By', 'pick=Team']);
    await expect
      .poll(() => spoken(page), patience)
      .toEqual(
        expect.arrayContaining([expect.stringMatching(/^(no team|[\w-]+), .*deployments?/)]),
      );
    const grouped = await spoken(page);
    // VS Code writes down what an extension remembers a moment later.
    await page.waitForTimeout(3000);
    await page.reload();
    await rows(page).first().waitFor({ timeout: 60_000 });
    await expect.poll(() => spoken(page), patience).toEqual(grouped);

    await doSteps(page, ['command=Serving Cost: Filter', 'pick=Only with errors']);
    await page
      .getByText('Only with errors or warnings:')
      .or(page.getByText('No deployment is shown'))
      .first()
      .waitFor();
    const filtered = (await spoken(page)).filter((text) => !/deployments?(,|$)/.test(text));
    for (const text of filtered) expect(text).toMatch(/error|warning/i);
    await doSteps(page, ['command=Serving Cost: Show All Deployments']);
    await expect.poll(() => spoken(page), patience).toEqual(grouped);
  });
});

it('works by keyboard: the menu of a row leads to the report', async () => {
  await withFolder({}, async (page) => {
    await showView(page);
    await page.locator('.pane-body .monaco-list[role=tree]').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+F10');
    const menu = page.locator('.monaco-menu .action-label', { hasText: 'Show Report' });
    await menu.waitFor();
    const chosen = page.locator('.monaco-menu .action-item.focused', { hasText: 'Show Report' });
    for (let presses = 0; presses < 5 && (await chosen.count()) === 0; presses++) {
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: 'Serving Cost: shop' }).waitFor();
  });
});

it('says what it is for where nothing is served', async () => {
  await withTemporaryFolder(async (folder) => {
    await writeFile(path.join(folder, 'values.yaml'), 'replicaCount: 3\n');
    await withWorkbench({ folder }, async (page) => {
      await doSteps(page, [
        'command=View: Show Serving Cost',
        'see=No serving config was found in this workspace.',
        'see=Scan Again',
      ]);
      expect(await page.locator('.statusbar-item[id*="servingCost"]').count()).toBe(0);
    });
  });
});

it('has a node for each folder of a workspace, and follows folders that come and go', async () => {
  await withTemporaryFolder(async (temporary) => {
    for (const name of ['one', 'two', 'three']) await copyExample(path.join(temporary, name));
    const file = path.join(temporary, 'all.code-workspace');
    const write = (names: readonly string[]): Promise<void> =>
      writeFile(file, JSON.stringify({ folders: names.map((name) => ({ path: name })) }));
    await write(['one', 'two']);
    await withWorkbench({ folder: file }, async (page) => {
      await showView(page);
      const names = async (): Promise<readonly string[]> =>
        (await spoken(page)).flatMap((text) => /^(one|two|three),/.exec(text)?.[1] ?? []);
      await expect.poll(names, patience).toEqual(['one', 'two']);
      await write(['three', 'two']);
      await expect.poll(names, patience).toEqual(['three', 'two']);
    });
  });
});

it('reads and prices in Restricted Mode, and edits nothing', async () => {
  await withFolder({ file: 'chat.yaml', asksForTrust: true }, async (page, folder) => {
    await firstLens(page).waitFor();
    await showView(page);
    expect((await spoken(page))[0]).toMatch(/^support-chat, \$/);
    await page.keyboard.press('F1');
    const input = page.locator('.quick-input-widget input[type=text]').first();
    await input.fill('>Serving Cost: ');
    const list = page.locator('.quick-input-list .monaco-list-row');
    await list.first().waitFor();
    const offered = (await list.allInnerTexts()).join('\n');
    expect(offered).toContain('Show Report');
    expect(offered).not.toContain('Apply All Safe Fixes');
    expect(offered).not.toContain('Set Workload');
    await page.keyboard.press('Escape');

    const before = await readFile(path.join(folder, 'chat.yaml'), 'utf8');
    await page
      .locator('.codelens-decoration a', { hasText: /^save up to / })
      .first()
      .click();
    await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await page.keyboard.press('Enter');
    await doSteps(page, ['see=This workspace is in Restricted Mode: nothing was edited.']);
    expect(await readFile(path.join(folder, 'chat.yaml'), 'utf8')).toBe(before);
    expect(await page.locator('.tab.dirty').count()).toBe(0);
  });
});
