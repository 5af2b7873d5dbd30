import * as vscode from 'vscode';
import { cleanUp, createFolder, namedConfig } from '../configs.ts';
import { eventually, expectEqual, expectThat } from '../expect.ts';
import { lensTitles, openPriced } from '../surfaces.ts';

async function textOf(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

function exportTo(target: vscode.Uri, format: string, uri: vscode.Uri): Thenable<unknown> {
  const request = { uri: uri.toString(), format, target: target.toString() };
  return vscode.commands.executeCommand('servingCost.exportReport', request);
}

async function namesIn(folder: vscode.Uri): Promise<string[]> {
  return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name).sort();
}

describe('Export Report', () => {
  afterEach(cleanUp);

  it('writes each format, with the month of the lens', async () => {
    const document = await openPriced(namedConfig);
    const [lens = ''] = await lensTitles(document);
    const month = /[$€][\d,.]+/.exec(lens)?.[0] ?? 'no month';
    const folder = vscode.Uri.joinPath(document.uri, '..');
    const texts = new Map<string, string>();
    for (const format of ['html', 'markdown', 'csv', 'json', 'sarif']) {
      const target = vscode.Uri.joinPath(folder, `report.${format}`);
      await exportTo(target, format, document.uri);
      texts.set(format, await textOf(target));
    }
    expectThat(texts.get('html')?.includes(`${month}/mo`) === true, 'html');
    expectThat(texts.get('markdown')?.includes(`\\${month}/mo`) === true, 'markdown');
    expectThat(texts.get('markdown')?.includes('(config.yaml#L5)') === true, 'link of markdown');
    const json = JSON.parse(texts.get('json') ?? '') as {
      totals: { expected: number };
      deployments: { file: string }[];
    };
    const rounded = Number(month.replace(/[^\d.]/g, ''));
    expectThat(Math.abs(json.totals.expected / rounded - 1) < 0.01, String(json.totals.expected));
    expectEqual(json.deployments[0]?.file, 'config.yaml', 'file in json');
    expectThat(texts.get('csv')?.includes(String(json.totals.expected)) === true, 'csv');
    expectEqual((JSON.parse(texts.get('sarif') ?? '') as { version: string }).version, '2.1.0', '');
    expectThat(
      (await namesIn(folder)).every((name) => !name.endsWith('.tmp')),
      'temporary files are left',
    );
  });

  it('reports on what is in the buffer, and on the whole folder where one is named', async () => {
    const folder = await createFolder({ 'a.yaml': namedConfig, 'b/c.yaml': namedConfig });
    const target = vscode.Uri.joinPath(folder, 'report.json');
    await exportTo(target, 'json', folder);
    const { deployments } = JSON.parse(await textOf(target)) as { deployments: { file: string }[] };
    expectEqual(deployments.map(({ file }) => file).join(), 'a.yaml,b/c.yaml', 'files');
  });

  it('leaves what was there when the disk does not take it, and asks where else', async () => {
    const folder = await createFolder({ 'a.yaml': namedConfig, 'taken.csv/inside.txt': 'mine' });
    const target = vscode.Uri.joinPath(folder, 'taken.csv');
    void exportTo(target, 'csv', vscode.Uri.joinPath(folder, 'a.yaml'));
    await eventually(
      'no temporary file',
      () => namesIn(folder),
      (names) => names.join() === 'a.yaml,taken.csv',
    );
    expectEqual(await textOf(vscode.Uri.joinPath(target, 'inside.txt')), 'mine', 'text');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('asks what, as what and where, and says that it is there', async () => {
    // A native dialog cannot be answered from here.
    if (vscode.env.uiKind !== vscode.UIKind.Web) return;
    const document = await openPriced(namedConfig);
    const root = vscode.workspace.workspaceFolders?.[0]?.uri ?? document.uri;
    void vscode.commands.executeCommand('servingCost.exportReport');
    // Accepting does nothing until a list is open: the scope, the format, the place, and then whether to open it.
    const [made = ''] = await eventually(
      'report in the workspace folder',
      async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return (await namesIn(root)).filter((name) => name.startsWith('serving-cost-'));
      },
      (names) => names.length > 0,
    );
    const target = vscode.Uri.joinPath(root, made);
    expectEqual(made, 'serving-cost-config.html', 'name');
    expectThat((await textOf(target)).includes('/mo'), 'no month in it');
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await vscode.workspace.fs.delete(target);
  });
});
