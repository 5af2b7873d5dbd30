import * as vscode from 'vscode';
import type { Analysis, CalledTarget, DeploymentAnalysis } from '../../core/index.ts';
import type { CommandServices } from '../commands.ts';
import { folderOf } from '../paths.ts';

/** The document that is meant: the target's, else the active editor's. */
export async function documentOf({ uri }: CalledTarget): Promise<vscode.TextDocument | null> {
  if (uri === undefined) return vscode.window.activeTextEditor?.document ?? null;
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  } catch {
    return null;
  }
}

/** The workspace folder of the document that is meant, else the first one, else the folder of the document alone. */
export async function widestFolder(target: CalledTarget): Promise<vscode.Uri | null> {
  const document = await documentOf(target);
  return (
    (document === null ? undefined : vscode.workspace.getWorkspaceFolder(document.uri)?.uri) ??
    vscode.workspace.workspaceFolders?.[0]?.uri ??
    (document === null ? null : folderOf(document.uri))
  );
}

/** What the target means in the present text. */
export interface Located {
  readonly document: vscode.TextDocument;
  readonly analysis: Analysis;
  /** The deployments of the document. */
  readonly deployments: readonly DeploymentAnalysis[];
}

/** The document's analysis; null, and an answer to the person, when there is no deployment in it. */
export async function locate(
  target: CalledTarget,
  { store }: CommandServices,
): Promise<Located | null> {
  const document = await documentOf(target);
  const analysis = document === null ? null : await store.current(document);
  const deployments =
    analysis?.deployments.filter(({ deployment }) => deployment.uri === document?.uri.toString()) ??
    [];
  if (document === null || analysis === null || deployments.length === 0) {
    void vscode.window.showInformationMessage('There is no model deployment in this file.');
    return null;
  }
  return { document, analysis, deployments };
}

/** The deployment that the cursor is in; null where it is in none, or in another document. */
export function underCursor(
  document: vscode.TextDocument,
  deployments: readonly DeploymentAnalysis[],
): DeploymentAnalysis | null {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document !== document) return null;
  const offset = document.offsetAt(editor.selection.active);
  const around = deployments.find(
    ({ deployment: { uri, span } }) =>
      uri === document.uri.toString() && span.start <= offset && offset <= span.end,
  );
  return around ?? null;
}

/** The target's deployment, the one the cursor is in, the only one, or the one the person picks. */
export async function pickDeployment(
  { deploymentId }: CalledTarget,
  { document, deployments }: Located,
  among: (deployment: DeploymentAnalysis) => boolean,
  title: string,
): Promise<DeploymentAnalysis | null> {
  const named = deployments.find(({ deployment }) => deployment.id === deploymentId);
  if (named !== undefined) return named;
  const possible = deployments.filter(among);
  const around = underCursor(document, possible);
  if (around !== null) return around;
  if (possible.length <= 1) return possible[0] ?? null;
  const picked = await vscode.window.showQuickPick(
    possible.map((one) => ({
      label: one.deployment.name,
      description: one.deployment.kind,
      one,
    })),
    { title },
  );
  return picked?.one ?? null;
}
