import { oldestUsed } from '../advice/priceAge.ts';
import type { Analysis } from '../analysis.ts';
import type { priceFixes } from '../analyze.ts';
import { analysisOfGroup, type GroupFilter } from '../narrow.ts';
import { panelFilters } from './panelFilter.ts';
import { trafficSplitReports } from './groupReport.ts';
import { panelAssumptions } from './panelAssumptions.ts';
import { panelChecklist } from './panelChecklist.ts';
import { panelContext } from './panelContext.ts';
import { panelDeployment } from './panelDeployment.ts';
import { panelDetails } from './panelDetails.ts';
import type { PanelDetails } from './panelDetailsSchema.ts';
import { panelGroups } from './panelGroups.ts';
import { panelMonth } from './panelMonth.ts';
import type { PanelModel } from './panelSchema.ts';
import { panelFinding } from './panelFinding.ts';
import { panelSuggestions } from './panelSuggestions.ts';
import { panelTrend } from './panelTrend.ts';
import type { PanelTrend } from './panelTrendSchema.ts';
import { panelSuppressed } from './panelSuppressed.ts';
import { priceDayText } from '../advice/priceDayText.ts';
import { trafficSplitTexts } from './summary.ts';

export interface PanelOptions {
  /** URI of the folder that the report covers; file names are relative to it. */
  readonly base: string;
  /** The folder's name. */
  readonly scope: string;
  /** Titles of the formats that are read. */
  readonly formats: readonly string[];
  /** The team and the environment that are shown; absent = all. */
  readonly filter?: GroupFilter;
  /** With the cache of the host, where it has one. */
  readonly price?: typeof priceFixes;
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

/** The year to come for the panel; null where nothing is priced. */
export function getPanelTrend(
  analysis: Analysis,
  base: string,
  filter: GroupFilter = everybody,
): PanelTrend | null {
  return panelTrend(panelContext(analysisOfGroup(analysis, filter), base));
}

const everybody: GroupFilter = { team: null, environment: null };

/** The analysis as the panel shows it: finished words, with bare numbers only where something is sorted or drawn. */
export function getPanelModel(whole: Analysis, options: PanelOptions): PanelModel {
  const { filter = everybody, price } = options;
  const analysis = analysisOfGroup(whole, filter, price);
  const context = panelContext(analysis, options.base);
  const { catalog, currency, today } = analysis.environment;
  return {
    scope: options.scope,
    scopeUri: options.base,
    currency: currency.code,
    prices: `Prices of ${priceDayText(catalog.asOf, oldestUsed(analysis.deployments), today)}`,
    pricesAreOld: messageOf(whole, 'price-stale'),
    filters: panelFilters(whole, filter),
    month: panelMonth(context),
    deployments: analysis.deployments.map((one) => panelDeployment(one, context)),
    groups: panelGroups(context),
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

/** What the finding of this code says, wherever it stands; null without one. */
function messageOf({ deployments }: Analysis, code: string): string | null {
  const all = deployments.flatMap(({ findings }) => findings);
  return all.find((finding) => finding.code === code)?.message ?? null;
}
