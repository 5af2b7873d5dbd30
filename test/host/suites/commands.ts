import * as vscode from 'vscode';
import { cleanUp, namedConfig } from '../configs.ts';
import { eventually, expectEqual, expectThat } from '../expect.ts';
import { openPriced, openTabs } from '../surfaces.ts';

const reports = (): readonly vscode.Tab[] =>
  openTabs().filter(
    ({ input }) =>
      input instanceof vscode.TabInputWebview && input.viewType.endsWith('servingCost.report'),
  );

describe('commands', () => {
  afterEach(cleanUp);

  it('Show Report opens one panel for the folder and brings it back', async () => {
    const document = await openPriced(namedConfig);
    const target = { uri: document.uri.toString(), deploymentId: null };
    await vscode.commands.executeCommand('servingCost.showReport', target);
    await vscode.commands.executeCommand('servingCost.showReport', target);
    const open = await eventually('panel', reports, (tabs) => tabs.length > 0);
    expectEqual(open.length, 1, 'panels');
    expectThat(open[0]?.label.startsWith('Serving Cost') === true, open[0]?.label ?? '');
  });

  it('Compare Instances opens the report of the folder at the deployment under the cursor', async () => {
    const document = await openPriced(namedConfig);
    await vscode.commands.executeCommand('servingCost.compareInstances');
    const open = await eventually('panel', reports, (tabs) => tabs.length > 0);
    expectEqual(open.length, 1, 'panels');
    expectEqual(document.isDirty, false, 'edited');
  });

  it('Set Workload makes an assumptions file that is read', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
    const made = vscode.Uri.joinPath(folder, '.servingcost.yaml');
    try {
      await openPriced(namedConfig);
      await vscode.commands.executeCommand('servingCost.setWorkload');
      const editor = await eventually(
        'the new file',
        () => vscode.window.activeTextEditor,
        (active) => active?.document.uri.toString() === made.toString(),
      );
      expectThat(/^ {2}requestsPerSecond: 1\b/m.test(editor?.document.getText() ?? ''), 'no rate');
      await eventually(
        'no mistake in the new file',
        () => vscode.languages.getDiagnostics(made),
        (found) => found.length === 0,
      );
    } finally {
      await vscode.workspace.fs.delete(made);
    }
  });

  it('Apply Fix edits nothing when the text has moved on', async () => {
    const document = await openPriced(namedConfig);
    const before = document.getText();
    await vscode.commands.executeCommand('servingCost.applyFix', {
      uri: document.uri.toString(),
      fixId: 'a fix of another text',
    });
    expectEqual(document.getText(), before, 'text');
  });

  it('what nobody can understand is ignored', async () => {
    await vscode.commands.executeCommand('servingCost.applyFix', { uri: 7, fixId: {} });
    await vscode.commands.executeCommand('servingCost.showFixes', 'not a target');
    await vscode.commands.executeCommand('servingCost.chooseAccelerator', { uri: ':::' });
  });
});
