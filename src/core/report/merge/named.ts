import type { Report } from '../reportModel.ts';
import { repositoryOf, sumOfMonths, type RepositoryReport } from '../repositoryReport.ts';

/** A report that is to become a part of another. */
export interface GivenReport {
  /** What messages call it: the name of its file. */
  readonly source: string;
  /** What its caller calls its repository; null = what it says itself. */
  readonly label: string | null;
  /** Stands for a repository that nobody names. */
  readonly fallback: string;
  readonly report: Report;
}

/** A repository with a name, which the parts of a report of many need to be told apart. */
export type NamedRepository = RepositoryReport & { readonly name: string };

/** A report with its repositories, ready to be added to others. */
export interface PartReport {
  readonly source: string;
  readonly report: Report;
  readonly repositories: readonly NamedRepository[];
}

/**
 * The repositories of a report, each with a name: the caller's, its own, or one made of the name of the report's file. Every
 * file is in one of them. A reason where one name cannot stand for several.
 */
export function namedRepositories({
  source,
  label,
  fallback,
  report,
}: GivenReport): readonly NamedRepository[] | { readonly reason: string } {
  const { repositories, date, prices, currency, exchangeRate, deployments } = report;
  if (label !== null && repositories.length > 1) {
    return {
      reason: `${source} holds ${repositories.length} repositories: ${label} cannot stand for all of them`,
    };
  }
  const named = repositories.map((one) => ({ ...one, name: label ?? one.name ?? fallback }));
  const rest = deployments.filter(({ file }) => repositoryOf(file, repositories) === null);
  const files = [...report.findings, ...report.suppressed, ...report.skipped];
  const isOutside = ({ file }: { readonly file: string }): boolean =>
    repositoryOf(file, repositories) === null;
  if (repositories.length > 0 && rest.length === 0 && !files.some(isOutside)) return named;
  return [
    ...named,
    {
      name: label ?? fallback,
      commit: null,
      folder: null,
      tags: {},
      date,
      prices,
      currency,
      exchangeRate,
      deployments: rest.length,
      ...sumOfMonths(rest),
    },
  ];
}
