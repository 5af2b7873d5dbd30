import type * as vscode from 'vscode';
import { isAssumptionsFile } from '../../core/cheapLook.ts';
import { isConfigName } from '../documents.ts';
import { excludedFolders } from '../excludes.ts';
import { isBelow } from '../paths.ts';

/**
 * Which files a scan of the folder would read, if they were there: a commit may have files that are gone. What git ignores is
 * in no commit.
 */
export function seenFiles(
  folder: vscode.Uri,
  covers: (uri: string) => boolean,
): (uri: vscode.Uri) => boolean {
  const isExcluded = excludedFolders(folder);
  return (uri) => {
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    if (!isConfigName(name) || !covers(uri.toString())) return false;
    if (isAssumptionsFile(uri.toString()) && !isBelow(uri.toString(), folder.toString()))
      return true;
    const ways = uri.path.slice(folder.path.length).split('/').slice(0, -1);
    if (ways.some((part) => part === 'node_modules' || part.startsWith('.'))) return false;
    return !foldersBetween(folder, uri).some(isExcluded);
  };
}

/** The folders that a file lies in, below the given one. */
function foldersBetween(folder: vscode.Uri, uri: vscode.Uri): readonly vscode.Uri[] {
  const root = folder.path.replace(/\/$/, '');
  const parts = uri.path
    .slice(root.length + 1)
    .split('/')
    .slice(0, -1);
  return parts.map((_, index) =>
    uri.with({ path: `${root}/${parts.slice(0, index + 1).join('/')}` }),
  );
}
