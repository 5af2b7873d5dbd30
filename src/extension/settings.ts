import * as vscode from 'vscode';
import type { LineFactKind } from '../core/index.ts';

export const section = 'servingCost';

/** Surfaces that can be switched off; the names are part of the settings' names. */
export type Surface =
  'codeLens' | 'inlayHints' | 'hover' | 'completion' | 'diagnostics' | 'statusBar';

/** Whether the surface is wanted for this resource. Read when needed: VS Code keeps the settings. */
export function isEnabled(surface: Surface, resource: vscode.Uri): boolean {
  return vscode.workspace
    .getConfiguration(section, resource)
    .get<boolean>(`${surface}.enabled`, true);
}

/** Whether hints of this kind are wanted, given that hints are wanted at all. */
export function isHintKindEnabled(kind: LineFactKind, resource: vscode.Uri): boolean {
  return vscode.workspace
    .getConfiguration(section, resource)
    .get<boolean>(`inlayHints.${kind}`, true);
}

/** Whether the view follows the active editor. */
export function revealsActiveEditor(): boolean {
  return vscode.workspace.getConfiguration(section).get<boolean>('view.autoReveal', true);
}

/** The value of a setting as it was written, which may be anything. */
export function readSetting(name: string, resource: vscode.Uri): unknown {
  return vscode.workspace.getConfiguration(section, resource).get<unknown>(name);
}
