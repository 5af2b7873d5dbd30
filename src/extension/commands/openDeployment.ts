import * as vscode from 'vscode';
import { sourcesOf } from '../../core/index.ts';
import type { Command } from '../commands.ts';
import { toRange } from '../convert.ts';

/** Opens what a node of the view stands for at its place. */
export const openDeployment: Command = async ({ view, workspace }, argument) => {
  const node = view.nodeOf(argument);
  if (node === null || !('uri' in node)) return;
  const { uri, span } = node;
  const { analysis } =
    workspace.folders.find((folder) =>
      folder.analysis.files.some(({ file }) => file.source.uri === uri),
    ) ?? {};
  if (analysis === undefined) return;
  const selection = toRange(sourcesOf(analysis).range(uri, span));
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(uri), { selection });
};
