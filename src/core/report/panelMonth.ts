import type { Analysis } from '../analysis.ts';
import type { Range } from '../model/sourced.ts';
import { categoryReports } from './categoryReport.ts';
import { formatMoney, formatMonthly, formatPercent, isSpread, shownIn } from './format.ts';
import { panelBudgets } from './panelBudgets.ts';
import { categoryLabels, type PanelContext } from './panelContext.ts';
import type { PanelMonth } from './panelMonthSchema.ts';

/** What all deployments cost a month; null without any. */
export function panelMonth(context: PanelContext): PanelMonth | null {
  const { deployments, totals, environment } = context.analysis;
  if (deployments.length === 0) return null;
  const { currency } = environment;
  const { monthly, lowerBound, jointSaving } = totals;
  return {
    // A sum of which no part is known is not zero.
    expected: deployments.every(({ estimate }) => estimate.monthly === null)
      ? 'Not known'
      : formatMonthly(monthly.expected, currency, lowerBound),
    spread: isSpread(monthly, currency) ? spread(monthly, context) : null,
    saving:
      jointSaving > 0
        ? `The suggestions together would save ${formatMonthly(jointSaving, currency)}.`
        : null,
    categories: categories(deployments, environment),
    shares: shares(context),
    budgets: panelBudgets(context),
  };
}

function spread(
  { min, expected, max }: Range,
  { analysis: { environment } }: PanelContext,
): PanelMonth['spread'] {
  const marked = (usd: number): { text: string; share: number } => ({
    text: formatMoney(usd, environment.currency),
    share: Math.min(1, Math.max(0, usd / max)),
  });
  return { least: marked(min), expected: marked(expected), most: marked(max) };
}

/** Money in a report is in the currency it is shown in. */
function shares(context: PanelContext): PanelMonth['shares'] {
  const currency = shownIn(context.analysis.environment.currency.code);
  return categoryReports(context.analysis, context).flatMap(
    ({ category, expected, share, usual, remark }) =>
      share === null
        ? []
        : [
            {
              label: categoryLabels[category],
              monthly: formatMonthly(expected, currency),
              share: formatPercent(share),
              usual: `${formatPercent(usual.from)}–${formatPercent(usual.to)}`,
              remark: remark ?? 'as is usual',
            },
          ],
  );
}

function categories(
  deployments: Analysis['deployments'],
  { currency }: Analysis['environment'],
): PanelMonth['categories'] {
  const sums = (['compute', 'network', 'storage', 'management'] as const).map((id) => ({
    id,
    usd: deployments.reduce((sum, { estimate }) => sum + estimate.byCategory[id], 0),
  }));
  const whole = sums.reduce((sum, { usd }) => sum + usd, 0);
  return sums
    .filter(({ usd }) => usd > 0)
    .map(({ id, usd }) => ({
      id,
      label: categoryLabels[id],
      monthly: `${formatMonthly(usd, currency)} (${formatPercent(usd / whole)})`,
      share: Math.min(1, usd / whole),
    }));
}
