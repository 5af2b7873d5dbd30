import * as vscode from 'vscode';
import type { AnalysisStore } from './analysisStore.ts';
import { applyAllSafeFixes, applyFix } from './commands/applyFixes.ts';
import { chooseAccelerator } from './commands/chooseAccelerator.ts';
import { exportReport } from './commands/exportReport.ts';
import { ignoreFinding } from './commands/ignoreFinding.ts';
import { openWalkthrough } from './commands/openWalkthrough.ts';
import { optimizeDeployment } from './commands/optimizeDeployment.ts';
import { setWorkload } from './commands/setWorkload.ts';
import { showFixes } from './commands/showFixes.ts';
import { showReport } from './commands/showReport.ts';
import type { Engine } from './engine.ts';
import { guarded } from './guard.ts';
import type { Output } from './output.ts';
import type { Preview } from './preview.ts';
import type { ReportPanels } from './reportPanels.ts';

/** What commands work with. */
export interface CommandServices {
  readonly store: AnalysisStore;
  readonly engine: Engine;
  readonly preview: Preview;
  readonly reports: ReportPanels;
  readonly output: Output;
  /** What is remembered for this workspace. */
  readonly state: vscode.Memento;
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
  'servingCost.setWorkload': setWorkload,
  'servingCost.ignoreFinding': ignoreFinding,
  'servingCost.exportReport': exportReport,
  'servingCost.openWalkthrough': openWalkthrough,
  'servingCost.showOutput': ({ output }) => {
    output.show();
    return Promise.resolve();
  },
};

export function registerCommands(services: CommandServices): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, run]) =>
      vscode.commands.registerCommand(id, (target: unknown) =>
        guarded(services.output, id, async () => {
          await run(services, target);
          return null;
        }),
      ),
    ),
  );
}
