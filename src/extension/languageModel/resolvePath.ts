import * as vscode from 'vscode';
import { isBelow, nameOf } from '../paths.ts';

/** A file or folder of the workspace. */
export interface WorkspacePath {
  readonly uri: vscode.Uri;
  readonly isFolder: boolean;
}

/**
 * The file or folder that a language model means: a URI, an absolute path, or a path relative to a workspace folder,
 * perhaps with the folder's name before it. Says what is wrong with one that is not there or not in the workspace.
 */
export async function resolvePath(
  given: string,
): Promise<WorkspacePath | { readonly refused: string }> {
  const inside = candidates(given).filter(isInWorkspace);
  if (inside.length === 0) return { refused: `${given} is not in the workspace.` };
  for (const uri of inside) {
    try {
      const { type } = await vscode.workspace.fs.stat(uri);
      return { uri, isFolder: (type & vscode.FileType.Directory) !== 0 };
    } catch {
      // Not this one.
    }
  }
  return { refused: `${given}: no such file or folder.` };
}

function candidates(given: string): readonly vscode.Uri[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(given)) return [vscode.Uri.parse(given)];
  const path = given.replaceAll('\\', '/');
  // On the disk of the workspace, which need not be the one of this machine.
  if (/^(\/|[a-z]:\/)/i.test(path)) {
    const absolute = path.startsWith('/') ? path : `/${path}`;
    return folders.slice(0, 1).map(({ uri }) => vscode.Uri.joinPath(uri.with({ path: absolute })));
  }
  const [first, ...rest] = path.split('/');
  return [
    ...folders
      .filter(({ name, uri }) => folders.length > 1 && (name === first || nameOf(uri) === first))
      .map(({ uri }) => vscode.Uri.joinPath(uri, ...rest)),
    ...folders.map(({ uri }) => vscode.Uri.joinPath(uri, path)),
  ];
}

function isInWorkspace(uri: vscode.Uri): boolean {
  const text = uri.toString().replace(/\/$/, '');
  return (vscode.workspace.workspaceFolders ?? []).some((folder) => {
    const base = folder.uri.toString().replace(/\/$/, '');
    return text === base || isBelow(text, base);
  });
}
