import type { CostTree, TreeDeployment, TreeNode } from './treeModel.ts';

/** What is asked of a tree besides its nodes. */
export interface TreeIndex {
  /** The node with the id; undefined when the tree has none. */
  node(id: string): TreeNode | undefined;
  parent(id: string): TreeNode | undefined;
  /** The deployment of the file that the offset lies in, or its only one; null elsewhere. */
  deploymentAt(uri: string, offset: number): TreeDeployment | null;
}

export function indexTree({ nodes }: Pick<CostTree, 'nodes'>): TreeIndex {
  const byId = new Map<string, TreeNode>();
  const parents = new Map<string, TreeNode>();
  const byFile = new Map<string, TreeDeployment[]>();

  function add(node: TreeNode): void {
    byId.set(node.id, node);
    if (node.kind === 'deployment') {
      const known = byFile.get(node.uri);
      if (known === undefined) byFile.set(node.uri, [node]);
      else known.push(node);
    }
    if (!('children' in node)) return;
    for (const child of node.children) {
      parents.set(child.id, node);
      add(child);
    }
  }
  for (const node of nodes) add(node);

  return {
    node: (id) => byId.get(id),
    parent: (id) => parents.get(id),
    deploymentAt: (uri, offset) => {
      const inFile = byFile.get(uri) ?? [];
      const around = inFile.find(({ extent }) => extent.start <= offset && offset <= extent.end);
      return around ?? (inFile.length === 1 ? (inFile[0] ?? null) : null);
    },
  };
}
