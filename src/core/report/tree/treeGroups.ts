import type { DeploymentAnalysis } from '../../analysis.ts';
import { largestSaving } from '../../features/headline.ts';
import { formats } from '../../formats/formats.ts';
import { grouped } from '../grouped.ts';
import { relativePath } from '../relativePath.ts';
import type { AnalysedFolder, TreeGroup, TreeNode, TreeOptions } from './treeModel.ts';
import { deploymentNode, groupTexts } from './treeNodes.ts';

/** A node with what it is sorted by. USD per month; what is not known sorts last. */
interface Ranked {
  readonly node: TreeNode;
  readonly cost: number;
  readonly saving: number;
}

/** The deployments of one folder of the workspace, put together and sorted as the options say. */
export function groupNodes(
  folder: AnalysedFolder,
  members: readonly DeploymentAnalysis[],
  options: TreeOptions,
): readonly TreeNode[] {
  const named = withUniqueIds(members.map((one) => ({ one, node: deploymentNode(one, folder) })));
  const leaves = named.map(({ one, node }) => ({ one, ranked: rankedLeaf(one, node) }));
  const { grouping } = options;
  if (grouping === 'folder') return sorted(byFolder(leaves, folder, options), options);
  const groups = grouped(leaves, ({ one }) =>
    grouping === 'team'
      ? (one.estimate.attribution.team?.value ?? 'no team')
      : titleOf(one.deployment.format),
  );
  const nodes = [...groups].map(([label, inside]) =>
    rankedGroup(
      { kind: grouping, label, path: label, uri: null },
      inside,
      inside.map(({ ranked }) => ranked),
      folder,
      options,
    ),
  );
  return sorted(nodes, options);
}

interface Leaf {
  readonly one: DeploymentAnalysis;
  readonly ranked: Ranked;
}

/** VS Code refuses two nodes with one id; the same object may be read from two places of a file. */
function withUniqueIds<T extends { readonly node: TreeNode }>(items: readonly T[]): readonly T[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const { id } = item.node;
    const before = seen.get(id) ?? 0;
    seen.set(id, before + 1);
    return before === 0 ? item : { ...item, node: { ...item.node, id: `${id}#${before + 1}` } };
  });
}

function rankedLeaf({ estimate, findings }: DeploymentAnalysis, node: TreeNode): Ranked {
  return {
    node,
    cost: estimate.monthly?.expected ?? -1,
    saving: largestSaving(findings)?.monthlySaving ?? 0,
  };
}

interface GroupName {
  readonly kind: 'folder' | 'team' | 'format';
  readonly label: string;
  /** What tells it from other groups of its kind. */
  readonly path: string;
  readonly uri: string | null;
}

function rankedGroup(
  { kind, label, path, uri }: GroupName,
  inside: readonly Leaf[],
  children: readonly Ranked[],
  { base, analysis }: AnalysedFolder,
  options: TreeOptions,
): Ranked {
  const members = inside.map(({ one }) => one);
  const node: TreeGroup = {
    kind,
    id: `${base}|${kind}|${path}`,
    label,
    folder: uri,
    children: sorted(children, options),
    ...groupTexts(label, members, analysis.environment.currency),
  };
  return {
    node,
    cost: members.reduce((sum, { estimate }) => sum + (estimate.monthly?.expected ?? 0), 0),
    // Savings of several deployments are never added up.
    saving: Math.max(0, ...children.map(({ saving }) => saving)),
  };
}

/**
 * Nested as on disk. Folders in which there is nothing but one other folder are one node with it, and a folder of one
 * deployment is none: its line would say the same as the next.
 */
function byFolder(
  leaves: readonly Leaf[],
  folder: AnalysedFolder,
  options: TreeOptions,
  above: readonly string[] = [],
): readonly Ranked[] {
  const steps = grouped(leaves, ({ one }) => foldersOf(one, folder)[above.length] ?? null);
  return [...steps].flatMap(([step, inside]) => {
    if (step === null || inside.length === 1) return inside.map(({ ranked }) => ranked);
    const shared = sharedFolders(inside.map(({ one }) => foldersOf(one, folder)));
    const path = shared.join('/');
    const name: GroupName = {
      kind: 'folder',
      label: shared.slice(above.length).join('/'),
      path,
      uri: childUri(folder.base, shared),
    };
    return [rankedGroup(name, inside, byFolder(inside, folder, options, shared), folder, options)];
  });
}

function foldersOf(
  { deployment }: DeploymentAnalysis,
  { base }: AnalysedFolder,
): readonly string[] {
  return relativePath(deployment.uri, base).split('/').slice(0, -1);
}

function sharedFolders(paths: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = paths;
  const end = first.findIndex((step, index) => others.some((path) => path[index] !== step));
  return end < 0 ? first : first.slice(0, end);
}

function childUri(base: string, path: readonly string[]): string {
  return [base.replace(/\/$/, ''), ...path.map(encodeURIComponent)].join('/');
}

function titleOf(format: string): string {
  return formats.find(({ id }) => id === format)?.title ?? format;
}

function sorted(ranked: readonly Ranked[], { order }: TreeOptions): readonly TreeNode[] {
  const isGroup = ({ node }: Ranked): number => ('children' in node ? 0 : 1);
  const byName = (a: Ranked, b: Ranked): number => compareNames(a.node.label, b.node.label);
  const compare: Readonly<Record<TreeOptions['order'], (a: Ranked, b: Ranked) => number>> = {
    cost: (a, b) => b.cost - a.cost || byName(a, b),
    name: (a, b) => isGroup(a) - isGroup(b) || byName(a, b),
    saving: (a, b) => b.saving - a.saving || b.cost - a.cost || byName(a, b),
  };
  return toldApart(ranked.toSorted(compare[order]).map(({ node }) => node));
}

/** Neighbours of one name say the file they stand in. */
function toldApart(nodes: readonly TreeNode[]): readonly TreeNode[] {
  const names = grouped(
    nodes.filter(({ kind }) => kind === 'deployment'),
    ({ label }) => label,
  );
  return nodes.map((node) => {
    if (node.kind !== 'deployment' || names.get(node.label)?.length === 1) return node;
    const { file } = node.row;
    return {
      ...node,
      description: `${file} · ${node.description}`,
      spoken: `${node.spoken}, ${file}`,
    };
  });
}

/** Numbers in names count as numbers: `chat-2` before `chat-10`. The locale is fixed, so that the order is. */
function compareNames(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true, sensitivity: 'base' });
}
