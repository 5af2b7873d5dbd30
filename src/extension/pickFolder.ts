import * as vscode from 'vscode';

/** A folder of the workspace; asked only where there are several. Null when there is none, or the person leaves. */
export async function pickFolder(placeHolder: string): Promise<vscode.Uri | null> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    void vscode.window.showInformationMessage('Open a folder first.');
    return null;
  }
  if (folders.length === 1) return folders[0]?.uri ?? null;
  const picked = await vscode.window.showWorkspaceFolderPick({ placeHolder });
  return picked?.uri ?? null;
}
