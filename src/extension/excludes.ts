import * as vscode from 'vscode';
import { globToRegExp } from './glob.ts';

/** Tells which folders `files.exclude` hides where the given one lies; conditions on siblings are not followed. */
export function excludedFolders(folder: vscode.Uri): (place: vscode.Uri) => boolean {
  const root = (vscode.workspace.getWorkspaceFolder(folder)?.uri ?? folder).path.replace(
    /\/?$/,
    '/',
  );
  const files = vscode.workspace.getConfiguration('files', folder);
  const excludes: Readonly<Record<string, unknown>> = files.get('exclude', {});
  const hidden = Object.entries(excludes).flatMap(([glob, value]) =>
    value === true ? (globToRegExp(glob) ?? []) : [],
  );
  return ({ path }) => {
    const relative = path.startsWith(root) ? path.slice(root.length) : path;
    return hidden.some((pattern) => pattern.test(relative));
  };
}
