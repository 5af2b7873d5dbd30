import * as vscode from 'vscode';
import type { TreeOptions } from '../core/report/tree/treeModel.ts';

/** What can be chosen about the view, the usual first, in the words of its lists. */
export const treeChoices: {
  readonly [Name in keyof TreeOptions]: readonly (readonly [TreeOptions[Name], string])[];
} = {
  grouping: [
    ['folder', 'Folder'],
    ['team', 'Team'],
    ['format', 'Format'],
  ],
  order: [
    ['cost', 'Cost'],
    ['name', 'Name'],
    ['saving', 'Saving'],
  ],
  filter: [
    ['all', 'All deployments'],
    ['savings', 'Only with savings'],
    ['problems', 'Only with errors or warnings'],
  ],
};

const key = 'servingCost.treeOptions';

/** The choices, kept for the workspace. */
export interface KeptTreeOptions {
  readonly now: TreeOptions;
  choose(choice: Partial<TreeOptions>): void;
  readonly onDidChange: vscode.Event<void>;
}

/** What was kept by another version, or by hand, counts as far as it can still be chosen. */
export function keptTreeOptions(memory: vscode.Memento): KeptTreeOptions {
  const changed = new vscode.EventEmitter<void>();
  const kept: Partial<Record<string, unknown>> = memory.get(key, {});
  const known = <Value>(choices: readonly (readonly [Value, string])[], value: unknown): Value => {
    const [usual] = choices;
    const found = choices.find(([each]) => each === value) ?? usual;
    if (found === undefined) throw new Error('nothing to choose from');
    return found[0];
  };
  let now: TreeOptions = {
    grouping: known(treeChoices.grouping, kept.grouping),
    order: known(treeChoices.order, kept.order),
    filter: known(treeChoices.filter, kept.filter),
  };
  return {
    get now() {
      return now;
    },
    choose: (choice) => {
      now = { ...now, ...choice };
      void memory.update(key, now);
      changed.fire();
    },
    onDidChange: changed.event,
  };
}
