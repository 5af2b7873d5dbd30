import type { Analysis, DeploymentAnalysis } from '../analysis.ts';
import { isLowerBound, total } from '../cost/total.ts';
import { grouped } from './grouped.ts';
import type { ReportContext } from './reportContext.ts';
import type { GroupReport, TrafficSplitReport } from './reportModel.ts';

/** Totals by who the deployments are reported to, dearest first. */
export function groupReports(
  { deployments }: Analysis,
  context: ReportContext,
  by: 'team' | 'environment',
): readonly GroupReport[] {
  const groups = grouped(deployments, ({ estimate }) => estimate.attribution[by]?.value ?? null);
  return [...groups]
    .map(([name, members]): GroupReport => {
      const estimates = members.map(({ estimate }) => estimate);
      const monthly = context.moneyRange(total(estimates));
      return {
        name,
        deployments: members.length,
        min: monthly?.min ?? null,
        expected: monthly?.expected ?? null,
        max: monthly?.max ?? null,
        lowerBound: isLowerBound(estimates),
      };
    })
    .sort((a, b) => (b.expected ?? 0) - (a.expected ?? 0));
}

/** Services of which several variants take a share of the traffic. */
export function trafficSplitReports(
  { deployments }: Analysis,
  context: ReportContext,
): readonly TrafficSplitReport[] {
  const split = deployments.filter(({ deployment }) => deployment.trafficShare !== null);
  return [...grouped(split, ({ deployment }) => serviceOf(deployment.id))]
    .filter(([, variants]) => variants.length > 1)
    .map(([service, variants]): TrafficSplitReport => {
      const byShare = variants.toSorted((a, b) => shareOf(b) - shareOf(a));
      const months = byShare.map(({ estimate }) => estimate.monthly?.expected ?? null);
      return {
        service: context.id(service, variants[0]?.deployment.uri ?? ''),
        variants: byShare.map((one, index) => ({
          id: context.id(one.deployment.id, one.deployment.uri),
          trafficShare: shareOf(one),
          monthly: context.money(months[index] ?? null),
        })),
        monthly: context.money(sum(months)),
        beside: context.money(sum(months.slice(1))),
      };
    });
}

function shareOf({ deployment }: DeploymentAnalysis): number {
  return deployment.trafficShare?.value ?? 1;
}

/** `<uri>#<kind>/<namespace>/<name>` of `<uri>#<kind>/<namespace>/<name>/<variant>`. */
function serviceOf(id: string): string {
  const [uri = '', object = ''] = id.split('#');
  return `${uri}#${object.split('/').slice(0, 3).join('/')}`;
}

function sum(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (left, right) => (left === null || right === null ? null : left + right),
    0,
  );
}
