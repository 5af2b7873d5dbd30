import * as vscode from 'vscode';
import { getDiagnostics } from '../core/index.ts';
import type { AnalysisStore } from './analysisStore.ts';
import { toDiagnostic } from './convert.ts';
import type { FileViews } from './fileViews.ts';
import { guarded } from './guard.ts';
import type { Output } from './output.ts';
import { scopeOf } from './scope.ts';
import { isEnabled } from './settings.ts';

/** Findings in the Problems panel, for open files alone: nothing is left behind when a file closes. */
export function registerDiagnostics(
  store: AnalysisStore,
  views: FileViews,
  output: Output,
): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('serving-cost');

  async function publish(document: vscode.TextDocument): Promise<null> {
    const { uri, version } = document;
    const view = isEnabled('diagnostics', uri) ? await views.of(document) : null;
    if (document.isClosed || document.version !== version) return null;
    if (view === null) collection.delete(uri);
    else collection.set(uri, getDiagnostics(view.settled, uri.toString()).map(toDiagnostic));
    return null;
  }

  return vscode.Disposable.from(
    collection,
    store.onDidChange(({ scope }) => {
      for (const document of vscode.workspace.textDocuments) {
        // A report of a whole tree covers the file too; the file's own folder decides.
        if (document.isClosed || scopeOf(document.uri).key !== scope.key) continue;
        void guarded(output, 'diagnostics', () => publish(document));
      }
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      collection.delete(uri);
    }),
  );
}
