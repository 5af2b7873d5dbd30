import * as vscode from 'vscode';

const manage = 'Manage Workspace Trust';

/** Whether files may be edited or made; in a workspace that is not trusted the person is told why not. */
export function mayWrite(): boolean {
  if (vscode.workspace.isTrusted) return true;
  const said = 'This workspace is in Restricted Mode: nothing was edited.';
  void vscode.window.showWarningMessage(said, manage).then((answer) => {
    if (answer === manage) void vscode.commands.executeCommand('workbench.trust.manage');
  });
  return false;
}
