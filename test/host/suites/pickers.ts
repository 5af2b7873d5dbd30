import * as vscode from 'vscode';
import { cleanUp, namedConfig, openConfig, unnamedConfig } from '../configs.ts';
import { eventually, expectEqual, expectThat } from '../expect.ts';
import { lensTitles, openPriced, pickedDiffs } from '../surfaces.ts';

describe('lists to choose from', () => {
  afterEach(cleanUp);

  it('Choose Accelerator asks which and where, and writes the choice', async () => {
    const { document } = await openConfig(unnamedConfig);
    await eventually(
      'lens',
      () => lensTitles(document),
      ([first = '']) => first.includes('not named'),
    );
    const done = vscode.commands.executeCommand('servingCost.chooseAccelerator');
    // Accepting does nothing until a list is open: first the accelerators, then the places.
    const [title = ''] = await eventually(
      'lens of the choice',
      async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return lensTitles(document);
      },
      ([first = 'not named']) => !first.includes('not named'),
    );
    await done;
    expectThat(title.includes('/mo'), title);
    expectThat(document.getText().startsWith('# keep this comment\n'), document.getText());
  });

  it('Optimize Deployment lists plans, shows the one that is picked as a diff, and edits nothing yet', async () => {
    const document = await openPriced(namedConfig);
    const before = document.getText();
    void vscode.commands.executeCommand('servingCost.optimizeDeployment', {
      uri: document.uri.toString(),
    });
    const [diff] = await pickedDiffs('diff of the plan');
    const input = diff?.input;
    expectThat(input instanceof vscode.TabInputTextDiff, 'no diff');
    const planned = await vscode.workspace.openTextDocument(input.modified);
    expectThat(planned.getText() !== before, 'the plan changes nothing');
    expectThat(planned.getText().startsWith('# keep this comment\n'), planned.getText());
    expectEqual(document.getText(), before, 'text of the file');
    await vscode.commands.executeCommand('notifications.clearAll');
  });
});
