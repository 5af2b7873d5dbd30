import * as vscode from 'vscode';
import type { DeploymentState, TreeNode } from '../core/report/tree/treeModel.ts';
import { toMarkdown } from './convert.ts';

/** A node as VS Code shows it. What the icon says is also said to screen readers. */
export function toTreeItem(node: TreeNode): vscode.TreeItem {
  const item = new vscode.TreeItem(
    node.label,
    'children' in node
      ? vscode.TreeItemCollapsibleState.Expanded
      : vscode.TreeItemCollapsibleState.None,
  );
  item.id = node.id;
  item.description = node.description;
  item.tooltip = toMarkdown({ kind: 'markdown', value: node.tooltip });
  item.accessibilityInformation = { label: node.spoken, role: 'treeitem' };
  item.iconPath = iconOf(node);
  item.contextValue = contextOf(node);
  if (!('children' in node)) {
    item.command = { title: 'Open', command: 'servingCost.openDeployment', arguments: [node] };
  }
  return item;
}

/** What the menus of the manifest ask for. */
function contextOf(node: TreeNode): string {
  switch (node.kind) {
    case 'deployment':
      return node.canFix ? 'deployment-fixes' : 'deployment';
    case 'problem':
      return 'problem';
    case 'workspaceFolder':
    case 'folder':
      return 'folder';
    case 'team':
    case 'format':
      return 'group';
  }
}

const error = new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'));
const warning = new vscode.ThemeIcon(
  'warning',
  new vscode.ThemeColor('problemsWarningIcon.foreground'),
);

const stateIcons: Readonly<Record<DeploymentState, vscode.ThemeIcon>> = {
  error,
  warning,
  unpriced: new vscode.ThemeIcon('question'),
  saving: new vscode.ThemeIcon('arrow-down'),
  plain: new vscode.ThemeIcon('server'),
};

function iconOf(node: TreeNode): vscode.ThemeIcon {
  switch (node.kind) {
    case 'deployment':
      return stateIcons[node.state];
    case 'problem':
      return node.level === 'error' ? error : warning;
    case 'workspaceFolder':
      return new vscode.ThemeIcon('root-folder');
    case 'folder':
      return new vscode.ThemeIcon('folder');
    case 'team':
      return new vscode.ThemeIcon('organization');
    case 'format':
      return new vscode.ThemeIcon('symbol-file');
  }
}
