import * as vscode from 'vscode';
import type { AnalysisStore } from './analysisStore.ts';
import { applyAllSafeFixes, applyFix } from './commands/applyFixes.ts';
import { chooseAccelerator } from './commands/chooseAccelerator.ts';
import { compareInstances } from './commands/compareInstances.ts';
import { exportReport } from './commands/exportReport.ts';
import { ignoreFinding } from './commands/ignoreFinding.ts';
import { copyAsMarkdown } from './commands/copyAsMarkdown.ts';
import { openDeployment } from './commands/openDeployment.ts';
import { openSettings } from './commands/openSettings.ts';
import { openWalkthrough } from './commands/openWalkthrough.ts';
import { optimizeDeployment } from './commands/optimizeDeployment.ts';
import { refreshPrices } from './commands/refreshPrices.ts';
import { readMeasurements } from './commands/readMeasurements.ts';
import { reviewChanges, showReview, stopReview } from './commands/reviewChanges.ts';
import { rollBackPrices } from './commands/rollBackPrices.ts';
import { showHistory } from './commands/showHistory.ts';
import { setWorkload } from './commands/setWorkload.ts';
import { pickTreeOption } from './commands/pickTreeOption.ts';
import { showFixes } from './commands/showFixes.ts';
import { showFolderReport } from './commands/showFolderReport.ts';
import { showReport } from './commands/showReport.ts';
import { toggleHints } from './commands/toggleHints.ts';
import type { CommandTarget } from '../core/features/commands.ts';
import type { CostView } from './costView.ts';
import type { Engine } from './engine.ts';
import { guarded } from './guard.ts';
import type { Output } from './output.ts';
import type { Preview } from './preview.ts';
import type { Prices } from './prices.ts';
import type { ReportPanels } from './reportPanels.ts';
import type { Reviews } from './review/reviews.ts';
import type { KeptTreeOptions } from './treeOptions.ts';
import type { WorkspaceCosts } from './workspaceCosts.ts';

/** What commands work with. */
export interface CommandServices {
  readonly store: AnalysisStore;
  readonly engine: Engine;
  readonly prices: Prices;
  readonly preview: Preview;
  readonly reports: ReportPanels;
  readonly reviews: Reviews;
  readonly workspace: WorkspaceCosts;
  readonly view: CostView;
  readonly treeOptions: KeptTreeOptions;
  readonly output: Output;
  /** What is remembered for this workspace. */
  readonly state: vscode.Memento;
  readonly secrets: vscode.SecretStorage;
}

/** A command's body. `target` is whatever the caller passed: nothing is taken for granted. */
export type Command = (services: CommandServices, target: unknown) => Promise<void>;

/** Every command of the extension; those that people see are also in the manifest. */
const commands: Readonly<Record<`servingCost.${string}`, Command>> = {
  'servingCost.showReport': showReport,
  'servingCost.showFixes': showFixes,
  'servingCost.applyFix': applyFix,
  'servingCost.applyAllSafeFixes': applyAllSafeFixes,
  'servingCost.chooseAccelerator': chooseAccelerator,
  'servingCost.optimizeDeployment': optimizeDeployment,
  'servingCost.compareInstances': compareInstances,
  'servingCost.setWorkload': setWorkload,
  'servingCost.readMeasurements': readMeasurements,
  'servingCost.ignoreFinding': ignoreFinding,
  'servingCost.showFolderReport': showFolderReport,
  'servingCost.scanWorkspace': ({ view }) => view.scan(),
  'servingCost.stopScan': ({ workspace }) => {
    workspace.stop();
    return Promise.resolve();
  },
  'servingCost.openDeployment': openDeployment,
  'servingCost.copyAsMarkdown': copyAsMarkdown,
  'servingCost.groupDeployments': pickTreeOption('grouping', 'Group deployments by'),
  'servingCost.sortDeployments': pickTreeOption('order', 'Sort deployments by'),
  'servingCost.filterDeployments': pickTreeOption('filter', 'Show'),
  'servingCost.showAllDeployments': ({ treeOptions }) => {
    treeOptions.choose({ filter: 'all' });
    return Promise.resolve();
  },
  'servingCost.toggleHints': toggleHints,
  'servingCost.openSettings': openSettings,
  'servingCost.reviewChanges': reviewChanges,
  'servingCost.stopReview': stopReview,
  'servingCost.showReview': showReview,
  'servingCost.showHistory': showHistory,
  'servingCost.exportReport': exportReport,
  'servingCost.refreshPrices': refreshPrices,
  'servingCost.rollBackPrices': rollBackPrices,
  'servingCost.openWalkthrough': openWalkthrough,
  'servingCost.showOutput': ({ output }) => {
    output.show();
    return Promise.resolve();
  },
};

export function registerCommands(services: CommandServices): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, run]) =>
      vscode.commands.registerCommand(id, (argument: unknown) =>
        guarded(services.output, id, async () => {
          await run(services, argument instanceof vscode.Uri ? targetOf(argument) : argument);
          return null;
        }),
      ),
    ),
  );
}

/** Menus of the explorer and of editors say which file or folder they were opened on. */
function targetOf(uri: vscode.Uri): CommandTarget {
  return { uri: uri.toString(), deploymentId: null };
}
