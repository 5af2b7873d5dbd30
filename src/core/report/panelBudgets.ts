import { budgetLabel, budgetWords } from './budgetWords.ts';
import type { PanelContext } from './panelContext.ts';
import type { PanelMonth } from './panelMonthSchema.ts';

type PanelBudget = PanelMonth['budgets'][number];

/** The budgets of several deployments, each beside what it is used for; those that hold for nothing here are left out. */
export function panelBudgets(context: PanelContext): readonly PanelBudget[] {
  return context.analysis.budgets
    .filter(({ deployments }) => deployments > 0)
    .map((one) => {
      const { cost, budget, uri, span } = one;
      const longer = Math.max(cost, budget);
      const part = (usd: number): number => (longer > 0 ? usd / longer : 0);
      const told = { ...one, file: context.file(uri) };
      return {
        label: budgetLabel(told),
        words: budgetWords(told, context.analysis.environment.currency),
        isExceeded: cost > budget,
        used: part(cost),
        limit: part(budget),
        place: context.place(uri, span),
      };
    });
}
