import { categoryShares } from '../../cost/categoryShares.ts';
import type { CostCategory } from '../../model/estimate.ts';
import { grouped } from '../grouped.ts';
import { figure } from '../reportContext.ts';
import type { CategoryReport, DeploymentReport, GroupReport } from '../reportModel.ts';
import { sumOfMonths, type RepositoryReport } from '../repositoryReport.ts';
import type { PartReport } from './named.ts';

/** Sums of deployments that are in a report already, dearest first. */
export function groupSums(
  deployments: readonly DeploymentReport[],
  name: (of: DeploymentReport) => string | null,
): readonly GroupReport[] {
  return [...grouped(deployments, name)]
    .map(([group, members]) => ({
      name: group,
      deployments: members.length,
      ...sumOfMonths(members),
    }))
    .toSorted((a, b) => (b.expected ?? 0) - (a.expected ?? 0));
}

/** The four categories over deployments of a report. */
export function categorySums(deployments: readonly DeploymentReport[]): readonly CategoryReport[] {
  const sum = (of: CostCategory): number =>
    deployments.reduce((total, { monthly }) => total + (monthly[of] ?? 0), 0);
  const sums = {
    compute: sum('compute'),
    network: sum('network'),
    storage: sum('storage'),
    management: sum('management'),
  };
  return categoryShares(sums).map(({ category, share, usual, remark }) => ({
    category,
    expected: figure(sums[category]),
    share: figure(share),
    usual,
    remark,
  }));
}

/** The repositories of all parts by name, each with the month of what counts of it; their files are in folders of that name. */
export function repositorySums(
  parts: readonly PartReport[],
  deployments: readonly DeploymentReport[],
): readonly RepositoryReport[] {
  const named = grouped(
    parts.flatMap(({ repositories }) => repositories),
    ({ name }) => name,
  );
  return [...named].flatMap(([name, same]) => {
    const [first] = same;
    if (first === undefined) return [];
    const own = deployments.filter(({ repository }) => repository === name);
    return [
      {
        ...first,
        commit: same.find(({ commit }) => commit !== null)?.commit ?? null,
        tags: Object.assign({}, ...same.map(({ tags }) => tags)) as RepositoryReport['tags'],
        folder: name,
        deployments: own.length,
        ...sumOfMonths(own),
      },
    ];
  });
}
