import { oldestUsed } from '../../advice/priceAge.ts';
import type { DeploymentAnalysis } from '../../analysis.ts';
import type { StatusBarText } from '../../features/statusBar.ts';
import { escapeMarkdown } from '../../text/escapeMarkdown.ts';
import { formatMonthly, formatQuantity } from '../format.ts';
import { priceDayText } from '../../advice/priceDayText.ts';
import { problemsIn, totalOf, totalText } from './costTree.ts';
import type { AnalysedFolder } from './treeModel.ts';
import { deploymentNode, problemText } from './treeNodes.ts';

const MOST_ROWS = 8;

/** What all folders of a workspace cost together, with a table of the largest; null without a deployment. */
export function getWorkspaceStatus(folders: readonly AnalysedFolder[]): StatusBarText | null {
  const all = folders
    .flatMap((folder) => folder.analysis.deployments.map((one) => ({ one, folder })))
    .toSorted((a, b) => costOf(b.one) - costOf(a.one));
  if (all.length === 0) return null;
  const count = formatQuantity(all.length, 'deployment');
  const hidden = all.length - MOST_ROWS;
  const problems = problemText(problemsIn(folders));
  const rows = all.slice(0, MOST_ROWS).map(({ one, folder }) => {
    const { name, monthly, hardware } = deploymentNode(one, folder).row;
    return `| ${[name, monthly, hardware].map(escapeMarkdown).join(' | ')} |`;
  });
  const days = new Set(
    folders.map(({ analysis: { environment, deployments } }) =>
      priceDayText(environment.catalog.asOf, oldestUsed(deployments), environment.today),
    ),
  );
  const lines = [
    ['**Workspace**', escapeMarkdown(totalText(folders) ?? ''), count, problems]
      .filter((text) => text !== '')
      .join(' · '),
    ['| Deployment | Monthly | Hardware |', '| --- | ---: | --- |', ...rows].join('\n'),
    hidden > 0 ? `and ${hidden} more` : '',
    `Prices of ${escapeMarkdown([...days].join('; '))}.`,
  ];
  return {
    text: shortTotal(folders) ?? count,
    tooltip: lines.filter((line) => line !== '').join('\n\n'),
  };
}

/** Without its range, which the tooltip has: there is little room. */
function shortTotal(folders: readonly AnalysedFolder[]): string | null {
  const sum = totalOf(folders);
  if (sum === null) return null;
  return formatMonthly(sum.monthly?.expected ?? 0, sum.currency, sum.lowerBound);
}

function costOf({ estimate }: DeploymentAnalysis): number {
  return estimate.monthly?.expected ?? -1;
}
