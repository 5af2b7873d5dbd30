import type { GroupBudget } from '../model/budget.ts';
import type { Currency } from '../model/environment.ts';
import { formatMonthly, formatPercent } from './format.ts';

/** What words on a budget need; money in the currency that they are said in, `file` is the one that states it. */
type Told = Pick<GroupBudget, 'holdsFor' | 'name' | 'budget' | 'basis' | 'cost' | 'lowerBound'> & {
  readonly file: string;
};

/** `All deployments`, `All in prod`, `Team search`. */
export function budgetLabel({ holdsFor, name, file }: Omit<Told, 'cost' | 'budget'>): string {
  switch (holdsFor) {
    case 'total': {
      const [, folder = ''] = /^(.*)\/[^/]*$/.exec(file) ?? [];
      return /^(?:\.\.\/?)*$/.test(folder) ? 'All deployments' : `All in ${folder}`;
    }
    case 'team':
      return `Team ${name ?? ''}`;
    case 'environment':
      return `Environment ${name ?? ''}`;
  }
}

/** `$6,900/mo of $9,000/mo, 77%`. */
export function budgetWords({ cost, budget, basis, lowerBound }: Told, currency: Currency): string {
  const most = basis === 'max' ? 'at most ' : '';
  const used = `${most}${formatMonthly(cost, currency, lowerBound)} of ${formatMonthly(budget, currency)}`;
  if (cost > budget) return `${used}, ${formatMonthly(cost - budget, currency)} above it`;
  // Of what is not all known, no share is.
  return lowerBound || budget === 0 ? used : `${used}, ${formatPercent(cost / budget)}`;
}
