import { oldestUsed } from '../advice/priceAge.ts';
import type { Analysis } from '../analysis.ts';
import { productVersion } from '../version.ts';
import { findingReport } from './findingReport.ts';
import type { ReportContext } from './reportContext.ts';
import type { FindingReport, Report, TotalsReport } from './reportModel.ts';

/** What every answer for machines begins with: its currency, its day and its prices. */
export type Head = Pick<Report, 'version' | 'currency' | 'date' | 'prices' | 'productVersion'>;

export function headOf({ environment: { currency, catalog, today }, deployments }: Analysis): Head {
  return {
    version: 1,
    currency: currency.code,
    date: today,
    prices: { asOf: catalog.asOf, id: catalog.priceId, usedAsOf: oldestUsed(deployments) },
    productVersion,
  };
}

/** The same with the rate of the currency, as reports have it. */
export function reportHead(analysis: Analysis): Head & Pick<Report, 'exchangeRate'> {
  const { version, currency, ...others } = headOf(analysis);
  const { perUsd, asOf } = analysis.environment.currency;
  return { version, currency, exchangeRate: { perUsd, asOf }, ...others };
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
