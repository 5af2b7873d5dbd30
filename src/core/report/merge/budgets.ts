import { budgetLabel, budgetWords } from '../budgetWords.ts';
import { shownIn } from '../format.ts';
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
      const key = keyOf(budget);
      if (merged.has(key)) continue;
      const isOfItsFolder = held(budget, report.deployments).deployments === budget.deployments;
      merged.set(key, isOfItsFolder ? held(budget, deployments) : budget);
    }
  }
  return [...merged.values()];
}

const ofTheSum = 'A budget that no report exceeds alone is exceeded by their sum.';

/** What is told of budgets that no report exceeds alone, and all together do; again where one of the reports is such a sum itself. */
export function budgetRemarks(
  reports: readonly Report[],
  merged: readonly BudgetReport[],
  currency: string,
): readonly string[] {
  const exceededAlone = new Set(
    reports.flatMap(({ budgets, remarks }) =>
      budgets
        .filter((one) => one.isExceeded && !remarks.some((remark) => isOf(remark, one)))
        .map(keyOf),
    ),
  );
  return merged
    .filter((budget) => budget.isExceeded && !exceededAlone.has(keyOf(budget)))
    .map((budget) => {
      const words = `${budgetLabel(budget)}: ${budgetWords(budget, shownIn(currency))}`;
      return `${ofTheSum} ${words} ${placeOf(budget)}`;
    });
}

function isOf(remark: string, budget: BudgetReport): boolean {
  return remark.startsWith(ofTheSum) && remark.endsWith(placeOf(budget));
}

function placeOf({ file, line }: BudgetReport): string {
  return `(${file}:${line}).`;
}

function keyOf({ file, line, holdsFor, name }: BudgetReport): string {
  return JSON.stringify([file, line, holdsFor, name]);
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
