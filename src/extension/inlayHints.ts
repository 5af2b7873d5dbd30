import * as vscode from 'vscode';
import { lineFactKinds } from '../core/index.ts';
import type { AnalysisStore } from './analysisStore.ts';
import { fromRange, toInlayHint } from './convert.ts';
import { servingSelector } from './documents.ts';
import type { FileViews } from './fileViews.ts';
import { guarded } from './guard.ts';
import type { Output } from './output.ts';
import { isEnabled, isHintKindEnabled } from './settings.ts';

/** Behind a line: what that line costs or allows. */
export function registerInlayHints(
  store: AnalysisStore,
  views: FileViews,
  output: Output,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.InlayHintsProvider = {
    onDidChangeInlayHints: changed.event,
    provideInlayHints: (document, range, token) =>
      guarded(output, 'inlay hints', async () => {
        if (!isEnabled('inlayHints', document.uri)) return null;
        const view = await views.of(document);
        if (view === null || token.isCancellationRequested) return null;
        const kinds = new Set(
          lineFactKinds.filter((kind) => isHintKindEnabled(kind, document.uri)),
        );
        return view.inlayHints(fromRange(range), { kinds }).map(toInlayHint);
      }),
  };
  return vscode.Disposable.from(
    changed,
    store.onDidChange(({ cause }) => {
      if (cause === 'world') changed.fire();
    }),
    vscode.languages.registerInlayHintsProvider(servingSelector, provider),
  );
}
