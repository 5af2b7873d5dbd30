import * as vscode from 'vscode';

interface PickOptions<T> {
  readonly title: string;
  readonly placeholder: string;
  /** Where the list starts: what was picked last time. */
  readonly isActive: (value: T) => boolean;
  /** Position among the questions of one command, from 1. */
  readonly step?: readonly [number, of: number];
}

interface PickItem<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** One of a list, the arrow already on what is likely; undefined when the person leaves. */
export function pickOne<T>(
  items: readonly PickItem<T>[],
  { title, placeholder, isActive, step }: PickOptions<T>,
): Promise<T | undefined> {
  const pick = vscode.window.createQuickPick<PickItem<T>>();
  pick.title = title;
  pick.placeholder = placeholder;
  if (step !== undefined) [pick.step, pick.totalSteps] = step;
  pick.items = items;
  const active = items.find(({ value }) => isActive(value)) ?? items[0];
  if (active !== undefined) pick.activeItems = [active];
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const [picked] = pick.selectedItems;
      if (picked === undefined) return;
      resolve(picked.value);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
