import * as vscode from 'vscode';
import { isAssumptionsFile } from '../core/cheapLook.ts';
import { getDiagnostics, type Analysis } from '../core/index.ts';
import type { AnalysisStore } from './analysisStore.ts';
import { toDiagnostic } from './convert.ts';
import type { FileViews } from './fileViews.ts';
import { guarded } from './guard.ts';
import type { Output } from './output.ts';
import { scopeOf } from './scope.ts';
import { isEnabled } from './settings.ts';
import type { WorkspaceCosts } from './workspaceCosts.ts';

/** Findings in the Problems panel, for open files alone: nothing is left behind when a file closes. */
export function registerDiagnostics(
  store: AnalysisStore,
  views: FileViews,
  workspace: WorkspaceCosts,
  output: Output,
): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('serving-cost');

  async function publish(document: vscode.TextDocument): Promise<null> {
    const { uri, version } = document;
    const analysis = isEnabled('diagnostics', uri) ? await analysisOf(document) : null;
    if (document.isClosed || document.version !== version) return null;
    if (analysis === null) collection.delete(uri);
    else collection.set(uri, getDiagnostics(analysis, uri.toString()).map(toDiagnostic));
    return null;
  }

  /**
   * A budget of several deployments holds for all that lie below its file: once the workspace was scanned, what the whole of it
   * comes to is said, and not what the folder of the file alone does.
   */
  async function analysisOf(document: vscode.TextDocument): Promise<Analysis | null> {
    const uri = document.uri.toString();
    const whole = isAssumptionsFile(uri) ? await workspace.current(uri) : null;
    return whole ?? (await views.of(document))?.settled ?? null;
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
    workspace.onDidChange(() => {
      for (const document of vscode.workspace.textDocuments) {
        if (document.isClosed || !isAssumptionsFile(document.uri.toString())) continue;
        void guarded(output, 'diagnostics', () => publish(document));
      }
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      collection.delete(uri);
    }),
  );
}
