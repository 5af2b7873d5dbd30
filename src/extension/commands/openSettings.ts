import * as vscode from 'vscode';
import type { Command } from '../commands.ts';

export const openSettings: Command = async () => {
  const query = '@ext:serving-cost.serving-cost';
  await vscode.commands.executeCommand('workbench.action.openSettings', query);
};
