import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { firstLens, withWorkbench } from '../../scripts/host/openWorkbench.ts';
import { withTemporaryFolder } from '../../scripts/host/stage.ts';
import { llama8bText } from '../support/llama8bText.ts';

// The workspace names a source of prices that anybody can reach; nobody may be asked.
it('refreshes no prices in Restricted Mode, and asks nobody whom the workspace names', async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked++;
    response.end('provider,region,instance,onDemandPerHour\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const source = `http://127.0.0.1:${(server.address() as AddressInfo).port}/prices.csv`;
  try {
    await withTemporaryFolder(async (folder) => {
      await mkdir(join(folder, '.vscode'));
      const settings = JSON.stringify({ 'servingCost.prices.sources': [source] });
      await writeFile(join(folder, '.vscode/settings.json'), settings);
      await writeFile(join(folder, 'chat.yaml'), llama8bText);
      await withWorkbench({ folder, file: 'chat.yaml', asksForTrust: true }, async (page) => {
        await firstLens(page).waitFor();
        await page.keyboard.press('F1');
        const input = page.locator('.quick-input-widget input[type=text]').first();
        await input.waitFor();
        await input.fill('>Serving Cost: ');
        const rows = page.locator('.quick-input-list .monaco-list-row');
        await rows.filter({ hasText: 'Show Report' }).first().waitFor();
        await input.fill('>Serving Cost: Refresh');
        await rows.filter({ hasText: 'Show Report' }).first().waitFor({ state: 'detached' });
        expect(await rows.filter({ hasText: 'Refresh Prices' }).count()).toBe(0);
      });
    });
    expect(asked).toBe(0);
  } finally {
    server.close();
  }
});
