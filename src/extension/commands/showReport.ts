import * as vscode from 'vscode';
import { readTarget, type CalledTarget } from '../../core/index.ts';
import type { AnalysisStore } from '../analysisStore.ts';
import type { Command } from '../commands.ts';
import { folderOf } from '../paths.ts';
import { documentOf } from './target.ts';

/** The report on the folder of a serving config, or on the workspace where no serving config is active. */
export const showReport: Command = async ({ store, reports }, argument) => {
  const target = readTarget(argument);
  const folder = await folderOfTarget(target, store);
  if (folder === null) {
    void vscode.window.showInformationMessage('Open a folder or a saved serving config first.');
    return;
  }
  const { deploymentId = null, page = deploymentId === null ? null : 'deployment' } = target;
  reports.show(folder, page === null ? null : { page, deploymentId });
};

async function folderOfTarget(
  target: CalledTarget,
  store: AnalysisStore,
): Promise<vscode.Uri | null> {
  if (typeof target.folder === 'string') return vscode.Uri.parse(target.folder);
  const document = await documentOf(target);
  const isServing = document !== null && (await store.current(document)) !== null;
  const own = isServing ? folderOf(document.uri) : null;
  return own ?? vscode.workspace.workspaceFolders?.[0]?.uri ?? null;
}
