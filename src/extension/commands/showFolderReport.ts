import * as vscode from 'vscode';
import { readTarget } from '../../core/index.ts';
import type { Command } from '../commands.ts';
import { pickFolder } from '../pickFolder.ts';

/** The report on a folder: the one a menu was opened on, else one of the workspace. */
export const showFolderReport: Command = async ({ reports }, argument) => {
  const { folder: named, uri } = readTarget(argument);
  const meant = named ?? uri;
  const folder =
    meant === undefined ? await pickFolder('The report of which folder?') : vscode.Uri.parse(meant);
  if (folder !== null) reports.show(folder, null);
};
