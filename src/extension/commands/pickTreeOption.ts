import * as vscode from 'vscode';
import type { TreeOptions } from '../../core/report/tree/treeModel.ts';
import type { Command } from '../commands.ts';
import { treeChoices } from '../treeOptions.ts';

/** A command that offers the choices of one option of the view, the present one marked. */
export function pickTreeOption(name: keyof TreeOptions, title: string): Command {
  return async ({ treeOptions }) => {
    const items = treeChoices[name].map(([value, label]) => ({
      label,
      value,
      ...(value === treeOptions.now[name] ? { description: 'now' } : {}),
    }));
    const picked = await vscode.window.showQuickPick(items, { title });
    if (picked !== undefined) treeOptions.choose({ [name]: picked.value });
  };
}
