import path from 'node:path';
import { expect, it } from 'vitest';
import { installPackage, listExtensions } from '../../scripts/host/installPackage.ts';
import { firstLens, withWorkbench } from '../../scripts/host/openWorkbench.ts';
import { doSteps } from '../../scripts/host/steps.ts';
import { createPackage } from '../../scripts/package/vsix.ts';
import { folderWith } from '../support/testFolder.ts';
import { copyOfExamples } from './installedCli.ts';

const packaged = path.join(folderWith({}), 'serving-cost.vsix');
await createPackage(packaged);

it('is a package that VS Code installs', async () => {
  const dataFolder = folderWith({});
  await installPackage(packaged, dataFolder);
  expect(await listExtensions(dataFolder)).toEqual(['serving-cost.serving-cost']);
});

// The package alone: nothing of the repository is open, and nothing is under development.
it.each(['node', 'web worker'] as const)('runs from it in the %s extension host', async (host) => {
  const folder = copyOfExamples('llama-70b-chat');
  await withWorkbench({ folder, file: 'deployment.yaml', host, packaged }, async (page) => {
    const lens = firstLens(page);
    await lens.waitFor();
    const monthly = /^\$[\d,]+/.exec(await lens.innerText())?.[0] ?? 'no amount in the lens';
    await page.locator('.view-line', { hasText: '/mo each' }).first().waitFor();
    await lens.click();
    await doSteps(page, ['see=Why it costs this', `see=${monthly}`]);
    await doSteps(page, ['command=Developer: Show Running Extensions']);
    const row = page.locator('.monaco-list-row', { hasText: 'Serving Cost' }).first();
    // VS Code names the host by the machine that it runs on.
    expect(await row.innerText()).toContain(host === 'node' ? '127.0.0.1' : host);
  });
});
