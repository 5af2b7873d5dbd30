import type { GroupBudget } from '../model/budget.ts';
import { formatMonthly, formatPercent } from './format.ts';
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
      return {
        label: label(one, context),
        words: words(one, context),
        isExceeded: cost > budget,
        used: part(cost),
        limit: part(budget),
        place: context.place(uri, span),
      };
    });
}

function label({ holdsFor, name, uri }: GroupBudget, context: PanelContext): string {
  switch (holdsFor) {
    case 'total': {
      const [, folder = ''] = /^(.*)\/[^/]*$/.exec(context.file(uri)) ?? [];
      return /^(?:\.\.\/?)*$/.test(folder) ? 'All deployments' : `All in ${folder}`;
    }
    case 'team':
      return `Team ${name ?? ''}`;
    case 'environment':
      return `Environment ${name ?? ''}`;
  }
}

function words({ cost, budget, basis, lowerBound }: GroupBudget, context: PanelContext): string {
  const { currency } = context.analysis.environment;
  const most = basis === 'max' ? 'at most ' : '';
  const used = `${most}${formatMonthly(cost, currency, lowerBound)} of ${formatMonthly(budget, currency)}`;
  if (cost > budget) return `${used}, ${formatMonthly(cost - budget, currency)} above it`;
  // Of what is not all known, no share is.
  return lowerBound || budget === 0 ? used : `${used}, ${formatPercent(cost / budget)}`;
}
