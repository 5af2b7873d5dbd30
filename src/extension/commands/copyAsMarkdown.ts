import * as vscode from 'vscode';
import { treeMarkdown } from '../../core/index.ts';
import type { Command } from '../commands.ts';

/** Copies a table of the deployments below a node of the view, or of all. */
export const copyAsMarkdown: Command = async ({ view }, argument) => {
  const node = view.nodeOf(argument);
  const nodes = node === null ? view.nodes : [node];
  if (nodes.length === 0) return;
  await vscode.env.clipboard.writeText(treeMarkdown(nodes));
};
