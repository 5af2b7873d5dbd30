import { formatMonthly, formatMoneyRange, formatQuantity, isSpread, shownIn } from './format.ts';
import { groupReports } from './groupReport.ts';
import type { PanelContext } from './panelContext.ts';
import type { PanelGroup } from './panelMonthSchema.ts';
import type { GroupReport } from './reportModel.ts';

const titles = { team: 'By team', environment: 'By environment' } as const;

/** Totals by team and by environment, dearest first; left out where nobody names any. */
export function panelGroups(context: PanelContext): readonly PanelGroup[] {
  return (['team', 'environment'] as const)
    .map((by) => ({ title: titles[by], groups: groupReports(context.analysis, context, by) }))
    .filter(({ groups }) => groups.some(({ name }) => name !== null))
    .map(({ title, groups }) => ({
      title,
      rows: groups.map((group) => row(group, groups[0]?.expected ?? 0, context)),
    }));
}

function row(
  { name, deployments, min, expected, max, lowerBound }: GroupReport,
  most: number,
  { analysis }: PanelContext,
): PanelGroup['rows'][number] {
  // Money in a report is in the currency it is shown in.
  const currency = shownIn(analysis.environment.currency.code);
  const range = expected === null || min === null || max === null ? null : { min, expected, max };
  return {
    name: name ?? 'not named',
    deployments: formatQuantity(deployments, 'deployment'),
    monthly: expected === null ? 'not known' : formatMonthly(expected, currency, lowerBound),
    range: range === null || !isSpread(range, currency) ? null : formatMoneyRange(range, currency),
    share: expected === null || most <= 0 ? null : Math.min(1, expected / most),
  };
}
