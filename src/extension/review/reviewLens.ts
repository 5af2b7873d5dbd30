import * as vscode from 'vscode';
import { getReviewLenses } from '../../core/index.ts';
import type { AnalysisStore } from '../analysisStore.ts';
import { toCodeLens } from '../convert.ts';
import { servingSelector } from '../documents.ts';
import { guarded } from '../guard.ts';
import type { Output } from '../output.ts';
import { scopeOf } from '../scope.ts';
import { isEnabled } from '../settings.ts';
import type { Reviews } from './reviews.ts';

/** Behind the cost of a deployment: how its month moved since the base, while changes are under review. */
export function registerReviewLens(
  reviews: Reviews,
  store: AnalysisStore,
  output: Output,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: (document, token) =>
      guarded(output, 'review lens', async () => {
        if (reviews.chosen === null || !isEnabled('codeLens', document.uri)) return null;
        const analysis = await store.current(document);
        if (analysis === null || token.isCancellationRequested) return null;
        const reviewed = await reviews.of(analysis, scopeOf(document.uri), false);
        if (reviewed === null) return null;
        const { review, base } = reviewed;
        return getReviewLenses(review, analysis, document.uri.toString(), base).map(toCodeLens);
      }),
  };
  return vscode.Disposable.from(
    changed,
    reviews.onDidChange(() => {
      changed.fire();
    }),
    vscode.languages.registerCodeLensProvider(servingSelector, provider),
  );
}
