import { figure } from '../reportContext.ts';
import type { BudgetReport, DeploymentReport, Report } from '../reportModel.ts';
import { sumOfMonths } from '../repositoryReport.ts';

/**
 * The budgets of several reports, each held against what `deployments`, those that count of all reports, cost of it: reports of two
 * parts of one repository share its budgets. Where a report held one against other deployments than those that lie below its file,
 * its figures stay as they are written.
 */
export function mergedBudgets(
  reports: readonly Report[],
  deployments: readonly DeploymentReport[],
): readonly BudgetReport[] {
  const merged = new Map<string, BudgetReport>();
  for (const report of reports) {
    for (const budget of report.budgets) {
      const key = JSON.stringify([budget.file, budget.line, budget.holdsFor, budget.name]);
      if (merged.has(key)) continue;
      const isOfItsFolder = held(budget, report.deployments).deployments === budget.deployments;
      merged.set(key, isOfItsFolder ? held(budget, deployments) : budget);
    }
  }
  return [...merged.values()];
}

function held(budget: BudgetReport, deployments: readonly DeploymentReport[]): BudgetReport {
  const folder = budget.file.slice(0, budget.file.lastIndexOf('/') + 1);
  const members = deployments.filter(
    (one) =>
      one.file.startsWith(folder) &&
      (budget.holdsFor === 'total' || one[budget.holdsFor] === budget.name),
  );
  const sum = sumOfMonths(members);
  const cost = figure(sum[budget.basis] ?? 0);
  return {
    ...budget,
    cost,
    isExceeded: cost > budget.budget,
    lowerBound: sum.lowerBound,
    deployments: members.length,
  };
}
