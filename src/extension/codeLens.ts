import * as vscode from 'vscode';
import type { AnalysisStore } from './analysisStore.ts';
import { toCodeLens } from './convert.ts';
import { servingSelector } from './documents.ts';
import type { FileViews } from './fileViews.ts';
import { guarded } from './guard.ts';
import type { Output } from './output.ts';
import { isEnabled } from './settings.ts';

/** One line above each deployment: what it costs, and what can be saved. */
export function registerCodeLens(
  store: AnalysisStore,
  views: FileViews,
  output: Output,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: (document, token) =>
      guarded(output, 'code lens', async () => {
        if (!isEnabled('codeLens', document.uri)) return null;
        const view = await views.of(document);
        if (view === null || token.isCancellationRequested) return null;
        return view.codeLenses().map(toCodeLens);
      }),
  };
  return vscode.Disposable.from(
    changed,
    // After typing VS Code asks by itself; another request would only make the lenses flicker.
    store.onDidChange(({ cause }) => {
      if (cause === 'world') changed.fire();
    }),
    vscode.languages.registerCodeLensProvider(servingSelector, provider),
  );
}
