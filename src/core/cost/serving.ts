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
import { estimatePerformance, pointAtRate } from '../performance/performance.ts';
import { cpuMemory } from './cpuDevice.ts';
import { weeklyFactors } from './demand.ts';
import { replicaConfiguration, type ServedModel } from './model.ts';
import type { ReplicaPlan } from './replicas.ts';
import { slicedFacts } from './slice.ts';

/** One replica on one kind of hardware: does the model fit, and what can it serve. */
export interface Serving {
  readonly configuration: ReplicaConfiguration;
  readonly memory: MemoryEstimate;
  /** Null when it does not fit or nothing can be said about its speed. */
  readonly performance: PerformanceEstimate | null;
}

export function servingOn(
  accelerator: AcceleratorFacts,
  deployment: Deployment,
  model: ServedModel,
  workload: AssumedWorkload,
): Serving {
  const facts = slicedFacts(accelerator, deployment.accelerator?.slice ?? null);
  const configuration = replicaConfiguration(deployment, model, facts);
  const estimated = estimateMemory(configuration);
  const memory = facts.kind === 'cpu' ? cpuMemory(estimated) : estimated;
  const performance = estimatePerformance(configuration, memory, {
    inputTokens: workload.inputTokens.value,
    outputTokens: workload.outputTokens.value,
    ttftMs: workload.ttftMs?.value ?? null,
    tpotMs: workload.tpotMs?.value ?? null,
    percentile: workload.percentile.value,
  });
  return { configuration, memory, performance };
}

/** How the replicas that run get along with the demand. */
export interface Operation {
  /** Requests/s that are answered: less than the demand when the replicas cannot keep up. */
  readonly servedPerSecond: number;
  /** Demand over what the running replicas could serve at most; above 1 = overloaded. */
  readonly utilization: number | null;
  readonly ttftMs: number | null;
  readonly tpotMs: number | null;
  readonly meetsSlo: boolean | null;
}

export function operate(serving: Serving | null, workload: Workload, plan: ReplicaPlan): Operation {
  const rate = workload.requestsPerSecond.value;
  const performance = serving?.performance ?? null;
  if (serving === null || performance === null) {
    // A model that does not fit answers nothing, however long its pods keep restarting.
    const starts = serving?.memory.fits !== false;
    return {
      servedPerSecond: starts ? rate : 0,
      utilization: null,
      ttftMs: null,
      tpotMs: null,
      meetsSlo: null,
    };
  }
  const replicas = plan.range.expected;
  const most = performance.saturated.requestsPerSecond;
  const perReplica = replicas > 0 ? rate / replicas : 0;
  const lengths = {
    inputTokens: workload.inputTokens.value,
    outputTokens: workload.outputTokens.value,
  };
  const point = pointAtRate(serving.configuration, lengths, perReplica) ?? performance.capacity;
  return {
    servedPerSecond: served(rate, most, workload, plan),
    utilization: most > 0 && replicas > 0 ? perReplica / most : null,
    ttftMs: point.ttftMs,
    tpotMs: point.tpotMs,
    meetsSlo: meetsSlo(performance, rate, workload, plan),
  };
}

/** Mean over the week of what is answered: in each hour at most what the replicas of that hour can do. */
function served(rate: number, most: number, workload: Workload, plan: ReplicaPlan): number {
  const factors = weeklyFactors(workload.shape.value);
  const sum = factors.reduce((total, factor, hour) => {
    // A replica that is up for part of an hour was up when the requests came.
    const replicas = Math.max(plan.hourly?.[hour] ?? plan.range.expected, canStart(plan) ? 1 : 0);
    return total + Math.min(rate * factor, replicas * most);
  }, 0);
  return sum / factors.length;
}

function canStart(plan: ReplicaPlan): boolean {
  return plan.range.max >= 1;
}

/** Null without an objective; else whether it holds in every hour of the week. */
function meetsSlo(
  performance: PerformanceEstimate,
  rate: number,
  workload: Workload,
  plan: ReplicaPlan,
): boolean | null {
  if (workload.ttftMs === null && workload.tpotMs === null) return null;
  const capacity = performance.capacity.requestsPerSecond;
  if (capacity <= 0) return false;
  return weeklyFactors(workload.shape.value).every((factor, hour) => {
    const replicas = Math.max(plan.hourly?.[hour] ?? plan.range.expected, canStart(plan) ? 1 : 0);
    return rate * factor <= replicas * capacity * (1 + 1e-6);
  });
}
