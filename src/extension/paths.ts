import * as vscode from 'vscode';

/** The folder that holds the file; an untitled text lies in the first workspace folder, or nowhere. */
export function folderOf(uri: vscode.Uri): vscode.Uri | null {
  if (uri.scheme === 'untitled') return vscode.workspace.workspaceFolders?.[0]?.uri ?? null;
  return vscode.Uri.joinPath(uri, '..');
}

/** True when `uri` lies in the folder, however deep. */
export function isBelow(uri: string, folder: string): boolean {
  return uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** Last part of the path, for people. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path.split('/').filter(Boolean).at(-1) ?? uri.path;
}

/** The folder and those above it, nearest first: up to its workspace folder, or to the root outside of one. */
export function foldersUpward(folder: vscode.Uri): readonly vscode.Uri[] {
  const top = vscode.workspace.getWorkspaceFolder(folder)?.uri.path.replace(/\/$/, '') ?? '';
  const folders: vscode.Uri[] = [];
  let current = folder;
  while (folders.length < 32) {
    folders.push(current);
    const above = vscode.Uri.joinPath(current, '..');
    if (current.path.replace(/\/$/, '') === top || above.path === current.path) break;
    current = above;
  }
  return folders;
}
