import type { Analysis } from '../analysis.ts';
import { groupReports, trafficSplitReports } from './groupReport.ts';
import { panelAssumptions } from './panelAssumptions.ts';
import { panelChecklist } from './panelChecklist.ts';
import { panelContext } from './panelContext.ts';
import { panelDeployment } from './panelDeployment.ts';
import { panelDetails } from './panelDetails.ts';
import type { PanelDetails } from './panelDetailsSchema.ts';
import { panelMonth } from './panelMonth.ts';
import type { PanelModel } from './panelSchema.ts';
import { panelFinding } from './panelFinding.ts';
import { panelSuggestions } from './panelSuggestions.ts';
import { panelTrend } from './panelTrend.ts';
import type { PanelTrend } from './panelTrendSchema.ts';
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

/** The year to come for the panel; null where nothing is priced. */
export function getPanelTrend(analysis: Analysis, base: string): PanelTrend | null {
  return panelTrend(panelContext(analysis, base));
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
    month: panelMonth(context),
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
