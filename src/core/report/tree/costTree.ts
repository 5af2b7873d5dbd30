import type { DeploymentAnalysis } from '../../analysis.ts';
import { isLowerBound, total } from '../../cost/total.ts';
import { largestSaving, monthlyText } from '../../features/headline.ts';
import type { Currency } from '../../model/environment.ts';
import type { Range } from '../../model/sourced.ts';
import { groupNodes } from './treeGroups.ts';
import type {
  AnalysedFolder,
  CostTree,
  ProblemCount,
  TreeGroup,
  TreeNode,
  TreeOptions,
} from './treeModel.ts';
import { groupTexts, problemCount, problemNodes } from './treeNodes.ts';

/** The tree of all folders. With more than one, each is a node of its own: their assumptions and currencies are. */
export function getCostTree(folders: readonly AnalysedFolder[], options: TreeOptions): CostTree {
  const shown = folders.map((folder) => ({
    folder,
    members: folder.analysis.deployments.filter((one) => isShown(one, options)),
  }));
  const nodes =
    folders.length > 1
      ? shown.map(({ folder, members }) => workspaceFolder(folder, members, options))
      : shown.flatMap(({ folder, members }) => nodesOf(folder, members, options));
  return {
    nodes: nodes.filter((node) => !('children' in node) || node.children.length > 0),
    total: totalText(folders),
    shown: shown.reduce((sum, { members }) => sum + members.length, 0),
    deployments: folders.reduce((sum, { analysis }) => sum + analysis.deployments.length, 0),
    problems: problemsIn(folders),
  };
}

function isShown({ findings }: DeploymentAnalysis, { filter }: TreeOptions): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'savings':
      return largestSaving(findings) !== null;
    case 'problems': {
      const { errors, warnings } = problemCount(findings);
      return errors + warnings > 0;
    }
  }
}

function workspaceFolder(
  folder: AnalysedFolder,
  members: readonly DeploymentAnalysis[],
  options: TreeOptions,
): TreeGroup {
  return {
    kind: 'workspaceFolder',
    id: folder.base,
    label: folder.name,
    folder: folder.base,
    children: nodesOf(folder, members, options),
    ...groupTexts(folder.name, members, folder.analysis.environment.currency),
  };
}

/** What concerns several deployments stands above them. */
function nodesOf(
  folder: AnalysedFolder,
  members: readonly DeploymentAnalysis[],
  options: TreeOptions,
): readonly TreeNode[] {
  const problems = options.filter === 'savings' ? [] : problemNodes(folder);
  return [...problems, ...groupNodes(folder, members, options)];
}

/** Errors and warnings on deployments, on files, and on several deployments together. */
export function problemsIn(folders: readonly AnalysedFolder[]): ProblemCount {
  return problemCount(
    folders.flatMap(({ analysis: { deployments, files, findings } }) => [
      ...deployments.flatMap((one) => one.findings),
      ...files.flatMap((one) => one.findings),
      ...findings,
    ]),
  );
}

/** `$48,200/mo ($41,000–66,000)`, `≥ $1,200/mo`; null where there is no sum. */
export function totalText(folders: readonly AnalysedFolder[]): string | null {
  const sum = totalOf(folders);
  return sum === null ? null : monthlyText({ ...sum, candidates: [] }, sum.currency);
}

/** What all deployments cost; null without one, or where the folders have different currencies. */
export function totalOf(folders: readonly AnalysedFolder[]): {
  readonly monthly: Range | null;
  readonly lowerBound: boolean;
  readonly currency: Currency;
} | null {
  const estimates = folders.flatMap(({ analysis }) =>
    analysis.deployments.map(({ estimate }) => estimate),
  );
  const currency = commonCurrency(folders);
  if (estimates.length === 0 || currency === null) return null;
  const lowerBound = isLowerBound(estimates);
  return { monthly: total(estimates), lowerBound, currency };
}

/** The currency of all folders; null where they differ: sums of two currencies are in neither. */
function commonCurrency(folders: readonly AnalysedFolder[]): Currency | null {
  const currencies = folders.map(({ analysis }) => analysis.environment.currency);
  const [first, ...others] = currencies;
  const same = ({ code, perUsd }: Currency): boolean =>
    code === first?.code && perUsd === first.perUsd;
  return first !== undefined && others.every(same) ? first : null;
}
