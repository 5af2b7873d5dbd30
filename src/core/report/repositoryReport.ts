import { figure } from './reportContext.ts';
import type { DeploymentReport, Report } from './reportModel.ts';

/** Where files of a report come from. */
export interface RepositoryOrigin {
  /** `acme/payments`; null where only tags are known. */
  readonly name: string | null;
  /** Full id of the commit that the files were read at; null = not known. */
  readonly commit: string | null;
  /** Folder of the report's file names that holds its files; null = all that no other repository holds. */
  readonly folder: string | null;
  /** What its caller wants on every row, beside the tags the report has itself. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A repository in a report: what it was made of, and the month of its deployments. */
export interface RepositoryReport extends RepositoryOrigin, MonthSum {
  /** Those of the report that was made of this repository. Money here is in the currency of this report, not in that one. */
  readonly date: string;
  readonly prices: Report['prices'];
  readonly currency: string;
  readonly exchangeRate: Report['exchangeRate'];
  readonly deployments: number;
}

/** The month of several deployments; null = no part of it is known. */
export interface MonthSum {
  readonly min: number | null;
  readonly expected: number | null;
  readonly max: number | null;
  readonly lowerBound: boolean;
}

/** Deployments of a report add up; what is not known of one makes the sum a lower bound. */
export function sumOfMonths(deployments: readonly Pick<DeploymentReport, 'monthly'>[]): MonthSum {
  const months = deployments.map(({ monthly }) => monthly);
  const unknown = months.length > 0 && months.every(({ expected }) => expected === null);
  const sum = (of: 'min' | 'expected' | 'max'): number | null =>
    unknown ? null : figure(months.reduce((total, month) => total + (month[of] ?? 0), 0));
  return {
    min: sum('min'),
    expected: sum('expected'),
    max: sum('max'),
    lowerBound: months.some(({ expected, lowerBound }) => lowerBound || expected === null),
  };
}

/** The repository that a file of a report is in: the one with the innermost folder around it. */
export function repositoryOf<One extends RepositoryOrigin>(
  file: string,
  repositories: readonly One[],
): One | null {
  const around = repositories.filter(
    ({ folder }) => folder === null || file.startsWith(`${folder}/`),
  );
  const depth = ({ folder }: RepositoryOrigin): number => folder?.length ?? -1;
  return around.toSorted((a, b) => depth(b) - depth(a))[0] ?? null;
}

/** A path or an id of a report as it begins in its repository: without the folder that holds it. */
export function inRepository(place: string, { folder }: RepositoryOrigin): string {
  return folder !== null && place.startsWith(`${folder}/`) ? place.slice(folder.length + 1) : place;
}

/** The report with other repositories that its files come from. */
export function withRepositories(report: Report, origins: readonly RepositoryOrigin[]): Report {
  return {
    ...report,
    deployments: report.deployments.map((one) => ({
      ...one,
      repository: repositoryOf(one.file, origins)?.name ?? null,
    })),
    repositories: repositoryReports(origins, report.deployments, report),
  };
}

/** The repositories of a report that was made at once. */
export function repositoryReports(
  origins: readonly RepositoryOrigin[],
  deployments: readonly Pick<DeploymentReport, 'file' | 'monthly'>[],
  {
    date,
    prices,
    currency,
    exchangeRate,
  }: Pick<Report, 'date' | 'prices' | 'currency' | 'exchangeRate'>,
): readonly RepositoryReport[] {
  return origins.map((origin) => {
    const own = deployments.filter(({ file }) => repositoryOf(file, origins) === origin);
    return {
      ...origin,
      date,
      prices,
      currency,
      exchangeRate,
      deployments: own.length,
      ...sumOfMonths(own),
    };
  });
}
