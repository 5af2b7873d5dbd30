import * as vscode from 'vscode';
import {
  analysisOfGroup,
  formats,
  formatSaving,
  getPanelDetails,
  getPanelModel,
  getPanelReview,
  getPanelTrend,
  readFromPanel,
  sourcesOf,
  stateAssumption,
  type Analysis,
  type GroupFilter,
} from '../core/index.ts';
import type { PanelPageId } from '../core/report/panelPages.ts';
import type { FromPanel, ToPanel } from '../core/report/protocol.ts';
import type { AnalysisStore } from './analysisStore.ts';
import { createCloseLook, type CloseLook } from './closeLook.ts';
import { createComparePage } from './comparePage.ts';
import { toRange } from './convert.ts';
import { applyForPerson } from './edits.ts';
import type { Engine } from './engine.ts';
import { guarded } from './guard.ts';
import { createHistoryPage } from './history/historyPage.ts';
import type { Output } from './output.ts';
import { nameOf } from './paths.ts';
import type { Preview } from './preview.ts';
import type { Reviews } from './review/reviews.ts';
import { reportHtml, resourceRoots } from './reportHtml.ts';
import { treeScope } from './scope.ts';
import { writeWhatIf } from './writeWhatIf.ts';

/** What a report needs to do its work. */
export interface ReportServices {
  readonly extension: vscode.Uri;
  readonly store: AnalysisStore;
  readonly engine: Engine;
  readonly preview: Preview;
  readonly reviews: Reviews;
  readonly output: Output;
}

/** The report on one folder in one panel. */
export interface OpenReport {
  reveal(at: ReportPlace | null): void;
}

/** A page of the report, at a deployment where one is meant. */
export interface ReportPlace {
  readonly page: PanelPageId;
  readonly deploymentId: string | null;
}

/** Fills the panel and keeps it up to date until it is closed. */
export function attachReport(
  panel: vscode.WebviewPanel,
  folder: vscode.Uri,
  { extension, store, engine, preview, reviews, output }: ReportServices,
): OpenReport {
  const { webview } = panel;
  const watch = store.watch(treeScope(folder));
  const { live } = watch;
  let wanted: ReportPlace | null = null;
  let isReady = false;
  let filter: GroupFilter = { team: null, environment: null };

  const post = (message: ToPanel): void => {
    void webview.postMessage(message);
  };

  function update(analysis: Analysis): void {
    // A hidden page drops messages; it asks again when it is shown.
    if (!isReady || !panel.visible) return;
    // A link leads to its deployment whatever the page was narrowed to.
    if (wanted?.deploymentId != null && !isShown(analysis, wanted.deploymentId, filter)) {
      filter = { team: null, environment: null };
    }
    const model = getPanelModel(analysis, {
      base: folder.toString(),
      scope: nameOf(folder),
      formats: formats.map(({ title }) => title),
      unread: live.skipped,
      filter,
      price: engine.price,
    });
    post({ type: 'model', model });
    if (wanted !== null) post({ type: 'focus', ...wanted });
    wanted = null;
    reviewLook.ask('review');
  }

  async function refresh(): Promise<null> {
    const analysis = await live.current();
    if (analysis !== null) update(analysis);
    return null;
  }

  /** What the page asks for beside the report, answered by the analysis of now; null = there is nothing to say. */
  function lookAt(
    answer: (analysis: Analysis, question: string) => ToPanel | null | Promise<ToPanel | null>,
  ): CloseLook {
    return createCloseLook((question) => {
      void guarded(output, 'report panel', async () => {
        const analysis = await live.current();
        const message = analysis === null ? null : await answer(analysis, question);
        if (message !== null) post(message);
        return null;
      });
    });
  }

  const closeLook = lookAt((analysis, deploymentId) => {
    const details = getPanelDetails(analysis, deploymentId, folder.toString());
    return details === null ? null : { type: 'details', details };
  });
  const trendLook = lookAt((analysis) => ({
    type: 'trend',
    trend: getPanelTrend(analysis, folder.toString(), filter),
  }));
  // Edited lines are priced one by one.
  const reviewLook = lookAt(async (analysis) => {
    const reviewed = await reviews.of(analysis, live.scope, true);
    // A later analysis has a review of its own.
    if (live.latest !== analysis) return null;
    return {
      type: 'review',
      review: reviewed === null ? null : getPanelReview(reviewed.review, analysis, reviewed.base),
    };
  });
  const comparison = createComparePage({ engine, preview }, post);
  const history = createHistoryPage({ engine, reviews }, live.scope, post);

  async function handle(message: Exclude<FromPanel, { type: 'ping' }>): Promise<null> {
    if (message.type === 'ready') isReady = true;
    if (message.type === 'ready' || message.type === 'filter') filter = message.filter;
    const analysis = await live.current();
    if (analysis === null) return null;
    switch (message.type) {
      case 'ready':
        update(analysis);
        await history.offer();
        break;
      case 'filter':
        update(analysis);
        break;
      case 'open':
        await open(analysis, message);
        break;
      case 'details':
        closeLook.ask(message.deploymentId);
        break;
      case 'trend':
        trendLook.ask('trend');
        break;
      case 'history':
        await history.ask(analysis, message.more);
        break;
      case 'stopHistory':
        history.stop();
        break;
      case 'reviewSince':
        if (!history.shows(message.commit)) break;
        reviews.choose({ ref: message.commit, fromMergeBase: false });
        post({ type: 'focus', page: 'review', deploymentId: null });
        break;
      case 'compare':
        await comparison.ask(analysis, message.question);
        break;
      case 'useInstance':
        await comparison.use(analysis, message.question, message.key);
        break;
      case 'price': {
        const { currency } = analysis.environment;
        const { monthlySaving, conflicting } = engine.price(analysis, message.fixIds);
        post({
          type: 'priced',
          fixIds: message.fixIds,
          saving: `Together: ${formatSaving(monthlySaving, currency)}`,
          refused:
            conflicting.length === 0 ? null : 'Two of these do not go together. Clear one of them.',
        });
        break;
      }
      case 'preview':
        await preview.show(analysis, engine.price(analysis, message.fixIds).edits);
        break;
      case 'apply':
        await applyForPerson(analysis, engine.price(analysis, message.fixIds).edits);
        break;
      case 'whatIf': {
        const whatIf = engine.whatIf(analysis, message.deploymentId, message.inputs);
        post({ type: 'whatIf', ask: message.ask, whatIf });
        break;
      }
      case 'writeWhatIf':
      case 'previewWhatIf': {
        const answer = await writeWhatIf(message, analysis, { engine, preview });
        if (answer !== null) post(answer);
        break;
      }
      case 'assume': {
        const stated = stateAssumption(analysis, message);
        if ('refused' in stated) {
          post({ type: 'assumeRefused', name: message.name, reason: stated.refused });
        } else await applyForPerson(analysis, stated.edits);
        break;
      }
      case 'useAccelerator':
        await vscode.commands.executeCommand('servingCost.chooseAccelerator', {
          uri: analysis.deployments.find(({ deployment }) => deployment.id === message.deploymentId)
            ?.deployment.uri,
          deploymentId: message.deploymentId,
          accelerator: message.accelerator,
        });
        break;
      case 'export':
        await vscode.commands.executeCommand('servingCost.exportReport', {
          uri: folder.toString(),
        });
        break;
      case 'command':
        await vscode.commands.executeCommand(`servingCost.${message.command}`);
        break;
    }
    return null;
  }

  const subscriptions = vscode.Disposable.from(
    watch,
    closeLook,
    trendLook,
    reviewLook,
    history,
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      void guarded(output, 'history', async () => {
        await history.offer();
        return null;
      });
    }),
    store.onDidChange(({ scope, analysis }) => {
      if (scope.key === live.scope.key) update(analysis);
    }),
    reviews.onDidChange(() => {
      void guarded(output, 'report panel', refresh);
    }),
    webview.onDidReceiveMessage((data: unknown) => {
      const message = readFromPanel(data);
      if (message === null) return;
      // Whatever else is under way.
      if (message.type === 'ping') post({ type: 'pong' });
      else void guarded(output, 'report panel', () => handle(message));
    }),
    panel.onDidChangeViewState(() => {
      // VS Code throws the page away while it is hidden; shown again, it says that it is ready. Until then nobody listens:
      // what a link leads to waits as well.
      if (panel.visible) return;
      isReady = false;
      history.pause();
    }),
  );
  panel.onDidDispose(() => {
    subscriptions.dispose();
  });
  panel.title = reportTitle(folder);
  panel.iconPath = vscode.Uri.joinPath(extension, 'media', 'icon.png');
  webview.options = { enableScripts: true, localResourceRoots: [...resourceRoots(extension)] };
  webview.html = reportHtml(webview, extension);

  return {
    reveal: (at) => {
      wanted = at;
      panel.reveal(undefined, false);
      void guarded(output, 'report panel', refresh);
    },
  };
}

/** What the tab of a folder's report says. */
export function reportTitle(folder: vscode.Uri): string {
  return `Serving Cost: ${nameOf(folder)}`;
}

function isShown(analysis: Analysis, deploymentId: string, filter: GroupFilter): boolean {
  return analysisOfGroup(analysis, filter).deployments.some(
    ({ deployment }) => deployment.id === deploymentId,
  );
}

/** Opens a place of the analysis; the page cannot make the editor open anything else. */
async function open(
  analysis: Analysis,
  { uri, start, end }: Extract<FromPanel, { type: 'open' }>,
): Promise<void> {
  if (!analysis.files.some(({ file }) => file.source.uri === uri)) return;
  const options: vscode.TextDocumentShowOptions = {
    selection: toRange(sourcesOf(analysis).range(uri, { start, end })),
    viewColumn: vscode.ViewColumn.One,
  };
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(uri), options);
}
