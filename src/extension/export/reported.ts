import * as vscode from 'vscode';
import { partOfAnalysis, type Analysis } from '../../core/index.ts';
import type { AnalysisStore } from '../analysisStore.ts';
import { folderOf, nameOf } from '../paths.ts';
import type { Unread } from '../scan.ts';
import { treeScope } from '../scope.ts';

/** What a report is about: one file, or a folder with everything below it. */
export interface Reported {
  readonly kind: 'file' | 'folder' | 'workspace';
  readonly uri: vscode.Uri;
}

/** An analysis to report on. */
export interface ReportedAnalysis {
  readonly analysis: Analysis;
  /** The folder that file names are relative to. */
  readonly base: vscode.Uri;
  readonly unread: readonly Unread[];
}

/** What can be reported on from where the person is: the serving config in the editor, its folder, the workspace folders. */
export async function reportable(store: AnalysisStore): Promise<readonly Reported[]> {
  const document = vscode.window.activeTextEditor?.document;
  const isServing = document !== undefined && (await store.current(document)) !== null;
  const folder = isServing ? folderOf(document.uri) : null;
  const workspace = (vscode.workspace.workspaceFolders ?? []).map(({ uri }): Reported => ({
    kind: 'workspace',
    uri,
  }));
  const isWorkspace = workspace.some(({ uri }) => uri.toString() === folder?.toString());
  return [
    ...(isServing ? [{ kind: 'file', uri: document.uri } as const] : []),
    ...(folder === null || isWorkspace ? [] : [{ kind: 'folder', uri: folder } as const]),
    ...workspace,
  ];
}

/** The texts as they are now, open buffers before files. Null when that failed, which is logged. */
export async function analyzeReported(
  { kind, uri }: Reported,
  store: AnalysisStore,
): Promise<ReportedAnalysis | null> {
  if (kind === 'file') {
    const document = await vscode.workspace.openTextDocument(uri);
    const analysis = await store.current(document);
    return analysis === null
      ? null
      : {
          analysis: partOfAnalysis(analysis, (deployment) => deployment.uri === uri.toString()),
          base: folderOf(uri) ?? uri,
          unread: [],
        };
  }
  const watch = store.watch(treeScope(uri));
  const { live } = watch;
  try {
    const analysis = await live.current();
    return analysis === null ? null : { analysis, base: uri, unread: live.skipped };
  } finally {
    watch.dispose();
  }
}

/** The file or folder of a command's argument; null when it is not there. */
export async function reportedAt(uri: vscode.Uri): Promise<Reported | null> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return { kind: (type & vscode.FileType.Directory) === 0 ? 'file' : 'folder', uri };
  } catch {
    return null;
  }
}

/** In a list: `deployment.yaml`, `llama-70b-chat and everything below it`. */
export function reportedItem(reported: Reported): vscode.QuickPickItem & { value: Reported } {
  const name = nameOf(reported.uri);
  switch (reported.kind) {
    case 'file':
      return { label: `$(file) ${name}`, description: 'this file', value: reported };
    case 'folder':
      return { label: `$(folder) ${name}`, description: 'its folder', value: reported };
    case 'workspace':
      return {
        label: `$(root-folder) ${name}`,
        description: 'the workspace folder',
        value: reported,
      };
  }
}
