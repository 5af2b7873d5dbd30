import * as vscode from 'vscode';
import { readTarget } from '../../core/index.ts';
import type { Command } from '../commands.ts';
import { folderOf } from '../paths.ts';
import { documentOf } from './target.ts';

/** The report on the folder of a serving config, or on the workspace where no serving config is active. */
export const showReport: Command = async ({ store, reports }, argument) => {
  const target = readTarget(argument);
  const document = await documentOf(target);
  const isServing = document !== null && (await store.current(document)) !== null;
  const folder =
    (isServing ? folderOf(document.uri) : null) ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined) {
    void vscode.window.showInformationMessage('Open a folder or a saved serving config first.');
    return;
  }
  const { deploymentId = null, page = deploymentId === null ? null : 'deployment' } = target;
  reports.show(folder, page === null ? null : { page, deploymentId });
};
