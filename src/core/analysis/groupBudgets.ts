import { policiesFor, policiesOf, type Policies } from '../assumptions/policies.ts';
import { isAssumptionsFile } from '../assumptions/nearestAssumptions.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { Finding } from '../model/finding.ts';
import { formatMonthly, formatQuantity } from '../report/format.ts';
import type { DeploymentAnalysis } from '../analysis.ts';
import type { World } from './evaluate.ts';
import { atChosenLevels } from './levels.ts';

/**
 * Budgets of all deployments, of teams and of environments that are exceeded, each at its line in the assumptions file. What
 * was read counts: of a part of a repository, the part.
 */
export function groupBudgetFindings(
  deployments: readonly DeploymentAnalysis[],
  world: World,
): readonly Finding[] {
  const { files, override, environment } = world;
  const sources =
    override === null ? files.filter(({ source }) => isAssumptionsFile(source.uri)) : [override];
  return sources.flatMap((file) => {
    const policies = policiesOf(file);
    if (policies?.values.budgets === undefined) return [];
    const held = deployments.filter(({ deployment }) =>
      policiesFor(deployment.uri, files, override).some(({ uri }) => uri === policies.uri),
    );
    return atChosenLevels(exceeded(held, policies, world), file, environment.levels);
  });
}

function exceeded(
  held: readonly DeploymentAnalysis[],
  policies: Policies,
  { environment: { currency } }: World,
): readonly Finding[] {
  const {
    total,
    teams = {},
    environments = {},
    basis = 'expected',
    level,
  } = policies.values.budgets ?? {};
  const finding = (
    path: readonly string[],
    whose: string,
    budget: number,
    members: readonly DeploymentAnalysis[],
  ): Finding[] => {
    const estimates = members.map(({ estimate }) => estimate);
    const cost = sumOf(estimates, basis);
    if (cost <= budget) return [];
    const isLeast = estimates.some((one) => one.lowerBound || one.monthly === null);
    const count = formatQuantity(members.length, 'deployment');
    const most = basis === 'max' ? 'at most ' : '';
    return [
      {
        code: 'policy-budget',
        level: level ?? 'error',
        deploymentId: null,
        uri: policies.uri,
        span: policies.span(['budgets', ...path]),
        message:
          `${whose} ${most}${formatMonthly(cost, currency, isLeast)} ` +
          `over ${count}, ${formatMonthly(cost - budget, currency)} above the budget of ${formatMonthly(budget, currency)}.`,
        fixes: [],
        tradeOffs: [],
        consequence: null,
      },
    ];
  };
  const of = (by: 'team' | 'environment', name: string): readonly DeploymentAnalysis[] =>
    held.filter(({ estimate }) => estimate.attribution[by]?.value === name);
  return [
    ...(total === undefined ? [] : finding(['total'], 'All together cost', total, held)),
    ...Object.entries(teams).flatMap(([name, usd]) =>
      finding(['teams', name], `Team ${name} costs`, usd, of('team', name)),
    ),
    ...Object.entries(environments).flatMap(([name, usd]) =>
      finding(['environments', name], `Environment ${name} costs`, usd, of('environment', name)),
    ),
  ];
}

/** USD of what is priced. */
function sumOf(estimates: readonly CostEstimate[], basis: 'expected' | 'max'): number {
  return estimates.reduce((sum, { monthly }) => sum + (monthly?.[basis] ?? 0), 0);
}
