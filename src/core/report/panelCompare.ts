import type { Analysis, DeploymentAnalysis } from '../analysis.ts';
import type { Comparison } from '../compare/compare.ts';
import { hardwareText } from '../features/headline.ts';
import type { Currency } from '../model/environment.ts';
import { formatGiB, formatMoney, formatMonthly, formatPercent, UNKNOWN } from './format.ts';
import { panelApis } from './panelCompareApis.ts';
import { panelInstances } from './panelCompareInstances.ts';
import { panelFigure } from './panelFigure.ts';
import type { CompareQuestion, PanelCompare } from './panelCompareSchema.ts';

/**
 * The page that compares, in finished words: the comparison that answers the question, and the deployments side by side. Null
 * when the analysis does not have the deployment.
 */
export function getPanelCompare(
  analysis: Analysis,
  question: CompareQuestion,
  { instances, volumes, hosted }: Comparison,
): PanelCompare | null {
  const { deployments } = analysis;
  const { currency } = analysis.environment;
  const one = deployments.find(({ deployment }) => deployment.id === question.deploymentId);
  if (one === undefined) return null;
  return {
    question,
    instances: 'reason' in instances ? null : panelInstances(instances, currency),
    noInstances: 'reason' in instances ? instances.reason : null,
    deployments: deployments.map((each) => deploymentRow(each, each === one, currency)),
    apis: panelApis(volumes, hosted, currency),
  };
}

function deploymentRow(
  one: DeploymentAnalysis,
  isCurrent: boolean,
  currency: Currency,
): PanelCompare['deployments'][number] {
  const { deployment, estimate } = one;
  const { monthly, unit, lowerBound, memory, meetsSlo } = estimate;
  const money = (usd: number): string => formatMoney(usd, currency);
  return {
    id: deployment.id,
    name: deployment.name,
    isCurrent,
    model: estimate.model?.id ?? deployment.model.id?.value ?? UNKNOWN,
    hardware: hardwareText(one),
    monthly: panelFigure(monthly?.expected ?? null, (usd) =>
      formatMonthly(usd, currency, lowerBound),
    ),
    perMillionTokens: panelFigure(unit.perMillionTokens, money),
    perMillionTokensAtCapacity: panelFigure(unit.perMillionTokensAtCapacity, money),
    perThousandRequests: panelFigure(unit.perThousandRequests, money),
    utilization: panelFigure(estimate.utilization, formatPercent),
    fits:
      memory === null
        ? UNKNOWN
        : memory.fits
          ? 'yes'
          : `no: ${formatGiB(memory.shortfallGiB)} missing per accelerator`,
    slo: meetsSlo === null ? 'none stated' : meetsSlo ? 'met' : 'missed',
  };
}
