import type { Analysis } from '../analysis.ts';
import { deploymentReport } from './deploymentReport.ts';
import { insightReport } from './insightReport.ts';
import { budgetReports } from './budgetReport.ts';
import { categoryReports } from './categoryReport.ts';
import { checklistReports } from './checklistReport.ts';
import { groupReports, trafficSplitReports } from './groupReport.ts';
import { reportContext, type ReportContext } from './reportContext.ts';
import { repositoryOf, repositoryReports, type RepositoryOrigin } from './repositoryReport.ts';
import { commonFindings, monthReport, reportHead } from './reportHead.ts';
import { suppressedReports } from './suppressedReport.ts';
import type { Report, SkippedReport, TotalsReport } from './reportModel.ts';

export interface ReportOptions {
  /** URI of the folder that file names are relative to: the current directory, the workspace folder. */
  readonly base: string;
  /** What the host left out before the analysis: files too large or not readable. */
  readonly skipped?: readonly SkippedReport[];
  /** Looks at each deployment closely (`insight`), which prices it some dozens of times again. Default false. */
  readonly insight?: boolean;
  /** Where the files come from, as far as somebody says. */
  readonly repositories?: readonly RepositoryOrigin[];
}

/** The report on an analysis; every renderer starts here. The same analysis gives the same report. */
export function getReport(analysis: Analysis, options: ReportOptions): Report {
  const context = reportContext(analysis, options.base);
  const head = reportHead(analysis);
  const origins = options.repositories ?? [];
  const deployments = analysis.deployments.map((one) => {
    const deployment = deploymentReport(one, context);
    return {
      ...deployment,
      repository: repositoryOf(deployment.file, origins)?.name ?? null,
      insight: options.insight === true ? insightReport(one, one.environment, context) : null,
    };
  });
  return {
    ...head,
    deployments,
    totals: totalsReport(analysis, context),
    byTeam: groupReports(analysis, context, 'team'),
    byEnvironment: groupReports(analysis, context, 'environment'),
    trafficSplits: trafficSplitReports(analysis, context),
    budgets: budgetReports(analysis, context),
    categories: categoryReports(analysis, context),
    findings: commonFindings(analysis, context),
    suppressed: suppressedReports(analysis, context),
    checklist: checklistReports(analysis, context),
    skipped: [...skippedReports(analysis, context), ...(options.skipped ?? [])],
    repositories: repositoryReports(origins, deployments, head),
    remarks: [],
  };
}

function totalsReport(analysis: Analysis, context: ReportContext): TotalsReport {
  const { min, expected, max, lowerBound } = monthReport(analysis, context);
  return {
    min,
    expected,
    max,
    jointSaving: expected === null ? null : context.money(analysis.totals.jointSaving),
    lowerBound,
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
