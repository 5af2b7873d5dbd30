import { exceededBudgets } from '../advice/groupBudgets.ts';
import type { DeploymentAnalysis } from '../analysis.ts';
import { isAssumptionsFile } from '../assumptions/nearestAssumptions.ts';
import { policiesFor, policiesOf } from '../assumptions/policies.ts';
import type { Finding } from '../model/finding.ts';
import type { World } from './evaluate.ts';
import { atChosenLevels } from './levels.ts';

/** Budgets of several deployments together that are exceeded, by any of the assumptions files. */
export function groupBudgetFindings(
  deployments: readonly DeploymentAnalysis[],
  { files, override, environment: { currency, levels } }: World,
): readonly Finding[] {
  const sources =
    override === null ? files.filter(({ source }) => isAssumptionsFile(source.uri)) : [override];
  return sources.flatMap((file) => {
    const policies = policiesOf(file);
    if (policies?.values.budgets === undefined) return [];
    const estimates = deployments
      .filter(({ deployment }) =>
        policiesFor(deployment.uri, files, override).some(({ uri }) => uri === policies.uri),
      )
      .map(({ estimate }) => estimate);
    return atChosenLevels(exceededBudgets(estimates, policies, currency), file, levels);
  });
}
