import * as vscode from 'vscode';
import { readTarget } from '../../core/index.ts';
import type { Command } from '../commands.ts';

/** The report on a folder: the one a menu was opened on, else one of the workspace. */
export const showFolderReport: Command = async ({ reports }, argument) => {
  const { folder: named, uri } = readTarget(argument);
  const meant = named ?? uri;
  const folder = meant === undefined ? await pickFolder() : vscode.Uri.parse(meant);
  if (folder !== null) reports.show(folder, null);
};

/** Asked only where there are several. */
async function pickFolder(): Promise<vscode.Uri | null> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    void vscode.window.showInformationMessage('Open a folder first.');
    return null;
  }
  if (folders.length === 1) return folders[0]?.uri ?? null;
  const picked = await vscode.window.showWorkspaceFolderPick({
    placeHolder: 'The report of which folder?',
  });
  return picked?.uri ?? null;
}
