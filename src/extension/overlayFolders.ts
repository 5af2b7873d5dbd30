import * as vscode from 'vscode';
import { overlayFolders as foldersBuiltWith, type FolderTree } from '../host/overlayFolders.ts';

/** Folders of the workspace that a kustomization in `folder` is built together with. */
export function overlayFolders(
  folder: vscode.Uri,
  token: vscode.CancellationToken,
): Promise<readonly vscode.Uri[]> {
  return foldersBuiltWith(folder, tree, () => token.isCancellationRequested);
}

const tree: FolderTree<vscode.Uri> = {
  key: (folder) => folder.toString(),
  join: (folder, path) => vscode.Uri.joinPath(folder, path),
  isOutside: (folder) => vscode.workspace.getWorkspaceFolder(folder) === undefined,
  async folders(folder) {
    try {
      return (await vscode.workspace.fs.readDirectory(folder))
        .filter(([, type]) => type === vscode.FileType.Directory)
        .map(([name]) => vscode.Uri.joinPath(folder, name));
    } catch {
      return [];
    }
  },
  async read(folder, name) {
    try {
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name));
      return new TextDecoder().decode(bytes);
    } catch {
      // No such file, or not ours to read: the same as not being there.
      return null;
    }
  },
};
