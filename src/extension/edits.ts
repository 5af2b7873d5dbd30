import * as vscode from 'vscode';
import { sourcesOf, toWorkspaceEdit as toLspEdit, type Analysis } from '../core/index.ts';
import type { FileEdit } from '../core/text/edit.ts';
import { toWorkspaceEdit } from './convert.ts';
import type { Preview } from './preview.ts';
import { mayWrite } from './trust.ts';

/** What became of edits that a person asked for. */
type Applied = 'applied' | 'moved' | 'refused';

/**
 * Makes the edits as one step that one undo takes back. They were made for the texts of `analysis`: when one of these
 * has changed since, nothing is edited (`moved`).
 */
async function applyFileEdits(analysis: Analysis, edits: readonly FileEdit[]): Promise<Applied> {
  for (const edit of edits) {
    if (!(await isAsAnalysed(analysis, edit))) return 'moved';
  }
  const edit = toWorkspaceEdit(toLspEdit(edits, sourcesOf(analysis)));
  return (await vscode.workspace.applyEdit(edit)) ? 'applied' : 'refused';
}

/** Applies, and answers the person when that was not possible. */
export async function applyForPerson(
  analysis: Analysis,
  edits: readonly FileEdit[],
): Promise<boolean> {
  if (!mayWrite()) return false;
  const result = await applyFileEdits(analysis, edits);
  if (result === 'applied') return true;
  void vscode.window.showWarningMessage(
    result === 'moved'
      ? 'The file has changed since this was proposed. Nothing was edited; choose again.'
      : 'VS Code could not apply the edit. Nothing was changed.',
  );
  return false;
}

const apply = 'Apply';

/** Shows edits as a diff, says in sentences what they come to, and applies them when the person says so. */
export async function applyWhenSeen(
  preview: Preview,
  analysis: Analysis,
  edits: readonly FileEdit[],
  sentences: readonly string[],
): Promise<void> {
  await preview.show(analysis, edits);
  const answer = await vscode.window.showInformationMessage(sentences.join(' '), apply);
  if (answer === apply) await applyForPerson(analysis, edits);
}

async function isAsAnalysed(analysis: Analysis, { uri, create }: FileEdit): Promise<boolean> {
  const source = analysis.files.find(({ file }) => file.source.uri === uri)?.file.source;
  const target = vscode.Uri.parse(uri);
  if (source === undefined) return create === true && !(await exists(target));
  const document = await vscode.workspace.openTextDocument(target);
  return document.getText() === source.text;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
