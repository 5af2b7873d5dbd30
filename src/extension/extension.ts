import type * as vscode from 'vscode';
import { createAnalysisStore } from './analysisStore.ts';
import { registerCodeActions } from './codeActions.ts';
import { registerCodeLens } from './codeLens.ts';
import { registerCommands } from './commands.ts';
import { registerDiagnostics } from './diagnostics.ts';
import { registerCompletion } from './completion.ts';
import { registerContextKeys } from './contextKeys.ts';
import { registerCostView } from './costView.ts';
import type { Disposable } from './disposable.ts';
import { createEngine } from './engine.ts';
import { createFileViews } from './fileViews.ts';
import { registerHover } from './hover.ts';
import { registerInlayHints } from './inlayHints.ts';
import { registerLanguageModelTools } from './languageModel/register.ts';
import { createOutput } from './output.ts';
import { registerPreview } from './preview.ts';
import { createPrices } from './prices.ts';
import { registerReportPanels } from './reportPanels.ts';
import { registerReviewDecorations } from './review/reviewDecorations.ts';
import { registerReviewLens } from './review/reviewLens.ts';
import { createReviews } from './review/reviews.ts';
import { registerStatusBar } from './statusBar.ts';
import { keptTreeOptions } from './treeOptions.ts';
import { createWorkspaceCosts } from './workspaceCosts.ts';
import { registerWorkspaceStatusBar } from './workspaceStatusBar.ts';

/** Only registers: nothing is read or decoded before a document that may be a serving config is open. */
export function activate({
  extensionUri,
  globalStorageUri,
  secrets,
  subscriptions,
  workspaceState,
}: vscode.ExtensionContext): void {
  const owned = <T extends Disposable>(disposable: T): T => {
    subscriptions.push(disposable);
    return disposable;
  };
  const output = owned(createOutput());
  const prices = createPrices(globalStorageUri, output);
  const engine = createEngine(prices, output);
  const store = owned(createAnalysisStore(engine.analyze));
  const views = createFileViews(store);
  const workspace = owned(createWorkspaceCosts(store));
  const preview = owned(registerPreview());
  const reviews = owned(createReviews(engine, workspaceState));
  const reports = owned(
    registerReportPanels({ extension: extensionUri, store, engine, preview, reviews, output }),
  );
  // VS Code shows the lenses of who came last first: the cost, then how it moved.
  owned(registerReviewLens(reviews, store, output));
  owned(registerCodeLens(store, views, output));
  owned(registerReviewDecorations(reviews, store, output));
  owned(registerInlayHints(store, views, output));
  owned(registerHover(views, output));
  owned(registerCompletion(store, output));
  owned(registerDiagnostics(store, views, workspace, output));
  owned(registerCodeActions(views, engine, output));
  owned(registerStatusBar(store, output));
  owned(registerLanguageModelTools({ store, engine }));
  owned(registerContextKeys(store));
  const treeOptions = keptTreeOptions(workspaceState);
  const view = owned(registerCostView(workspace, treeOptions, output));
  owned(registerWorkspaceStatusBar(workspace));
  owned(
    registerCommands({
      store,
      engine,
      prices,
      preview,
      reports,
      reviews,
      workspace,
      view,
      treeOptions,
      output,
      state: workspaceState,
      secrets,
    }),
  );
}
