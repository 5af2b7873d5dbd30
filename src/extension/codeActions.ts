import * as vscode from 'vscode';
import { getCodeActions, safeFixIds, type Analysis, type JointFix } from '../core/index.ts';
import { fromRange, toCodeAction } from './convert.ts';
import { servingSelector } from './documents.ts';
import type { Engine } from './engine.ts';
import type { FileViews } from './fileViews.ts';
import { guarded } from './guard.ts';
import type { Output } from './output.ts';
import { isEnabled } from './settings.ts';

/** Quick fixes with what they save. Their edits belong to the very text that was analysed. */
export function registerCodeActions(
  views: FileViews,
  engine: Engine,
  output: Output,
): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: (document, range, context, token) =>
      guarded(output, 'code actions', async () => {
        if (context.only?.contains(vscode.CodeActionKind.QuickFix) === false) return null;
        // Nothing of a workspace that is not trusted is edited, and an action that refuses is none.
        if (!vscode.workspace.isTrusted) return null;
        if (!isEnabled('diagnostics', document.uri)) return null;
        const view = await views.of(document);
        if (view === null || token.isCancellationRequested) return null;
        const uri = document.uri.toString();
        const safe = safeFixes(view.settled, uri, engine);
        return getCodeActions(view.settled, uri, fromRange(range), safe).map(toCodeAction);
      }),
  };
  return vscode.languages.registerCodeActionsProvider(servingSelector, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });
}

function safeFixes(analysis: Analysis, uri: string, engine: Engine): JointFix | null {
  const ids = safeFixIds(analysis, uri);
  return ids.length < 2 ? null : engine.price(analysis, ids);
}
