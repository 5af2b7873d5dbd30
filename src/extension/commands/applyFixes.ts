import * as vscode from 'vscode';
import { formatSaving, readTarget, safeFixIds } from '../../core/index.ts';
import type { Command } from '../commands.ts';
import { applyForPerson } from '../edits.ts';
import { locate } from './target.ts';

/** Applies one fix by its id. For links and lists of ours; people use the quick fix. */
export const applyFix: Command = async (services, argument) => {
  const target = readTarget(argument);
  const located = await locate(target, services);
  if (located === null || target.fixId === undefined) return;
  const { edits } = services.engine.price(located.analysis, [target.fixId]);
  if (edits.length === 0) {
    void vscode.window.showWarningMessage('This fix does not apply to the present text any more.');
    return;
  }
  await applyForPerson(located.analysis, edits);
};

/** Applies what changes nothing but the cost, all of it as one edit, in the active file. */
export const applyAllSafeFixes: Command = async (services, argument) => {
  const located = await locate(readTarget(argument), services);
  if (located === null) return;
  const { analysis, document } = located;
  const ids = safeFixIds(analysis, document.uri.toString());
  const { edits, monthlySaving, applied } = services.engine.price(analysis, ids);
  if (edits.length === 0) {
    void vscode.window.showInformationMessage('There is no safe fix for this file.');
    return;
  }
  if (!(await applyForPerson(analysis, edits))) return;
  const saving = formatSaving(monthlySaving, analysis.environment.currency);
  const fixes = applied.length === 1 ? 'One fix' : `${applied.length} fixes`;
  void vscode.window.showInformationMessage(`${fixes} applied: ${saving}.`);
};
