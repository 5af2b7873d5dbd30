import { fileFinding } from '../assumptions/fileFinding.ts';
import type { Policies } from '../assumptions/policies.ts';
import { isLowerBound } from '../cost/total.ts';
import type { GroupBudget } from '../model/budget.ts';
import type { Currency } from '../model/environment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { Finding } from '../model/finding.ts';
import { formatMonthly, formatQuantity } from '../report/format.ts';

/**
 * Budgets of all deployments, of teams and of environments, each held against what it is for. `estimates` are of what the
 * file's policies hold for; of a part of a repository, of that part.
 */
export function groupBudgets(
  estimates: readonly CostEstimate[],
  policies: Policies,
): readonly GroupBudget[] {
  const { budgets } = policies.values;
  if (budgets === undefined) return [];
  const { total, teams = {}, environments = {}, basis = 'expected', level = 'error' } = budgets;
  const held = (
    path: readonly string[],
    holdsFor: GroupBudget['holdsFor'],
    budget: number,
    members: readonly CostEstimate[],
  ): GroupBudget => ({
    holdsFor,
    name: path[1] ?? null,
    budget,
    basis,
    // What has no price counts for nothing.
    cost: members.reduce((sum, { monthly }) => sum + (monthly?.[basis] ?? 0), 0),
    lowerBound: isLowerBound(members),
    deployments: members.length,
    level,
    uri: policies.uri,
    span: policies.span(['budgets', ...path]),
  });
  const of = (by: 'team' | 'environment', name: string): readonly CostEstimate[] =>
    estimates.filter(({ attribution }) => attribution[by]?.value === name);
  return [
    ...(total === undefined ? [] : [held(['total'], 'total', total, estimates)]),
    ...Object.entries(teams).map(([name, usd]) =>
      held(['teams', name], 'team', usd, of('team', name)),
    ),
    ...Object.entries(environments).map(([name, usd]) =>
      held(['environments', name], 'environment', usd, of('environment', name)),
    ),
  ];
}

/** A finding on each budget that is exceeded, at its line in the assumptions file. */
export function exceededBudgets(
  budgets: readonly GroupBudget[],
  currency: Currency,
): readonly Finding[] {
  return budgets
    .filter(({ cost, budget }) => cost > budget)
    .map((one) => {
      const { budget, basis, cost, lowerBound, deployments, level, uri, span } = one;
      const most = basis === 'max' ? 'at most ' : '';
      const message =
        `${whose(one)} ${most}${formatMonthly(cost, currency, lowerBound)} over ${formatQuantity(deployments, 'deployment')}, ` +
        `${formatMonthly(cost - budget, currency)} above the budget of ${formatMonthly(budget, currency)}.`;
      return fileFinding({ code: 'policy-budget', level, uri, span, message });
    });
}

function whose({ holdsFor, name }: GroupBudget): string {
  switch (holdsFor) {
    case 'total':
      return 'All together cost';
    case 'team':
      return `Team ${name ?? ''} costs`;
    case 'environment':
      return `Environment ${name ?? ''} costs`;
  }
}
