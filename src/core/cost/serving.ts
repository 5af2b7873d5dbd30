import type { AcceleratorFacts } from '../model/catalog.ts';
import type { Deployment } from '../model/deployment.ts';
import type {
  MemoryEstimate,
  PerformanceEstimate,
  ReplicaConfiguration,
} from '../model/performance.ts';
import type { Workload } from '../model/workload.ts';
import type { AssumedWorkload } from '../assumptions/resolved.ts';
import { estimateMemory } from '../performance/memory.ts';
import {
  estimatePerformance,
  pointAtRate,
  type RequestContent,
} from '../performance/performance.ts';
import { secondsPerWeek } from './autoscaling/steps.ts';
import { cpuMemory } from './cpuDevice.ts';
import { withSpeeds, type SpeedOf } from './measuredSpeeds.ts';
import { replicaConfiguration, type ServedModel } from './model.ts';
import { keepsPrefixes } from './prefixCaching.ts';
import type { ReplicaPlan } from './replicas.ts';
import { slicedFacts } from './slice.ts';
import { hasObjective } from './workload.ts';

/** One replica on one kind of hardware: does the model fit, and what can it serve. */
export interface Serving {
  readonly configuration: ReplicaConfiguration;
  /** The workload's requests as this server gets them. */
  readonly requests: RequestContent;
  readonly memory: MemoryEstimate;
  /** Null when it does not fit or nothing can be said about its speed. */
  readonly performance: PerformanceEstimate | null;
}

export function servingOn(
  accelerator: AcceleratorFacts,
  deployment: Deployment,
  model: ServedModel,
  workload: AssumedWorkload,
  speeds: readonly SpeedOf[],
): Serving {
  const facts = slicedFacts(accelerator, deployment.accelerator?.slice ?? null);
  const written = replicaConfiguration(deployment, model, facts);
  // A part of an accelerator is slower than the whole one that was measured.
  const isWhole = deployment.accelerator?.slice == null;
  const configuration = withSpeeds(written, isWhole ? speeds : []);
  const requests = requestContent(workload, deployment);
  const estimated = estimateMemory(configuration);
  const memory = facts.kind === 'cpu' ? cpuMemory(estimated) : estimated;
  const estimate = estimatePerformance(configuration, memory, {
    ...requests,
    ttftMs: workload.ttftMs?.value ?? null,
    tpotMs: workload.tpotMs?.value ?? null,
    e2eMs: workload.e2eMs?.value ?? null,
    percentile: workload.percentile.value,
  });
  // Devices of next to nothing have no speed that could be calculated with.
  const known = Number.isFinite(estimate?.capacity.requestsPerSecond ?? 0);
  return { configuration, requests, memory, performance: known ? estimate : null };
}

/** How the replicas that run get along with the demand. */
export interface Operation {
  /** Requests/s that are answered: less than the demand when the replicas cannot keep up. */
  readonly servedPerSecond: number;
  /** Requests/s that arrive at one of the replicas, those refused by a rate limit left out; null when that is not known. */
  readonly perReplica: number | null;
  /** Demand over what the running replicas could serve at most; above 1 = overloaded. */
  readonly utilization: number | null;
  /** Null also where others make the first token, or all the further ones. */
  readonly ttftMs: number | null;
  readonly tpotMs: number | null;
  readonly meetsSlo: boolean | null;
}

/** Time to the first token and then to the last one, or the part of it that is spent here; null when it is not known. */
export function requestMs(
  { ttftMs, tpotMs }: Pick<Operation, 'ttftMs' | 'tpotMs'>,
  outputTokens: number,
): number | null {
  return ttftMs === null && tpotMs === null ? null : (ttftMs ?? 0) + (tpotMs ?? 0) * outputTokens;
}

export function operate(serving: Serving | null, workload: Workload, plan: ReplicaPlan): Operation {
  const rate = workload.requestsPerSecond.value;
  const performance = serving?.performance ?? null;
  if (serving === null || performance === null) {
    // A model that does not fit answers nothing, however long its pods keep restarting.
    const starts = serving?.memory.fits !== false;
    const limit = workload.maxRequestsPerSecond?.value ?? Infinity;
    return {
      servedPerSecond: starts ? Math.min(limit, rate) : 0,
      perReplica: null,
      utilization: null,
      ttftMs: null,
      tpotMs: null,
      meetsSlo: null,
    };
  }
  const replicas = plan.range.expected;
  const most = performance.saturated.requestsPerSecond;
  const { week } = plan;
  const admitted = week === null ? rate : (week.offered - week.refused) / secondsPerWeek;
  const perReplica = replicas > 0 ? admitted / replicas : 0;
  const { configuration, requests } = serving;
  const point = pointAtRate(configuration, requests, perReplica) ?? performance.capacity;
  return {
    // Without a week nothing can be served at all.
    servedPerSecond: week === null ? 0 : week.served / secondsPerWeek,
    perReplica: replicas > 0 ? perReplica : null,
    // Of next to no replicas the quotient is no number.
    utilization:
      most > 0 && Number.isFinite(perReplica / most) && replicas > 0 ? perReplica / most : null,
    ttftMs: performance.phase === 'decode' ? null : point.ttftMs,
    tpotMs: performance.phase === 'prefill' ? null : point.tpotMs,
    meetsSlo: meetsSlo(performance, workload, plan),
  };
}

/**
 * Null without an objective; else whether over the week no more requests miss it than its percentile allows: those that
 * wait for a start, come while the limits do not hold, or are dropped. What a rate limit refuses does not count.
 */
function meetsSlo(
  performance: PerformanceEstimate,
  workload: Workload,
  { week }: ReplicaPlan,
): boolean | null {
  if (!hasObjective(workload)) return null;
  if (performance.capacity.requestsPerSecond <= 0 || week === null) return false;
  const missed = week.waiting + week.late + week.dropped;
  const allowed = 1 - workload.percentile.value / 100;
  return missed <= allowed * (week.offered - week.refused) * (1 + 1e-9);
}

/**
 * The workload's requests as the performance model takes them; what is not stated is left to its defaults. A server that
 * keeps no prefixes computes all of the input.
 */
export function requestContent(workload: AssumedWorkload, deployment: Deployment): RequestContent {
  const { audioSeconds, cachedPrefixShare } = workload;
  const { perRequest, width, height, steps } = workload.images;
  return {
    inputTokens: workload.inputTokens.value,
    outputTokens: workload.outputTokens.value,
    inputTokensP95: workload.inputTokensP95?.value ?? null,
    outputTokensP95: workload.outputTokensP95?.value ?? null,
    ...(cachedPrefixShare &&
      keepsPrefixes(deployment) && { cachedInputShare: cachedPrefixShare.value }),
    media: {
      ...(perRequest && { images: perRequest.value }),
      ...(width && { width: width.value }),
      ...(height && { height: height.value }),
      ...(steps && { steps: steps.value }),
      ...(audioSeconds && { audioSeconds: audioSeconds.value }),
    },
  };
}
