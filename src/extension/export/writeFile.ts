import * as vscode from 'vscode';
import { nameOf } from '../paths.ts';

/** Disks on which a file can be moved over another one in one step. */
const movable: ReadonlySet<string> = new Set(['file', 'vscode-remote']);

/**
 * Replaces the whole content of a file or leaves it as it was, where the disk allows that: the text is written beside it
 * and moved over it.
 *
 * @throws what the disk says.
 */
export async function writeWholeFile(target: vscode.Uri, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  if (!movable.has(target.scheme) || (await isLink(target))) {
    await vscode.workspace.fs.writeFile(target, bytes);
    return;
  }
  const beside = vscode.Uri.joinPath(target, '..', `.${nameOf(target)}.${Date.now()}.tmp`);
  try {
    await vscode.workspace.fs.writeFile(beside, bytes);
    await vscode.workspace.fs.rename(beside, target, { overwrite: true });
  } catch (error) {
    await vscode.workspace.fs.delete(beside).then(undefined, () => undefined);
    throw error;
  }
}

/** What stands behind a link is what somebody wants to be written. */
async function isLink(target: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(target)).type & vscode.FileType.SymbolicLink) !== 0;
  } catch {
    return false;
  }
}
