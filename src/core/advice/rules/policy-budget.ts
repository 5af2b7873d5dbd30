import { namesOf } from '../../assumptions/layers.ts';
import { isPattern, matchesPattern } from '../../assumptions/pattern.ts';
import type { PoliciesValues } from '../../assumptions/policiesSchema.ts';
import type { Deployment } from '../../model/deployment.ts';
import { formatMonthly } from '../../report/format.ts';
import { nothingChanges } from '../consequences.ts';
import { placeOf } from '../place.ts';
import { policyFinding, stating } from '../policyFinding.ts';
import type { Rule } from '../rule.ts';

/** A deployment costs more than its budget. Budgets of teams, environments and all are held against their sums. */
export const policyBudget: Rule = {
  code: 'policy-budget',
  title: 'Over budget',
  level: 'error',
  explanation:
    'The month costs more than `policies.budgets` of the assumptions file allows: a deployment by its name, any ' +
    'deployment, or the deployments of a team, of an environment, or all of them together. The expected month counts ' +
    'unless `basis` says max. What has no price counts for nothing, so that an unpriced total is never over budget by a guess.',
  consequence: nothingChanges,
  check(subject) {
    const { deployment, estimate, currency } = subject;
    const broken = stating(subject, ({ budgets }) => budgets).flatMap(({ value: budgets }) => {
      const limit = budgetOf(deployment, budgets);
      const cost = estimate.monthly?.[budgets.basis ?? 'expected'] ?? 0;
      return limit === null || cost <= limit.usd ? [] : [{ ...limit, cost, budgets }];
    });
    const [first] = broken.toSorted((a, b) => b.cost - b.usd - (a.cost - a.usd));
    if (first === undefined) return [];
    const { usd, cost, field, budgets } = first;
    const most = budgets.basis === 'max' ? ' at most' : '';
    return [
      policyFinding(
        placeOf(deployment),
        budgets.level,
        'error',
        `Costs ${formatMonthly(cost, currency, estimate.lowerBound)}${most}, ${formatMonthly(cost - usd, currency)} above its budget of ` +
          `${formatMonthly(usd, currency)} (policies.budgets.${field}).`,
      ),
    ];
  },
};

/** The budget that is meant for it most of all: by name, by the last pattern, by that of each deployment. */
function budgetOf(
  deployment: Deployment,
  { deployments = {}, perDeployment }: NonNullable<PoliciesValues['budgets']>,
): { readonly usd: number; readonly field: string } | null {
  const names = namesOf(deployment);
  const entries = Object.entries(deployments);
  const found =
    entries.find(([key]) => !isPattern(key) && names.includes(key)) ??
    entries.findLast(([key]) => names.some((name) => matchesPattern(key, name)));
  if (found !== undefined) return { usd: found[1], field: `deployments.${found[0]}` };
  return perDeployment === undefined ? null : { usd: perDeployment, field: 'perDeployment' };
}
