import * as vscode from 'vscode';
import { getCostTree, indexTree, problemsIn, problemText } from '../core/index.ts';
import type { TreeIndex } from '../core/report/tree/treeIndex.ts';
import type { CostTree, TreeNode } from '../core/report/tree/treeModel.ts';
import type { Disposable } from './disposable.ts';
import { guarded } from './guard.ts';
import type { Output } from './output.ts';
import { revealsActiveEditor } from './settings.ts';
import { toTreeItem } from './treeItem.ts';
import { treeChoices, type KeptTreeOptions } from './treeOptions.ts';
import type { WorkspaceCosts } from './workspaceCosts.ts';

const viewId = 'servingCost.deployments';

/** The view of all deployments of the workspace. It looks through the workspace when it is first seen. */
export interface CostView extends Disposable {
  /** What the view shows, or would show; empty before the first scan. */
  readonly nodes: readonly TreeNode[];
  /** The node of the tree that a menu was opened on; null for anything else. */
  nodeOf(argument: unknown): TreeNode | null;
  /** Brings the view to the front and looks through the workspace, anew if that was done before. */
  scan(): Promise<void>;
}

export function registerCostView(
  workspace: WorkspaceCosts,
  options: KeptTreeOptions,
  output: Output,
): CostView {
  const treeChanged = new vscode.EventEmitter<TreeNode | undefined>();
  let tree: Omit<CostTree, 'problems'> = emptyTree;
  /** What is shown, as text: a tree that says the same is not drawn again. */
  let drawn = '';
  let index: TreeIndex | null = null;

  const view = vscode.window.createTreeView(viewId, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: treeChanged.event,
      getChildren: (node?: TreeNode) => [
        ...(node === undefined ? tree.nodes : 'children' in node ? node.children : []),
      ],
      getParent: (node: TreeNode) => index?.parent(node.id),
      getTreeItem: toTreeItem,
    },
  });

  const treeNow = (): CostTree => getCostTree(workspace.folders, options.now);

  function draw(): void {
    const next = workspace.folders.length === 0 ? emptyTree : treeNow();
    const text = JSON.stringify(next.nodes);
    if (text !== drawn) {
      drawn = text;
      tree = next;
      index = next.nodes.length === 0 ? null : indexTree(next);
      treeChanged.fire(undefined);
    }
    view.message = messageOf(workspace, next, options);
  }

  function update(): void {
    const { state, folders } = workspace;
    const isEmpty = folders.every(({ analysis }) => analysis.deployments.length === 0);
    const scan = state === 'done' && isEmpty ? 'empty' : state;
    void vscode.commands.executeCommand('setContext', 'servingCost.scan', scan);
    void vscode.commands.executeCommand(
      'setContext',
      'servingCost.filtered',
      options.now.filter !== 'all',
    );
    // A hidden view is drawn when it is seen; what is known without drawing is said at once.
    if (view.visible) draw();
    view.badge = folders.length === 0 ? undefined : badgeOf(folders);
    if (view.visible) void guarded(output, 'view', reveal);
  }

  /** Selects the deployment that the cursor of the active editor is in, without taking the focus. */
  async function reveal(): Promise<null> {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || index === null || !view.visible || !revealsActiveEditor()) {
      return null;
    }
    const offset = editor.document.offsetAt(editor.selection.active);
    const node = index.deploymentAt(editor.document.uri.toString(), offset);
    if (node === null || view.selection[0]?.id === node.id) return null;
    await view.reveal(node, { select: true, focus: false });
    return null;
  }

  function scanVisibly(): Promise<void> {
    return Promise.resolve(
      vscode.window.withProgress({ location: { viewId } }, () => workspace.scan()),
    );
  }

  function onVisible(): void {
    if (!view.visible) return;
    if (workspace.state === 'idle') {
      void guarded(output, 'scan', async () => {
        await scanVisibly();
        return null;
      });
    } else update();
  }

  const revealSoon = (): void => {
    void guarded(output, 'view', reveal);
  };
  const subscriptions = vscode.Disposable.from(
    view,
    treeChanged,
    workspace.onDidChange(update),
    options.onDidChange(update),
    view.onDidChangeVisibility(onVisible),
    vscode.window.onDidChangeActiveTextEditor(revealSoon),
    vscode.window.onDidChangeTextEditorSelection(revealSoon),
  );
  update();
  onVisible();

  return {
    get nodes() {
      return treeNow().nodes;
    },
    nodeOf: (argument) => {
      const id = isNode(argument) ? argument.id : null;
      return (typeof id === 'string' ? index?.node(id) : undefined) ?? null;
    },
    scan: async () => {
      await vscode.commands.executeCommand(`${viewId}.focus`);
      await scanVisibly();
    },
    dispose: () => {
      subscriptions.dispose();
    },
  };
}

const emptyTree = { nodes: [], total: null, shown: 0, deployments: 0 };

/** Errors and warnings in the whole workspace; nothing when there are none. */
function badgeOf(folders: WorkspaceCosts['folders']): vscode.ViewBadge | undefined {
  const { errors, warnings } = problemsIn(folders);
  if (errors + warnings === 0) return undefined;
  const tooltip = `Serving Cost: ${problemText({ errors, warnings })}`;
  return { value: errors + warnings, tooltip };
}

function isNode(argument: unknown): argument is { readonly id: unknown } {
  return typeof argument === 'object' && argument !== null && 'id' in argument;
}

/** How far a scan is; what all deployments cost, and what the filter leaves of them. */
function messageOf(
  { state, progress }: WorkspaceCosts,
  { total, shown, deployments }: Pick<CostTree, 'total' | 'shown' | 'deployments'>,
  { now }: KeptTreeOptions,
): string {
  if (state === 'scanning' && progress !== null) return progress;
  if (deployments === 0) return '';
  const all = total ?? '';
  if (now.filter === 'all') return all;
  const name = treeChoices.filter.find(([filter]) => filter === now.filter)?.[1] ?? '';
  return `${all} ${name}: ${shown} of ${deployments}.`.trimStart();
}
