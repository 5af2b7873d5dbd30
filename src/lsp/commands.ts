import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageType, ShowMessageNotification, type Connection } from 'vscode-languageserver';
import {
  commandIds,
  formatSaving,
  getReport,
  priceFixes,
  readTarget,
  renderReport,
  sourcesOf,
  toWorkspaceEdit,
  type Analysis,
} from '../core/index.ts';
import { folderOf } from '../core/text/uris.ts';
import type { Analyses } from './analyses.ts';

/** Commands of the lenses that a client without an extension of ours can run through the server. */
export const serverCommands = [commandIds.showReport, commandIds.showFixes] as const;

/** What commands work with. */
export interface CommandServices {
  readonly connection: Connection;
  readonly analyses: Analyses;
}

/** Runs one of `serverCommands`; answers the person through the client's own windows. */
export async function runCommand(
  command: string,
  argument: unknown,
  services: CommandServices,
): Promise<null> {
  const { uri, deploymentId } = readTarget(argument);
  const analysis = uri === undefined ? null : (await services.analyses.view(uri))?.settled;
  if (uri === undefined || analysis === null || analysis === undefined) {
    tell(services.connection, 'There is no model deployment in this file.');
    return null;
  }
  if (command === commandIds.showReport) await showReport(analysis, uri, services);
  else await showFixes(analysis, uri, deploymentId ?? null, services);
  return null;
}

/** The report on the folder of the file as a page; where the client cannot show one, it is told where it lies. */
async function showReport(
  analysis: Analysis,
  uri: string,
  { connection }: CommandServices,
): Promise<void> {
  const base = folderOf(uri);
  const html = renderReport(getReport(analysis, { base, insight: true }), 'html');
  const file = join(await mkdtemp(join(tmpdir(), 'serving-cost-')), 'report.html');
  await writeFile(file, html, { mode: 0o600 });
  const page = pathToFileURL(file).href;
  const shown = await connection.window
    .showDocument({ uri: page, external: true })
    .catch(() => ({ success: false }));
  if (!shown.success) tell(connection, `The report is at ${file}`);
}

/** Fixes that a list of buttons can hold. */
const MOST_FIXES = 8;

async function showFixes(
  analysis: Analysis,
  uri: string,
  deploymentId: string | null,
  { connection, analyses }: CommandServices,
): Promise<void> {
  const { currency } = analysis.environment;
  const fixes = analysis.deployments
    .filter(({ deployment }) =>
      deploymentId === null ? deployment.uri === uri : deployment.id === deploymentId,
    )
    .flatMap(({ findings }) => findings)
    .flatMap((finding) => finding.fixes)
    .slice(0, MOST_FIXES)
    .map((fix) => ({
      id: fix.id,
      title: `${fix.title} (${formatSaving(fix.monthlySaving, currency)})`,
    }));
  if (fixes.length === 0) {
    tell(connection, 'There is no fix for this deployment.');
    return;
  }
  const chosen = await connection.window.showInformationMessage('Which fix?', ...fixes);
  if (chosen === undefined) return;
  // The fix belongs to the text that was analysed: the client refuses it for a later one.
  const fix = fixes.find(({ title }) => title === chosen.title);
  if (fix === undefined) return;
  const { edits } = priceFixes(analysis, [fix.id], analyses.cache);
  const { applied } = await connection.workspace.applyEdit({
    label: fix.title,
    edit: toWorkspaceEdit(edits, sourcesOf(analysis)),
  });
  if (!applied) {
    tell(connection, 'The editor could not apply the edit. Nothing was changed.');
  }
}

/** A sentence that waits for no answer. */
function tell(connection: Connection, message: string): void {
  void connection.sendNotification(ShowMessageNotification.type, {
    type: MessageType.Info,
    message,
  });
}
