import { escapeMarkdown } from '../../text/escapeMarkdown.ts';
import type { TreeDeployment, TreeNode, TreeRow } from './treeModel.ts';

const heads: Readonly<Record<keyof TreeRow, string>> = {
  name: 'Deployment',
  file: 'File',
  hardware: 'Hardware',
  monthly: 'Monthly',
  saving: 'Save up to',
};

/** A table of all deployments below the nodes, for issues, pull requests and documents. Text of configs is inert. */
export function treeMarkdown(nodes: readonly TreeNode[]): string {
  const keys = Object.keys(heads) as (keyof TreeRow)[];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(keys.map((key) => heads[key])),
    line(keys.map((key) => (key === 'monthly' || key === 'saving' ? '---:' : '---'))),
    ...deploymentsBelow(nodes).map(({ row }) => line(keys.map((key) => escapeMarkdown(row[key])))),
    '',
  ].join('\n');
}

/** The deployments below the nodes, in the order of the tree. */
export function deploymentsBelow(nodes: readonly TreeNode[]): readonly TreeDeployment[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'deployment') return [node];
    return node.kind === 'problem' ? [] : deploymentsBelow(node.children);
  });
}
