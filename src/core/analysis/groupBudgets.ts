import { exceededBudgets, groupBudgets } from '../advice/groupBudgets.ts';
import type { DeploymentAnalysis } from '../analysis.ts';
import { isAssumptionsFile } from '../assumptions/nearestAssumptions.ts';
import { policiesFor, policiesOf } from '../assumptions/policies.ts';
import type { GroupBudget } from '../model/budget.ts';
import type { Finding } from '../model/finding.ts';
import type { World } from './evaluate.ts';
import { atChosenLevels } from './levels.ts';

/** Budgets of several deployments together, of all the assumptions files, and findings on those that are exceeded. */
export interface HeldBudgets {
  readonly budgets: readonly GroupBudget[];
  readonly findings: readonly Finding[];
}

/** Holds what the deployments come to against the budgets of each assumptions file that counts for them. */
export function holdBudgets(
  deployments: readonly DeploymentAnalysis[],
  { files, override, environment: { currency, levels } }: World,
): HeldBudgets {
  const sources =
    override === null ? files.filter(({ source }) => isAssumptionsFile(source.uri)) : [override];
  const held = sources.map((file) => {
    const policies = policiesOf(file);
    if (policies?.values.budgets === undefined) return { budgets: [], findings: [] };
    const estimates = deployments
      .filter(({ deployment }) =>
        policiesFor(deployment.uri, files, override).some(({ uri }) => uri === policies.uri),
      )
      .map(({ estimate }) => estimate);
    const budgets = groupBudgets(estimates, policies);
    return {
      budgets,
      findings: atChosenLevels(exceededBudgets(budgets, currency), file, levels),
    };
  });
  return {
    budgets: held.flatMap(({ budgets }) => budgets),
    findings: held.flatMap(({ findings }) => findings),
  };
}
