import type { Analysis } from '../analysis.ts';
import { deploymentReport } from './deploymentReport.ts';
import { insightReport } from './insightReport.ts';
import { categoryReports } from './categoryReport.ts';
import { checklistReports } from './checklistReport.ts';
import { findingReport } from './findingReport.ts';
import { groupReports, trafficSplitReports } from './groupReport.ts';
import { reportContext, type ReportContext } from './reportContext.ts';
import { suppressedReports } from './suppressedReport.ts';
import type { Report, SkippedReport, TotalsReport } from './reportModel.ts';

export interface ReportOptions {
  /** URI of the folder that file names are relative to: the current directory, the workspace folder. */
  readonly base: string;
  /** What the host left out before the analysis: files too large or not readable. */
  readonly skipped?: readonly SkippedReport[];
  /** Looks at each deployment closely (`insight`), which prices it some dozens of times again. Default false. */
  readonly insight?: boolean;
}

/** The report on an analysis; every renderer starts here. The same analysis gives the same report. */
export function getReport(analysis: Analysis, options: ReportOptions): Report {
  const context = reportContext(analysis, options.base);
  const { currency, catalog, today } = analysis.environment;
  return {
    version: 1,
    currency: currency.code,
    exchangeRate: { perUsd: currency.perUsd, asOf: currency.asOf },
    date: today,
    prices: { asOf: catalog.asOf, id: catalog.priceId },
    deployments: analysis.deployments.map((one) => ({
      ...deploymentReport(one, context),
      insight: options.insight === true ? insightReport(one, analysis.environment, context) : null,
    })),
    totals: totalsReport(analysis, context),
    byTeam: groupReports(analysis, context, 'team'),
    byEnvironment: groupReports(analysis, context, 'environment'),
    trafficSplits: trafficSplitReports(analysis, context),
    categories: categoryReports(analysis, context),
    findings: [...analysis.files.flatMap(({ findings }) => findings), ...analysis.findings].map(
      (finding) => findingReport(finding, context, finding.uri),
    ),
    suppressed: suppressedReports(analysis, context),
    checklist: checklistReports(analysis, context),
    skipped: [...skippedReports(analysis, context), ...(options.skipped ?? [])],
  };
}

/** A sum of which no part is known is not zero. */
function totalsReport({ deployments, totals }: Analysis, context: ReportContext): TotalsReport {
  const unknown =
    deployments.length > 0 && deployments.every(({ estimate }) => estimate.monthly === null);
  const monthly = unknown ? null : context.moneyRange(totals.monthly);
  return {
    min: monthly?.min ?? null,
    expected: monthly?.expected ?? null,
    max: monthly?.max ?? null,
    jointSaving: unknown ? null : context.money(totals.jointSaving),
    lowerBound: totals.lowerBound || unknown,
  };
}

/** Problems for which a document is not read at all. */
const notRead: ReadonlySet<string> = new Set([
  'too-large',
  'too-deep',
  'too-many-aliases',
  'merge-conflict',
]);

function skippedReports({ files }: Analysis, context: ReportContext): readonly SkippedReport[] {
  return files.flatMap(({ file, skipped }) => {
    const { uri } = file.source;
    const place = context.file(uri);
    const beyondReading = file.problems
      .filter(({ code }) => notRead.has(code))
      .map(({ message, span }) => ({
        file: place,
        reason: message,
        line: context.line(uri, span.start),
      }));
    const objects = skipped.map(({ reason, span }) => ({
      file: place,
      reason,
      line: context.line(uri, span.start),
    }));
    return [...beyondReading, ...objects];
  });
}
