import * as vscode from 'vscode';
import { cleanUp, openConfig, unnamedConfig } from '../configs.ts';
import { eventually, expectThat } from '../expect.ts';
import { lensTitles } from '../surfaces.ts';

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
});
