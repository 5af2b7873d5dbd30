import type { Analysis } from '../analysis.ts';
import { deploymentReport } from '../report/deploymentReport.ts';
import { reportContext } from '../report/reportContext.ts';
import { commonFindings, monthReport, reportHead } from '../report/reportHead.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * What a review needs of an analysis, as the report on it would say it, without what a report has to price once more.
 * `base` is the URI of the folder that file names are relative to.
 */
export function snapshotOf(analysis: Analysis, base: string): Snapshot {
  const context = reportContext(analysis, base);
  return {
    ...reportHead(analysis),
    deployments: analysis.deployments.map((one) => deploymentReport(one, context)),
    totals: monthReport(analysis, context),
    findings: commonFindings(analysis, context),
  };
}
