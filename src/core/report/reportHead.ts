import type { Analysis } from '../analysis.ts';
import { productVersion } from '../version.ts';
import { findingReport } from './findingReport.ts';
import type { ReportContext } from './reportContext.ts';
import type { FindingReport, Report, TotalsReport } from './reportModel.ts';

/** What every report begins with: its currency, its day and its prices. */
export function reportHead({
  environment: { currency, catalog, today },
}: Analysis): Pick<
  Report,
  'version' | 'currency' | 'exchangeRate' | 'date' | 'prices' | 'productVersion'
> {
  return {
    version: 1,
    currency: currency.code,
    exchangeRate: { perUsd: currency.perUsd, asOf: currency.asOf },
    date: today,
    prices: { asOf: catalog.asOf, id: catalog.priceId },
    productVersion,
  };
}

/** The month of all deployments. A sum of which no part is known is not zero. */
export function monthReport(
  { deployments, totals }: Analysis,
  context: ReportContext,
): Omit<TotalsReport, 'jointSaving'> {
  const unknown =
    deployments.length > 0 && deployments.every(({ estimate }) => estimate.monthly === null);
  const monthly = unknown ? null : context.moneyRange(totals.monthly);
  return {
    min: monthly?.min ?? null,
    expected: monthly?.expected ?? null,
    max: monthly?.max ?? null,
    lowerBound: totals.lowerBound || unknown,
  };
}

/** Findings that belong to a file or to several deployments together. */
export function commonFindings(
  { files, findings }: Analysis,
  context: ReportContext,
): readonly FindingReport[] {
  return [...files.flatMap((file) => file.findings), ...findings].map((finding) =>
    findingReport(finding, context, finding.uri),
  );
}
