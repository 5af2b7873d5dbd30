import * as vscode from 'vscode';
import type { Command } from '../commands.ts';

export const openWalkthrough: Command = async () => {
  await vscode.commands.executeCommand(
    'workbench.action.openWalkthrough',
    'serving-cost.serving-cost#start',
    false,
  );
};
