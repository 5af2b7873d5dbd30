import * as vscode from 'vscode';
import type { Disposable } from './disposable.ts';
import { isBelow } from './paths.ts';
import {
  attachReport,
  reportTitle,
  type OpenReport,
  type ReportPlace,
  type ReportServices,
} from './reportPanel.ts';

const viewType = 'servingCost.report';

/** The open reports: one for a folder. */
export interface ReportPanels extends Disposable {
  /**
   * Opens the folder's report or brings it to the front, at a page if one is given. A deployment is shown in the report of
   * a folder above where that is the one that is open.
   */
  show(folder: vscode.Uri, at: ReportPlace | null): void;
  /** True where a report that covers the folder is open. */
  covers(folder: vscode.Uri): boolean;
}

/** Also brings reports back after VS Code was reloaded. */
export function registerReportPanels(services: ReportServices): ReportPanels {
  const reports = new Map<string, OpenReport>();

  function attach(panel: vscode.WebviewPanel, folder: vscode.Uri): OpenReport {
    const key = folder.toString();
    const report = attachReport(panel, folder, services);
    reports.set(key, report);
    panel.onDidDispose(() => {
      reports.delete(key);
    });
    return report;
  }

  const serializer = vscode.window.registerWebviewPanelSerializer(viewType, {
    deserializeWebviewPanel: (panel, state: unknown) => {
      const folder = folderIn(state) ?? vscode.workspace.workspaceFolders?.[0]?.uri;
      if (folder === undefined) panel.dispose();
      else attach(panel, folder);
      return Promise.resolve();
    },
  });

  /** The report of the folder, else the one of the nearest folder above it. */
  function covering(folder: vscode.Uri): OpenReport | undefined {
    const [nearest] = [...reports]
      .filter(([key]) => isBelow(`${folder.toString()}/`, key))
      .sort(([a], [b]) => b.length - a.length);
    return reports.get(folder.toString()) ?? nearest?.[1];
  }

  /**
   * When the extension host was restarted, VS Code leaves a report standing that nobody can fill any more: it makes room for
   * the new one.
   */
  function closeAbandoned(folder: vscode.Uri): void {
    const title = reportTitle(folder);
    if ([...reports.keys()].some((key) => reportTitle(vscode.Uri.parse(key)) === title)) return;
    const abandoned = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(
        ({ input, label }) =>
          input instanceof vscode.TabInputWebview &&
          input.viewType.endsWith(viewType) &&
          label === title,
      );
    if (abandoned.length > 0) void vscode.window.tabGroups.close(abandoned);
  }

  return {
    covers: (folder) => covering(folder) !== undefined,
    show: (folder, at) => {
      const isAtDeployment = at !== null && at.deploymentId !== null;
      const known = isAtDeployment ? covering(folder) : reports.get(folder.toString());
      if (known === undefined) closeAbandoned(folder);
      const report =
        known ??
        attach(
          vscode.window.createWebviewPanel(viewType, 'Serving Cost', vscode.ViewColumn.Beside),
          folder,
        );
      if (known !== undefined || at !== null) report.reveal(at);
    },
    dispose: () => {
      serializer.dispose();
    },
  };
}

/** The folder that the page kept in its state; null when there is none that can be read. */
function folderIn(state: unknown): vscode.Uri | null {
  if (typeof state !== 'object' || state === null || !('scopeUri' in state)) return null;
  const { scopeUri } = state;
  if (typeof scopeUri !== 'string' || scopeUri === '') return null;
  try {
    return vscode.Uri.parse(scopeUri, true);
  } catch {
    return null;
  }
}
