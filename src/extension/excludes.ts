import * as vscode from 'vscode';
import { readGlob } from '../core/text/glob.ts';

/**
 * Tells which folders `files.exclude` hides and `search.exclude` leaves out where the given one lies; conditions on
 * siblings are not followed.
 */
export function excludedFolders(folder: vscode.Uri): (place: vscode.Uri) => boolean {
  const root = (vscode.workspace.getWorkspaceFolder(folder)?.uri ?? folder).path.replace(
    /\/?$/,
    '/',
  );
  const hidden = ['files', 'search'].flatMap((section) => {
    const configuration = vscode.workspace.getConfiguration(section, folder);
    const excludes: Readonly<Record<string, unknown>> = configuration.get('exclude', {});
    return Object.entries(excludes).flatMap(([glob, value]) =>
      value === true ? (readGlob(glob) ?? []) : [],
    );
  });
  return ({ path }) => {
    const relative = path.startsWith(root) ? path.slice(root.length) : path;
    return hidden.some((isMeant) => isMeant(relative));
  };
}

/** Whether what git ignores is left out, as the editor's own search is told to do. */
export function usesIgnoreFiles(folder: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration('search', folder).get('useIgnoreFiles', true);
}
