import * as vscode from 'vscode';
import { getWorkspaceStatus } from '../core/index.ts';
import { toMarkdown } from './convert.ts';
import { isEnabled } from './settings.ts';
import type { WorkspaceCosts } from './workspaceCosts.ts';

/** What the workspace costs a month, at the left of the status bar, once somebody had it scanned. */
export function registerWorkspaceStatusBar(workspace: WorkspaceCosts): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(
    'servingCost.workspace',
    vscode.StatusBarAlignment.Left,
    0,
  );
  item.name = 'Serving Cost: Workspace';
  item.command = 'servingCost.showFolderReport';

  function update(): void {
    const { folders } = workspace;
    // The sum of some of the folders is not what the workspace costs.
    const isWanted = folders.some(({ base }) => isEnabled('statusBar', vscode.Uri.parse(base)));
    const status = isWanted ? getWorkspaceStatus(folders) : null;
    if (status === null) {
      item.hide();
      return;
    }
    item.text = `$(server) ${status.text}`;
    item.tooltip = toMarkdown({ kind: 'markdown', value: status.tooltip });
    item.accessibilityInformation = { label: `Serving Cost of the workspace: ${status.text}` };
    item.show();
  }

  return vscode.Disposable.from(
    item,
    workspace.onDidChange(update),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('servingCost.statusBar')) update();
    }),
  );
}
