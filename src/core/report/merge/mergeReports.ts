import type { Currency } from '../../model/environment.ts';
import { countsOf } from '../checklistReport.ts';
import { grouped } from '../grouped.ts';
import { figure } from '../reportContext.ts';
import type { ChecklistReport, Report } from '../reportModel.ts';
import { sumOfMonths } from '../repositoryReport.ts';
import { budgetRemarks, mergedBudgets } from './budgets.ts';
import { categorySums, groupSums, repositorySums } from './sums.ts';
import { exchanged } from './exchanged.ts';
import { namedRepositories, type GivenReport, type PartReport } from './named.ts';
import { placed } from './placed.ts';
import { mergeRemarks, versionsOf } from './remarks.ts';
import { withoutRepeated } from './repeated.ts';

/**
 * One report of many. Files are named after their repositories; what two reports hold counts once; money in different
 * currencies becomes US dollars, or `currency` where one is given, at the rates that the reports state. What a reader has
 * to know of it is in `remarks`. A reason where the reports cannot be added up: one repository at two commits.
 */
export function mergeReports(
  given: readonly GivenReport[],
  currency: Currency | null,
): Report | { readonly reason: string } {
  const named: PartReport[] = [];
  for (const one of given) {
    const repositories = namedRepositories(one);
    if ('reason' in repositories) return repositories;
    named.push({ source: one.source, report: one.report, repositories });
  }
  const conflict = twoCommits(named);
  if (conflict !== null) return { reason: conflict };
  const shown = currency ?? commonCurrency(named);
  const brought = named.map((part) => ({
    ...part,
    report: exchanged(placed(part.report, part.repositories), shown),
  }));
  const { parts, repeated } = withoutRepeated(brought);
  const sum = addedUp(parts, shown, mergeRemarks(named, repeated, shown));
  const whole = brought.map(({ report }) => report);
  const budgets = mergedBudgets(whole, sum.deployments);
  return {
    ...sum,
    budgets,
    remarks: [...sum.remarks, ...budgetRemarks(whole, budgets, shown.code)],
  };
}

/** A repository counts at one commit: what was there at another is not there beside it. */
function twoCommits(parts: readonly PartReport[]): string | null {
  const seen = new Map<string, { readonly commit: string; readonly source: string }>();
  for (const { source, repositories } of parts) {
    for (const { name, commit } of repositories) {
      if (commit === null) continue;
      const other = seen.get(name);
      if (other !== undefined && other.commit !== commit) {
        return `${name} is in ${other.source} at commit ${other.commit} and in ${source} at commit ${commit}: leave one of them out`;
      }
      seen.set(name, { commit, source });
    }
  }
  return null;
}

/** The currency and rate that all reports have; US dollars where they differ. */
function commonCurrency(parts: readonly PartReport[]): Currency {
  const [first, ...others] = parts.map(({ report }) => report);
  const differs = others.some(
    ({ currency, exchangeRate }) =>
      currency !== first?.currency || exchangeRate.perUsd !== first.exchangeRate.perUsd,
  );
  return first === undefined || differs
    ? { code: 'USD', perUsd: 1, asOf: null }
    : { code: first.currency, ...first.exchangeRate };
}

function addedUp(
  parts: readonly PartReport[],
  { code, perUsd, asOf }: Currency,
  remarks: readonly string[],
): Omit<Report, 'budgets'> {
  const reports = parts.map(({ report }) => report);
  const deployments = reports.flatMap((report) => report.deployments);
  const lists = new Map(
    parts.flatMap(({ repositories }) => repositories.map(({ prices }) => [prices.id, prices.asOf])),
  );
  return {
    version: 1,
    currency: code,
    exchangeRate: { perUsd, asOf },
    date:
      reports
        .map(({ date }) => date)
        .toSorted()
        .at(-1) ?? '',
    prices: {
      asOf: [...lists.values()].toSorted()[0] ?? '',
      id: [...lists.keys()].toSorted().join(', '),
      usedAsOf: reports.flatMap(({ prices }) => prices.usedAsOf ?? []).toSorted()[0] ?? null,
    },
    productVersion: [...new Set(reports.flatMap(versionsOf))].toSorted().join(', '),
    deployments,
    totals: { ...sumOfMonths(deployments), jointSaving: jointSaving(reports) },
    byTeam: groupSums(deployments, ({ team }) => team),
    byEnvironment: groupSums(deployments, ({ environment }) => environment),
    trafficSplits: reports.flatMap((report) => report.trafficSplits),
    categories: categorySums(deployments),
    findings: reports.flatMap((report) => report.findings),
    suppressed: reports.flatMap((report) => report.suppressed),
    checklist: checklist(reports),
    skipped: reports.flatMap((report) => report.skipped),
    repositories: repositorySums(parts, deployments),
    remarks,
  };
}

/** Fixes of one repository leave the others alone: what they save adds up. Null where one of them is not known. */
function jointSaving(reports: readonly Report[]): number | null {
  let sum = 0;
  for (const { totals, deployments } of reports) {
    if (deployments.length === 0) continue;
    if (totals.jointSaving === null && totals.expected !== null) return null;
    sum += totals.jointSaving ?? 0;
  }
  return figure(sum);
}

function checklist(reports: readonly Report[]): readonly ChecklistReport[] {
  const items = grouped(
    reports.flatMap((report) => report.checklist),
    ({ id }) => id,
  );
  return [...items].flatMap(([id, same]) => {
    const answers = same.flatMap((item) => item.answers);
    const title = same[0]?.title ?? id;
    return answers.length === 0 ? [] : [{ id, title, ...countsOf({ answers }), answers }];
  });
}
