import * as vscode from 'vscode';
import { commandIds, getStatusBarText } from '../core/index.ts';
import type { AnalysisStore } from './analysisStore.ts';
import { toMarkdown } from './convert.ts';
import { guarded } from './guard.ts';
import type { Output } from './output.ts';
import { isEnabled } from './settings.ts';

/** What the active file costs a month, at the right of the status bar; hidden for every other file. */
export function registerStatusBar(store: AnalysisStore, output: Output): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(
    'servingCost.file',
    vscode.StatusBarAlignment.Right,
    100,
  );
  item.name = 'Serving Cost';

  async function update(): Promise<null> {
    const document = vscode.window.activeTextEditor?.document;
    const analysis = document === undefined ? null : await store.current(document);
    // Typing or another editor overtook this answer: theirs is coming.
    if (vscode.window.activeTextEditor?.document !== document) return null;
    const status =
      document === undefined || analysis === null
        ? null
        : getStatusBarText(analysis, document.uri.toString());
    await vscode.commands.executeCommand(
      'setContext',
      'servingCost.hasDeployments',
      status !== null,
    );
    if (document === undefined || status === null || !isEnabled('statusBar', document.uri)) {
      item.hide();
      return null;
    }
    item.text = status.text;
    item.tooltip = toMarkdown({ kind: 'markdown', value: status.tooltip });
    item.command = {
      title: 'Show Report',
      command: commandIds.showReport,
      arguments: [{ uri: document.uri.toString(), deploymentId: null }],
    };
    item.accessibilityInformation = { label: `Serving Cost: ${status.text}` };
    item.show();
    return null;
  }

  const refresh = (): void => {
    void guarded(output, 'status bar', update);
  };
  refresh();
  return vscode.Disposable.from(
    item,
    store.onDidChange(refresh),
    vscode.window.onDidChangeActiveTextEditor(refresh),
  );
}
