import * as vscode from 'vscode';
import { assumptionsFileNames } from '../../core/cheapLook.ts';
import { readTarget } from '../../core/index.ts';
import type { Command } from '../commands.ts';
import { folderOf, foldersUpward } from '../paths.ts';
import { mayWrite } from '../trust.ts';
import { documentOf } from './target.ts';
import { workloadTemplate } from './workloadTemplate.ts';

/** Opens the assumptions file that holds for the active config, or makes one in the workspace folder. */
export const setWorkload: Command = async ({ store }, argument) => {
  const document = await documentOf(readTarget(argument));
  const folder =
    (document === null ? null : folderOf(document.uri)) ??
    vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined) {
    void vscode.window.showInformationMessage('Open a folder or a saved serving config first.');
    return;
  }
  const known = await findUpward(folder);
  if (known === null && !mayWrite()) return;
  const names =
    (document === null ? null : await store.current(document))?.deployments.map(
      ({ deployment }) => deployment.name,
    ) ?? [];
  const place = vscode.workspace.getWorkspaceFolder(folder)?.uri ?? folder;
  const uri = known ?? (await create(place, workloadTemplate(names)));
  // Not through the API's documents, which VS Code keeps open for minutes after their editor has closed.
  await vscode.commands.executeCommand('vscode.open', uri);
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri.toString()) return;
  const offset = editor.document.getText().indexOf('requestsPerSecond');
  const at = editor.document.positionAt(Math.max(0, offset));
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at));
};

async function findUpward(folder: vscode.Uri): Promise<vscode.Uri | null> {
  for (const above of foldersUpward(folder)) {
    for (const name of assumptionsFileNames) {
      const uri = vscode.Uri.joinPath(above, name);
      try {
        await vscode.workspace.fs.stat(uri);
        return uri;
      } catch {
        // Not here; look further up.
      }
    }
  }
  return null;
}

async function create(folder: vscode.Uri, text: string): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(folder, assumptionsFileNames[0]);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}
