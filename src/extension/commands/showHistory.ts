import * as vscode from 'vscode';
import { readTarget } from '../../core/index.ts';
import type { Command } from '../commands.ts';
import { widestFolder } from './target.ts';

/** The page of the report on what the configs cost over time. */
export const showHistory: Command = async ({ reviews, reports }, argument) => {
  const folder = await widestFolder(readTarget(argument));
  if (folder === null || (await reviews.repositoryOf(folder)) === null) {
    void vscode.window.showInformationMessage('There is no git repository here with a history.');
    return;
  }
  reports.show(folder, { page: 'history', deploymentId: null });
};
