import * as vscode from 'vscode';
import { cleanUp, createFolder, namedConfig, replaceText } from '../configs.ts';
import { eventually, expectEqual, expectThat } from '../expect.ts';
import { openTabs } from '../surfaces.ts';

/** What Copy as Markdown says of all deployments: the rows of the tree, as people would paste them. */
async function copiedRows(): Promise<readonly string[]> {
  await vscode.env.clipboard.writeText('');
  await vscode.commands.executeCommand('servingCost.copyAsMarkdown');
  const text = await vscode.env.clipboard.readText();
  return text.split('\n').slice(2).filter(Boolean);
}

const rowOf = (rows: readonly string[], name: string): string | undefined =>
  rows.find((row) => row.startsWith(`| ${name} `));

describe('the view of the workspace', () => {
  afterEach(cleanUp);

  it('finds every deployment below the workspace, and none in folders that are left out', async () => {
    await createFolder({
      'deep/er/one.yaml': namedConfig.replace('name: chat', 'name: deep-one'),
      'node_modules/two.yaml': namedConfig.replace('name: chat', 'name: not-mine'),
      'ignored/three.yaml': namedConfig.replace('name: chat', 'name: ignored'),
      '.gitignore': 'ignored/\n',
    });
    await vscode.commands.executeCommand('servingCost.scanWorkspace');
    const rows = await copiedRows();
    expectThat(rowOf(rows, 'deep-one')?.includes('/mo') === true, rows.join('\n'));
    expectEqual([rowOf(rows, 'not-mine'), rowOf(rows, 'ignored')], [null, null], 'left out');
  });

  it('follows what is typed, written, added and deleted, also a whole folder', async () => {
    const folder = await createFolder({
      'a.yaml': namedConfig.replace('name: chat', 'name: first'),
    });
    await vscode.commands.executeCommand('servingCost.scanWorkspace');
    const before = rowOf(await copiedRows(), 'first');
    expectThat(before !== undefined, 'not found');

    await vscode.commands.executeCommand('vscode.open', vscode.Uri.joinPath(folder, 'a.yaml'));
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) throw new Error('not opened');
    await replaceText(editor, 'replicas: 2', 'replicas: 7');
    await eventually('typed', copiedRows, (rows) => {
      const row = rowOf(rows, 'first');
      return row !== undefined && row !== before && row.includes('7 ×');
    });

    const bytes = new TextEncoder().encode(namedConfig.replace('name: chat', 'name: second'));
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, 'sub/b.yaml'), bytes);
    await eventually('added', copiedRows, (rows) => rowOf(rows, 'second') !== undefined);

    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, 'sub'), { recursive: true });
    await eventually('deleted', copiedRows, (rows) => rowOf(rows, 'second') === undefined);
  });

  it('reads nothing that git ignores when it changes', async () => {
    const folder = await createFolder({ '.gitignore': 'out/\n', 'a.yaml': namedConfig });
    await vscode.commands.executeCommand('servingCost.scanWorkspace');
    const bytes = (name: string): Uint8Array =>
      new TextEncoder().encode(namedConfig.replace('name: chat', `name: ${name}`));
    const ignored = vscode.Uri.joinPath(folder, 'out/b.yaml');
    await vscode.workspace.fs.writeFile(ignored, bytes('generated'));
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, 'c.yaml'), bytes('written'));
    const rows = await eventually(
      'written',
      copiedRows,
      (now) => rowOf(now, 'written') !== undefined,
    );
    expectEqual(rowOf(rows, 'generated'), undefined, 'an ignored file');
  });

  it('holds a budget against all folders, at the line that states it', async () => {
    const folder = await createFolder({
      'a/one.yaml': namedConfig,
      'b/two.yaml': namedConfig.replace('name: chat', 'name: two'),
      // Each costs about $1,710.
      '.servingcost.yaml': 'policies:\n  budgets:\n    total: 2500\n',
    });
    const uri = vscode.Uri.joinPath(folder, '.servingcost.yaml');
    await vscode.commands.executeCommand('vscode.open', uri);
    const budgets = (): readonly vscode.Diagnostic[] =>
      vscode.languages.getDiagnostics(uri).filter(({ code }) => code === 'policy-budget');
    await vscode.commands.executeCommand('servingCost.scanWorkspace');
    const found = await eventually('budget', budgets, (all) => all.length > 0);
    const messages = found.map(({ message }) => message).join();
    expectThat(messages.includes('over 2 deployments'), messages);
    expectEqual(
      found.map(({ range }) => range.start.line),
      [2],
      'line',
    );
  });

  it('opens the report of the workspace and that of a folder', async () => {
    const folder = await createFolder({ 'a.yaml': namedConfig });
    await vscode.commands.executeCommand('servingCost.showFolderReport', folder);
    const name = folder.path.slice(folder.path.lastIndexOf('/') + 1);
    await eventually('report of the folder', openTabs, (tabs) =>
      tabs.some(({ label }) => label.includes(name)),
    );
    await vscode.commands.executeCommand('servingCost.showFolderReport');
    const workspace = vscode.workspace.workspaceFolders?.[0]?.name ?? '';
    await eventually('report of the workspace', openTabs, (tabs) =>
      tabs.some(({ label }) => label === `Serving Cost: ${workspace}`),
    );
  });

  it('stops a scan and shows no part of a cost', async () => {
    await createFolder({ 'a.yaml': namedConfig });
    const scan = vscode.commands.executeCommand('servingCost.scanWorkspace');
    await vscode.commands.executeCommand('servingCost.stopScan');
    await scan;
    await vscode.commands.executeCommand('servingCost.scanWorkspace');
    expectThat((await copiedRows()).length > 0, 'a scan after a stopped one finds nothing');
  });
});

describe('commands of the palette', () => {
  afterEach(cleanUp);

  it('Toggle Inlay Hints switches them off and on again', async () => {
    const enabled = (): boolean =>
      vscode.workspace.getConfiguration('servingCost').get('inlayHints.enabled', true);
    expectEqual(enabled(), true, 'at first');
    await vscode.commands.executeCommand('servingCost.toggleHints');
    expectEqual(enabled(), false, 'switched off');
    await vscode.commands.executeCommand('servingCost.toggleHints');
    expectEqual(enabled(), true, 'switched on');
    await vscode.workspace
      .getConfiguration('servingCost')
      .update('inlayHints.enabled', undefined, vscode.ConfigurationTarget.Global);
  });

  it('take the file that a menu of the explorer was opened on', async () => {
    const folder = await createFolder({ 'a.yaml': namedConfig });
    await vscode.commands.executeCommand(
      'servingCost.showReport',
      vscode.Uri.joinPath(folder, 'a.yaml'),
    );
    const name = folder.path.slice(folder.path.lastIndexOf('/') + 1);
    await eventually('report', openTabs, (tabs) => tabs.some(({ label }) => label.includes(name)));
  });

  it('open the walkthrough and the settings', async () => {
    await vscode.commands.executeCommand('servingCost.openWalkthrough');
    await vscode.commands.executeCommand('servingCost.openSettings');
    await eventually('settings', openTabs, (tabs) =>
      tabs.some(({ label }) => label === 'Settings'),
    );
  });

  it('leave alone what is no node of the view', async () => {
    for (const argument of [undefined, 7, { id: 7 }, { id: 'none' }]) {
      await vscode.commands.executeCommand('servingCost.openDeployment', argument);
    }
    expectEqual(openTabs().length, 0, 'tabs');
  });
});
