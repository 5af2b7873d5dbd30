import * as vscode from 'vscode';
import {
  exportFormats,
  exportReport as renderExport,
  readExportRequest,
  reportFileName,
} from '../../core/index.ts';
import type { ExportFormat } from '../../core/report/exportFormats.ts';
import type { Command, CommandServices } from '../commands.ts';
import { openSaved } from '../export/openSaved.ts';
import { pickOne } from '../export/pickOne.ts';
import {
  analyzeReported,
  reportable,
  reportedAt,
  reportedItem,
  type Reported,
  type ReportedAnalysis,
} from '../export/reported.ts';
import { writeWholeFile } from '../export/writeFile.ts';
import { nameOf } from '../paths.ts';

/** What was picked last time in this workspace. */
const memory = {
  kind: 'export.kind',
  format: 'export.format',
  folder: 'export.folder',
};

/** Saves the report of a file, a folder or the workspace. What the caller has decided is not asked. */
export const exportReport: Command = async (services, argument) => {
  const request = readExportRequest(
    argument instanceof vscode.Uri ? { uri: argument.toString() } : argument,
  );
  const reported = await chosenScope(request.uri, services);
  if (reported === undefined) return;
  const analysed = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: `Pricing ${nameOf(reported.uri)}` },
    () => analyzeReported(reported, services.store),
  );
  if (analysed === null || analysed.analysis.deployments.length === 0) {
    void vscode.window.showInformationMessage(
      `There is no model deployment in ${nameOf(reported.uri)}.`,
    );
    return;
  }
  const format = await chosenFormat(request.format, services);
  if (format === undefined) return;
  const target =
    request.target === undefined
      ? await askTarget(reported, format, services)
      : vscode.Uri.parse(request.target);
  if (target === undefined) return;
  const saved = await save(analysed, reported, format, target, services);
  if (saved !== null && request.target === undefined) await openSaved(saved, format);
};

async function chosenScope(
  uri: string | undefined,
  { store, state }: CommandServices,
): Promise<Reported | undefined> {
  if (uri !== undefined) {
    const reported = await reportedAt(vscode.Uri.parse(uri));
    if (reported === null) void vscode.window.showWarningMessage(`${uri} is not there.`);
    return reported ?? undefined;
  }
  const all = await reportable(store);
  if (all.length === 0) {
    void vscode.window.showInformationMessage('Open a folder or a saved serving config first.');
    return undefined;
  }
  const picked =
    all.length === 1
      ? all[0]
      : await pickOne(all.map(reportedItem), {
          title: 'Export Report',
          placeholder: 'Report on what?',
          isActive: ({ kind }) => kind === state.get(memory.kind),
          step: [1, 2],
        });
  if (picked !== undefined) await state.update(memory.kind, picked.kind);
  return picked;
}

async function chosenFormat(
  wanted: ExportFormat['id'] | undefined,
  { state }: CommandServices,
): Promise<ExportFormat | undefined> {
  if (wanted !== undefined) return exportFormats.find(({ id }) => id === wanted);
  const picked = await pickOne(
    exportFormats.map((format) => ({
      label: format.title,
      description: format.description,
      value: format,
    })),
    {
      title: 'Export Report',
      placeholder: 'As which format?',
      isActive: ({ id }) => id === state.get(memory.format),
      step: [2, 2],
    },
  );
  if (picked !== undefined) await state.update(memory.format, picked.id);
  return picked;
}

async function askTarget(
  reported: Reported,
  format: ExportFormat,
  { state }: CommandServices,
): Promise<vscode.Uri | undefined> {
  const target = await vscode.window.showSaveDialog({
    title: `Export Report as ${format.title}`,
    saveLabel: 'Export',
    defaultUri: vscode.Uri.joinPath(
      folderToSaveIn(reported, state.get(memory.folder)),
      reportFileName(nameOf(reported.uri), format),
    ),
    filters: { [format.title]: [format.extension] },
  });
  if (target !== undefined) {
    await state.update(memory.folder, vscode.Uri.joinPath(target, '..').toString());
  }
  return target;
}

/** The folder of the last one, else the workspace folder, else the folder of the file. */
function folderToSaveIn({ kind, uri }: Reported, last: unknown): vscode.Uri {
  if (typeof last === 'string') return vscode.Uri.parse(last);
  const own = kind === 'file' ? vscode.Uri.joinPath(uri, '..') : uri;
  return vscode.workspace.getWorkspaceFolder(uri)?.uri ?? own;
}

/** The file that was written; null when the person gave up after the disk did not take it. */
async function save(
  { analysis, base, unread }: ReportedAnalysis,
  reported: Reported,
  format: ExportFormat,
  target: vscode.Uri,
  services: CommandServices,
): Promise<vscode.Uri | null> {
  // Links of Markdown lead from the file that they are written in.
  const isLinked = format.id === 'markdown' && inOneFolder(target, base);
  const from = isLinked ? vscode.Uri.joinPath(target, '..') : base;
  const text = renderExport(analysis, format.id, { base: from.toString(), unread });
  try {
    await writeWholeFile(target, text);
    return target;
  } catch (error) {
    services.output.error('export', error);
    const reason = error instanceof Error ? error.message : String(error);
    const other = 'Choose Another Place…';
    const answer = await vscode.window.showErrorMessage(
      `${nameOf(target)} was not written. ${reason}`,
      other,
    );
    const next = answer === other ? await askTarget(reported, format, services) : undefined;
    return next === undefined
      ? null
      : save({ analysis, base, unread }, reported, format, next, services);
  }
}

function inOneFolder(a: vscode.Uri, b: vscode.Uri): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(a);
  return folder !== undefined && folder === vscode.workspace.getWorkspaceFolder(b);
}
