import { fileFinding } from '../assumptions/fileFinding.ts';
import type { Policies } from '../assumptions/policies.ts';
import type { Currency } from '../model/environment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { Finding } from '../model/finding.ts';
import { formatMonthly, formatQuantity } from '../report/format.ts';

/**
 * Budgets of all deployments, of teams and of environments that are exceeded, each at its line in the assumptions file.
 * `estimates` are of what the file's policies hold for; of a part of a repository, of that part.
 */
export function exceededBudgets(
  estimates: readonly CostEstimate[],
  policies: Policies,
  currency: Currency,
): readonly Finding[] {
  const { budgets } = policies.values;
  if (budgets === undefined) return [];
  const { total, teams = {}, environments = {}, basis = 'expected', level = 'error' } = budgets;
  const most = basis === 'max' ? 'at most ' : '';
  const held = (
    path: readonly string[],
    whose: string,
    budget: number,
    members: readonly CostEstimate[],
  ): Finding[] => {
    // What has no price counts for nothing.
    const cost = members.reduce((sum, { monthly }) => sum + (monthly?.[basis] ?? 0), 0);
    if (cost <= budget) return [];
    const isLeast = members.some((one) => one.lowerBound || one.monthly === null);
    const message =
      `${whose} ${most}${formatMonthly(cost, currency, isLeast)} over ${formatQuantity(members.length, 'deployment')}, ` +
      `${formatMonthly(cost - budget, currency)} above the budget of ${formatMonthly(budget, currency)}.`;
    return [
      fileFinding({
        code: 'policy-budget',
        level,
        uri: policies.uri,
        span: policies.span(['budgets', ...path]),
        message,
      }),
    ];
  };
  const of = (by: 'team' | 'environment', name: string): readonly CostEstimate[] =>
    estimates.filter(({ attribution }) => attribution[by]?.value === name);
  return [
    ...(total === undefined ? [] : held(['total'], 'All together cost', total, estimates)),
    ...Object.entries(teams).flatMap(([name, usd]) =>
      held(['teams', name], `Team ${name} costs`, usd, of('team', name)),
    ),
    ...Object.entries(environments).flatMap(([name, usd]) =>
      held(['environments', name], `Environment ${name} costs`, usd, of('environment', name)),
    ),
  ];
}
