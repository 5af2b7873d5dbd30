import type { Analysis } from '../analysis.ts';
import type { ReportContext } from './reportContext.ts';
import type { BudgetReport } from './reportModel.ts';

/** The budgets of several deployments, each beside what it is used for; those that hold for nothing here are left out. */
export function budgetReports(
  { budgets }: Analysis,
  context: ReportContext,
): readonly BudgetReport[] {
  return budgets
    .filter(({ deployments }) => deployments > 0)
    .map(({ holdsFor, name, basis, budget, cost, lowerBound, deployments, uri, span }) => ({
      holdsFor,
      name,
      basis,
      budget: context.money(budget),
      cost: context.money(cost),
      isExceeded: cost > budget,
      lowerBound,
      deployments,
      file: context.file(uri),
      line: context.line(uri, span.start),
    }));
}
