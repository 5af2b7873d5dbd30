import * as vscode from 'vscode';
import type { Command } from '../commands.ts';
import { section } from '../settings.ts';

/** Switches inlay hints off or on, where that is set already, else for the person. */
export const toggleHints: Command = async () => {
  const name = 'inlayHints.enabled';
  const resource = vscode.window.activeTextEditor?.document.uri ?? null;
  const configuration = vscode.workspace.getConfiguration(section, resource);
  const set = configuration.inspect<boolean>(name);
  const target =
    set?.workspaceFolderValue !== undefined
      ? vscode.ConfigurationTarget.WorkspaceFolder
      : set?.workspaceValue !== undefined
        ? vscode.ConfigurationTarget.Workspace
        : vscode.ConfigurationTarget.Global;
  await configuration.update(name, !configuration.get<boolean>(name, true), target);
};
