import * as vscode from 'vscode';
import type { ExportFormat } from '../../core/report/exportFormats.ts';
import { nameOf } from '../paths.ts';
import { pickOne } from './pickOne.ts';

/** Says that the file is there by asking what to do with it; leaving the list is an answer. */
export async function openSaved(target: vscode.Uri, format: ExportFormat): Promise<void> {
  const run = await pickOne(waysToOpen(target, format), {
    title: `Saved as ${nameOf(target)}`,
    placeholder: 'Open it, or press Escape',
    isActive: () => false,
  });
  await run?.();
}

function waysToOpen(target: vscode.Uri, { id }: ExportFormat) {
  const open = {
    label: '$(go-to-file) Open',
    value: () => vscode.commands.executeCommand('vscode.open', target),
  };
  const reveal = {
    label: '$(list-tree) Show in the Explorer',
    value: () => vscode.commands.executeCommand('revealInExplorer', target),
  };
  const preview = {
    label: '$(open-preview) Open Preview',
    value: () => vscode.commands.executeCommand('markdown.showPreview', target),
  };
  const browser = {
    label: '$(globe) Open in the Browser',
    value: () => vscode.env.openExternal(target),
  };
  return [
    ...(id === 'html' && isOnThisMachine(target) ? [browser] : []),
    ...(id === 'markdown' ? [preview] : []),
    open,
    ...(vscode.workspace.getWorkspaceFolder(target) === undefined ? [] : [reveal]),
  ];
}

/** A browser of this machine cannot open a file of another one. */
function isOnThisMachine({ scheme }: vscode.Uri): boolean {
  return (
    scheme === 'file' &&
    vscode.env.uiKind === vscode.UIKind.Desktop &&
    vscode.env.remoteName === undefined
  );
}
