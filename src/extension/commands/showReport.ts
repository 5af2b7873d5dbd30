import * as vscode from 'vscode';
import { readTarget, type CalledTarget } from '../../core/index.ts';
import type { Command, CommandServices } from '../commands.ts';
import { folderOf } from '../paths.ts';
import type { ReportPlace } from '../reportPanel.ts';
import { documentOf, underCursor } from './target.ts';

/**
 * The report on the folder of a serving config, or on the workspace where no serving config is active. Where it is open
 * already, it turns to the deployment under the cursor.
 */
export const showReport: Command = async (services, argument) => {
  const target = readTarget(argument);
  const wanted = await wantedBy(target, services);
  if (wanted === null) {
    void vscode.window.showInformationMessage('Open a folder or a saved serving config first.');
    return;
  }
  services.reports.show(wanted.folder, wanted.at);
};

interface Wanted {
  readonly folder: vscode.Uri;
  readonly at: ReportPlace | null;
}

async function wantedBy(
  target: CalledTarget,
  { store, reports }: CommandServices,
): Promise<Wanted | null> {
  const { deploymentId = null, page = deploymentId === null ? null : 'deployment' } = target;
  const at = page === null ? null : { page, deploymentId };
  if (typeof target.folder === 'string') return { folder: vscode.Uri.parse(target.folder), at };
  const document = await documentOf(target);
  const analysis = document === null ? null : await store.current(document);
  const own = document === null || analysis === null ? null : folderOf(document.uri);
  if (own === null || document === null || analysis === null) {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    return folder === undefined ? null : { folder, at };
  }
  const around =
    at === null && reports.covers(own) ? underCursor(document, analysis.deployments) : null;
  return around === null
    ? { folder: own, at }
    : { folder: own, at: { page: 'deployment', deploymentId: around.deployment.id } };
}
