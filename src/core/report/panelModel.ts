import type { Analysis } from '../analysis.ts';
import { formatMonthly, formatMonthlyRange, formatPercent, isSpread } from './format.ts';
import { panelAssumptions } from './panelAssumptions.ts';
import { categoryLabels, panelContext } from './panelContext.ts';
import { panelDeployment } from './panelDeployment.ts';
import { panelDetails } from './panelDetails.ts';
import type { PanelDetails } from './panelDetailsSchema.ts';
import type { PanelModel, PanelMonth } from './panelSchema.ts';
import { panelSuggestions } from './panelSuggestions.ts';

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
    month: month(analysis),
    deployments: analysis.deployments.map((one) => panelDeployment(one, context)),
    suggestions: panelSuggestions(context),
    assumptions: panelAssumptions(context),
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

function month({ deployments, totals, environment }: Analysis): PanelMonth | null {
  if (deployments.length === 0) return null;
  const { currency } = environment;
  const { monthly, lowerBound, jointSaving } = totals;
  return {
    expected: formatMonthly(monthly.expected, currency, lowerBound),
    range: isSpread(monthly, currency) ? formatMonthlyRange(monthly, currency) : null,
    saving:
      jointSaving > 0
        ? `The suggestions together would save ${formatMonthly(jointSaving, currency)}.`
        : null,
    categories: categories(deployments, environment),
  };
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
