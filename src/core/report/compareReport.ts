import type { Analysis } from '../analysis.ts';
import type {
  InstanceComparison,
  InstanceFigures,
  InstanceRow,
  NotCompared,
} from '../compare/comparison.ts';
import type { Comparison } from '../compare/compare.ts';
import type { HostedOffer } from '../compare/hosted.ts';
import type { VolumeComparison } from '../compare/volumes.ts';
import { verdictText } from './compareText.ts';
import { figure, reportContext, type ReportContext } from './reportContext.ts';
import { headOf } from './reportHead.ts';

/** Comparisons for machines: money in the currency of the report; what is not known is null. */
export function getCompareReport(
  compared: readonly Comparison[],
  analysis: Analysis,
  base: string,
): object {
  const context = reportContext(analysis, base);
  return {
    ...headOf(analysis),
    deployments: compared.map((one) => deployment(one, analysis, context)),
  };
}

function deployment(
  { deploymentId, instances, volumes, hosted }: Comparison,
  analysis: Analysis,
  context: ReportContext,
): object {
  const one = analysis.deployments.find(({ deployment: { id } }) => id === deploymentId);
  if (one === undefined) return { id: deploymentId };
  const { uri, name, nameSpan } = one.deployment;
  const { unit, utilization, memory } = one.estimate;
  return {
    id: context.id(deploymentId, uri),
    name,
    file: context.file(uri),
    line: context.line(uri, nameSpan.start),
    perMillionTokens: context.money(unit.perMillionTokens),
    perMillionTokensAtCapacity: context.money(unit.perMillionTokensAtCapacity),
    perThousandRequests: context.money(unit.perThousandRequests),
    utilization: figure(utilization),
    fits: memory?.fits ?? null,
    ...machines(instances, context),
    hosted: hostedModels(volumes, hosted, context),
  };
}

function machines(found: InstanceComparison | NotCompared, context: ReportContext): object {
  if ('reason' in found) return { notCompared: found.reason, instances: [] };
  const { demand, cheapest, byLatency, byThroughput } = found;
  return {
    notCompared: null,
    demand: demand && {
      requestsPerSecond: figure(demand.mean),
      peakRequestsPerSecond: figure(demand.peak),
      stated: demand.stated,
    },
    latencyLimitStated: found.hasObjective,
    instances: found.rows.map((row) => ({
      ...machine(row, context),
      cheapest: row.key === cheapest,
      paretoLatency: byLatency.includes(row.key),
      paretoThroughput: byThroughput.includes(row.key),
    })),
    leftOut: found.left,
  };
}

function machine(row: InstanceRow, context: ReportContext): object {
  const { hourly } = row;
  return {
    instance: row.instance,
    seller: row.seller,
    provider: row.provider,
    region: row.region,
    accelerator: row.accelerator,
    acceleratorCount: row.count,
    vcpus: row.vcpus,
    memoryGiB: row.memoryGiB,
    purchase: row.purchase,
    perHour: {
      onDemand: context.money(hourly['on-demand']),
      spot: context.money(hourly.spot),
      reserved1y: context.money(hourly['reserved-1y']),
      reserved3y: context.money(hourly['reserved-3y']),
    },
    priceSource: row.source,
    priceAsOf: row.asOf,
    current: row.isCurrent,
    bestOfKind: row.isBestOfKind,
    verdict: row.verdict,
    verdictText: verdictText(row),
    fits: row.fits,
    ...figures(row.figures, context),
    changes: row.besides,
  };
}

function figures(of: InstanceFigures | null, context: ReportContext): object {
  return {
    monthly: context.moneyRange(of?.monthly ?? null),
    lowerBound: of?.lowerBound ?? false,
    wholeNodeMonthly: context.moneyRange(of?.wholeNodeMonthly ?? null),
    replicas: of?.replicas ?? null,
    perMillionTokens: context.money(of?.perMillionTokens ?? null),
    perRequest: context.money(of?.perRequest ?? null),
    ttftMs: figure(of?.ttftMs ?? null),
    tpotMs: figure(of?.tpotMs ?? null),
    requestMs: figure(of?.requestMs ?? null),
    requestsPerSecondPerReplica: figure(of?.requestsPerSecondPerReplica ?? null),
    outputTokensPerSecondPerReplica: figure(of?.outputTokensPerSecondPerReplica ?? null),
    requestsPerSecond: figure(of?.requestsPerSecond ?? null),
    utilization: figure(of?.utilization ?? null),
    meetsSlo: of?.meetsSlo ?? null,
  };
}

function hostedModels(
  volumes: VolumeComparison | NotCompared,
  offers: readonly HostedOffer[],
  context: ReportContext,
): object {
  if (offers.length > 0) {
    return {
      notCompared: null,
      offers: offers.map((offer) => ({
        provider: offer.provider,
        model: offer.model,
        current: offer.isCurrent,
        monthly: context.moneyRange(offer.monthly),
        lowerBound: offer.lowerBound,
      })),
    };
  }
  if ('reason' in volumes) return { notCompared: volumes.reason, offers: [] };
  return {
    notCompared: null,
    tokensPerRequest: figure(volumes.tokensPerRequest),
    requestsPerMonth: figure(volumes.requestsToday),
    capacityRequestsPerMonth: figure(volumes.capacityToday),
    offers: volumes.hosted.map(({ breakEven, perRequest, crossings, cheaperFrom }) => ({
      provider: breakEven.offer.provider,
      model: breakEven.offer.model,
      match: breakEven.match,
      monthly: context.money(breakEven.monthly),
      perMillionTokens: context.money(breakEven.perMillionTokens),
      perRequest: context.money(perRequest),
      selfHostedCheaperFromRequests: figure(cheaperFrom),
      crossings: crossings.map(({ requests, then, replicas }) => ({
        requests: figure(requests),
        then,
        replicas: figure(replicas),
      })),
      priceSource: breakEven.offer.source,
      priceAsOf: breakEven.offer.asOf,
    })),
    selfHosted: volumes.selfHosted.map(({ requests, monthly, replicas, most }) => ({
      requests: figure(requests),
      monthly: context.money(monthly),
      replicas: figure(replicas),
      mostReplicas: figure(most),
    })),
  };
}
