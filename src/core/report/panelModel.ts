import type { Analysis } from '../analysis.ts';
import { formatMonthly, formatMonthlyRange, formatPercent, isSpread, shownIn } from './format.ts';
import { categoryReports } from './categoryReport.ts';
import { groupReports, trafficSplitReports } from './groupReport.ts';
import { panelAssumptions } from './panelAssumptions.ts';
import { panelChecklist } from './panelChecklist.ts';
import { categoryLabels, panelContext, type PanelContext } from './panelContext.ts';
import { panelDeployment } from './panelDeployment.ts';
import { panelDetails } from './panelDetails.ts';
import type { PanelDetails } from './panelDetailsSchema.ts';
import type { PanelModel, PanelMonth } from './panelSchema.ts';
import { panelFinding } from './panelFinding.ts';
import { panelSuggestions } from './panelSuggestions.ts';
import { panelSuppressed } from './panelSuppressed.ts';
import { groupTables, trafficSplitTexts } from './summary.ts';

export interface PanelOptions {
  /** URI of the folder that the report covers; file names are relative to it. */
  readonly base: string;
  /** The folder's name. */
  readonly scope: string;
  /** Titles of the formats that are read. */
  readonly formats: readonly string[];
  /** Files that were not read at all, and why. */
  readonly unread?: readonly { readonly uri: string; readonly reason: string }[];
}

/** The details of one deployment for the panel; null when the analysis does not have it. */
export function getPanelDetails(
  analysis: Analysis,
  deploymentId: string,
  base: string,
): PanelDetails | null {
  const one = analysis.deployments.find(({ deployment }) => deployment.id === deploymentId);
  return one === undefined ? null : panelDetails(one, panelContext(analysis, base));
}

/** The analysis as the panel shows it: finished words, with bare numbers only where something is sorted or drawn. */
export function getPanelModel(analysis: Analysis, options: PanelOptions): PanelModel {
  const context = panelContext(analysis, options.base);
  const { catalog, currency } = analysis.environment;
  return {
    scope: options.scope,
    scopeUri: options.base,
    currency: currency.code,
    prices: `Prices of ${catalog.asOf}`,
    month: month(context),
    deployments: analysis.deployments.map((one) => panelDeployment(one, context)),
    groups: groupTables({
      currency: currency.code,
      byTeam: groupReports(analysis, context, 'team'),
      byEnvironment: groupReports(analysis, context, 'environment'),
    }),
    splits: trafficSplitTexts({
      currency: currency.code,
      trafficSplits: trafficSplitReports(analysis, context),
    }),
    suggestions: panelSuggestions(context),
    assumptions: panelAssumptions(context),
    findings: [...analysis.files, analysis]
      .flatMap(({ findings }) => findings)
      .map((finding) => panelFinding(finding, context)),
    checklist: panelChecklist(context),
    suppressed: panelSuppressed(context),
    skipped: [
      ...analysis.files.flatMap(({ file, skipped }) =>
        skipped.map(({ reason, span }) => ({
          reason,
          place: context.place(file.source.uri, span),
        })),
      ),
      ...(options.unread ?? []).map(({ uri, reason }) => ({
        reason,
        place: context.place(uri, { start: 0, end: 0 }),
      })),
    ],
    formats: options.formats,
  };
}

function month(context: PanelContext): PanelMonth | null {
  const { deployments, totals, environment } = context.analysis;
  if (deployments.length === 0) return null;
  const { currency } = environment;
  const { monthly, lowerBound, jointSaving } = totals;
  return {
    // A sum of which no part is known is not zero.
    expected: deployments.every(({ estimate }) => estimate.monthly === null)
      ? 'Not known'
      : formatMonthly(monthly.expected, currency, lowerBound),
    range: isSpread(monthly, currency) ? formatMonthlyRange(monthly, currency) : null,
    saving:
      jointSaving > 0
        ? `The suggestions together would save ${formatMonthly(jointSaving, currency)}.`
        : null,
    categories: categories(deployments, environment),
    shares: shares(context),
  };
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
