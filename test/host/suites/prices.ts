import * as vscode from 'vscode';
import { cleanUp, createFolder, namedConfig } from '../configs.ts';
import { eventually, expectEqual, expectThat } from '../expect.ts';
import { hoverText, lensTitles, openPriced } from '../surfaces.ts';

const book = 'provider,region,instance,onDemandPerHour\naws,us-east-1,g6.12xlarge,1.00\n';

async function setSources(sources: readonly string[] | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration('servingCost')
    .update('prices.sources', sources, vscode.ConfigurationTarget.Global);
}

const sourcesNow = (): unknown =>
  vscode.workspace.getConfiguration('servingCost').get('prices.sources');

async function lensOf(document: vscode.TextDocument): Promise<string> {
  return (await lensTitles(document))[0] ?? '';
}

describe('refreshed prices', () => {
  afterEach(async () => {
    await setSources(undefined);
    await vscode.commands.executeCommand('notifications.clearAll');
    await cleanUp();
  });

  it('count at once for what is open, and are gone back from', async () => {
    const document = await openPriced(namedConfig);
    const before = await lensOf(document);
    const folder = await createFolder({ 'book.csv': book });
    await setSources([vscode.Uri.joinPath(folder, 'book.csv').toString()]);
    await vscode.commands.executeCommand('servingCost.refreshPrices');
    await eventually(
      'lens of the new price',
      () => lensOf(document),
      (title) => title !== before && title.includes('/mo'),
    );
    await vscode.commands.executeCommand('servingCost.rollBackPrices');
    await eventually(
      'lens of the price that ships',
      () => lensOf(document),
      (title) => title === before,
    );
  });

  it('are not taken from a list with a mistake', async () => {
    const document = await openPriced(namedConfig);
    const before = await lensOf(document);
    const folder = await createFolder({ 'book.csv': book.replace('1.00', '-1') });
    await setSources([folder.toString()]);
    await vscode.commands.executeCommand('servingCost.refreshPrices');
    expectEqual(await lensOf(document), before, 'lens');
  });

  it('are not read from where a workspace says', async () => {
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    expectThat(workspace !== undefined, 'no workspace folder');
    const settings = vscode.Uri.joinPath(workspace.uri, '.vscode', 'settings.json');
    const marker = {
      'servingCost.prices.sources': ['https://elsewhere.example/'],
      'servingCost.currency.asOf': '2026-01-02',
    };
    await vscode.workspace.fs.writeFile(settings, new TextEncoder().encode(JSON.stringify(marker)));
    try {
      await eventually(
        'settings of the workspace',
        () => vscode.workspace.getConfiguration('servingCost').get('currency.asOf'),
        (value) => value === '2026-01-02',
      );
      expectEqual(sourcesNow(), [], 'sources');
    } finally {
      await vscode.workspace.fs.delete(settings);
    }
  });

  it('say how old they are', async () => {
    const document = await openPriced(namedConfig);
    const text = await eventually(
      'hover',
      () => hoverText(document, 'chat'),
      (shown) => shown.includes('prices of'),
    );
    expectThat(/prices of [\d\\-]+.* (?:months?|years?) old/.test(text), text);
  });
});
