import { trafficIsStated } from '../cost/workload.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { Range } from '../model/sourced.ts';
import type { Workload } from '../model/workload.ts';
import type { AssumptionReport } from './originReport.ts';
import { figure, type ReportContext } from './reportContext.ts';

/** What has to be served; null = not stated. Rates in requests/s, lengths in tokens, limits in ms. */
export interface WorkloadReport {
  readonly requestsPerSecond: number | null;
  /** False where nobody stated a rate, and it is the one the deployment is sized for. */
  readonly stated: boolean;
  readonly shape: Workload['shape']['value'];
  readonly latencyClass: Workload['latencyClass']['value'];
  readonly inputTokens: number | null;
  readonly inputTokensP95: number | null;
  readonly outputTokens: number | null;
  readonly outputTokensP95: number | null;
  readonly ttftMs: number | null;
  readonly tpotMs: number | null;
  readonly e2eMs: number | null;
  readonly percentile: number | null;
  readonly maxRequestsPerSecond: number | null;
  readonly growthPerMonth: number | null;
  readonly updatesPerMonth: number | null;
  readonly cacheableShare: number | null;
}

/** A week of demand played through. Shares are of the requests that arrive, 0–1. */
export interface AutoscalingReport {
  /** Requests/s and paid replicas in each of the 168 hours, Monday 00:00 first. */
  readonly demand: readonly (number | null)[];
  readonly replicas: readonly (number | null)[];
  /** A month. */
  readonly replicaHours: Range;
  /** Requests/s per replica at which another one comes; null without an autoscaler. */
  readonly target: AssumptionReport | null;
  readonly waitingShare: number | null;
  readonly lateShare: number | null;
  readonly droppedShare: number | null;
  readonly refusedShare: number | null;
  readonly coldStartsPerMonth: number | null;
  readonly idleShare: number | null;
  readonly monthsUntilFull: number | null;
}

/** Seconds from asking for a replica to its first answer. */
export interface ColdStartReport {
  readonly seconds: number | null;
  /** True when the size of the model is not known: it takes at least this long. */
  readonly lowerBound: boolean;
  readonly parts: readonly AssumptionReport[];
}

export function workloadReport({ workload }: CostEstimate): WorkloadReport {
  const { requestsPerSecond, shape, latencyClass } = workload;
  const value = (of: { readonly value: number } | null): number | null => figure(of?.value ?? null);
  return {
    requestsPerSecond: value(requestsPerSecond),
    stated: trafficIsStated(workload),
    shape: shape.value,
    latencyClass: latencyClass.value,
    inputTokens: value(workload.inputTokens),
    inputTokensP95: value(workload.inputTokensP95),
    outputTokens: value(workload.outputTokens),
    outputTokensP95: value(workload.outputTokensP95),
    ttftMs: value(workload.ttftMs),
    tpotMs: value(workload.tpotMs),
    e2eMs: value(workload.e2eMs),
    percentile: value(workload.percentile),
    maxRequestsPerSecond: value(workload.maxRequestsPerSecond),
    growthPerMonth: value(workload.growthPerMonth),
    updatesPerMonth: value(workload.updatesPerMonth),
    cacheableShare: value(workload.cacheableShare),
  };
}

export function autoscalingReport(
  { autoscaling }: CostEstimate,
  context: ReportContext,
): AutoscalingReport | null {
  if (autoscaling === null) return null;
  const { target, replicaHours } = autoscaling;
  return {
    demand: autoscaling.demand.map((rate) => figure(rate)),
    replicas: autoscaling.replicas.map((count) => figure(count)),
    replicaHours: {
      min: figure(replicaHours.min),
      expected: figure(replicaHours.expected),
      max: figure(replicaHours.max),
    },
    target:
      target === null
        ? null
        : context.input({ name: 'autoscaler target', unit: 'req/s per replica', ...target }),
    waitingShare: figure(autoscaling.waitingShare),
    lateShare: figure(autoscaling.lateShare),
    droppedShare: figure(autoscaling.droppedShare),
    refusedShare: figure(autoscaling.refusedShare),
    coldStartsPerMonth: figure(autoscaling.coldStartsPerMonth),
    idleShare: figure(autoscaling.idleShare),
    monthsUntilFull: figure(autoscaling.monthsUntilFull),
  };
}

export function coldStartReport(
  { coldStart }: CostEstimate,
  context: ReportContext,
): ColdStartReport {
  return {
    seconds: figure(coldStart.seconds),
    lowerBound: coldStart.lowerBound,
    parts: coldStart.parts.map((part) => context.input(part)),
  };
}
