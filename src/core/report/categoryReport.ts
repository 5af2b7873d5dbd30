import type { Analysis } from '../analysis.ts';
import { categoryShares } from '../cost/categoryShares.ts';
import type { CostCategory } from '../model/estimate.ts';
import { figure, type ReportContext } from './reportContext.ts';
import type { CategoryReport } from './reportModel.ts';

/** The four categories over all deployments, beside what is usual. */
export function categoryReports(
  { deployments }: Analysis,
  context: ReportContext,
): readonly CategoryReport[] {
  const sums: Record<CostCategory, number> = { compute: 0, network: 0, storage: 0, management: 0 };
  for (const { estimate } of deployments) {
    for (const category of Object.keys(sums) as CostCategory[]) {
      sums[category] += estimate.byCategory[category];
    }
  }
  return categoryShares(sums).map(({ category, share, usual, remark }) => ({
    category,
    expected: context.money(sums[category]),
    share: figure(share),
    usual,
    remark,
  }));
}
