import { replicaConfiguration, servedModel } from '../cost/model.ts';
import { requestLengths } from '../cost/serving.ts';
import { hasObjective, plannedCapacity } from '../cost/workload.ts';
import type { Change } from '../model/change.ts';
import type { CostEstimate } from '../model/estimate.ts';
import { estimateMemory } from '../performance/memory.ts';
import { mostRequestsPerSecond } from '../performance/performance.ts';
import { formatDuration, formatMilliseconds } from '../report/format.ts';
import { withChanges } from './consider.ts';
import { demandOf, replicaChanges, replicasFor, type Demand } from './demand.ts';
import { leavesNodesEmpty } from './emptyNodes.ts';
import { reasonAgainst, savingBetween } from './hold.ts';
import { layoutChanges, type Layout } from './layouts.ts';
import type { Machine } from './machines.ts';
import { suits } from './precision.ts';
import type { Subject } from './rule.ts';

/** Another way to run a deployment: on a machine, with its accelerators divided so. */
export interface Way {
  readonly machine: Machine;
  /** Null on CPU. */
  readonly layout: Layout | null;
}

/** A way that does as much as today's, and what it comes to. */
export interface Alternative extends Way {
  readonly changes: readonly Change[];
  readonly estimate: CostEstimate;
  /** Replicas at least. */
  readonly replicas: number;
  /** USD per month. */
  readonly saving: number;
}

export interface Alternatives {
  /** Largest saving first. */
  readonly held: readonly Alternative[];
  /** The largest saving of those that something speaks against, and what that is; null when there is none. */
  readonly against: { readonly saving: number; readonly reason: string } | null;
}

/** Of the ways that could be cheaper so many are priced, cheapest first. */
const mostPriced = 24;

/** Times as long that a request may take where nobody states a limit and somebody waits for it. */
const mostSlower = 1.25;

/**
 * Of some ways those that cost less for the same: as much capacity as today keeps over its demand, no fewer spare replicas,
 * latency limits held (without any, answers that take no noticeably longer), and no bought node left empty.
 */
export function cheaperWays(subject: Subject, ways: readonly Way[]): Alternatives {
  const { deployment, estimate } = subject;
  const demand = comparedDemand(subject);
  const month = estimate.monthly?.expected;
  if (demand === null || month === undefined) return { held: [], against: null };
  const promising = ways
    .flatMap((way) => {
      const bound = leastMonth(subject, way, demand);
      return bound === null || bound >= month ? [] : [{ way, bound }];
    })
    .sort((a, b) => a.bound - b.bound)
    .slice(0, mostPriced);
  const held: Alternative[] = [];
  let against: Alternatives['against'] = null;
  for (const { way } of promising) {
    const found = priced(subject, way, demand);
    if (found === null || found.saving <= 0) continue;
    const reason = whyNot(found, subject);
    if (reason === null) held.push(found);
    else if (found.saving > (against?.saving ?? 0)) against = { saving: found.saving, reason };
  }
  held.sort((a, b) => b.saving - a.saving || a.changes.length - b.changes.length);
  return { held, against: deployment.broken ? null : against };
}

/** What is in the way of a priced alternative; null when nothing is. */
export function whyNot(
  { estimate, replicas }: Pick<Alternative, 'estimate' | 'replicas'>,
  subject: Subject,
): string | null {
  const reason = reasonAgainst(estimate, subject.estimate);
  if (reason !== null) return reason;
  if (estimate.performance === null) return 'its speed there is not known';
  return tooSlow(estimate, subject) ?? emptyNodes(estimate, replicas, subject);
}

/** A limit that is stated decides; where none is, answers must not take noticeably longer. */
function tooSlow(after: CostEstimate, { estimate, workload }: Subject): string | null {
  if (hasObjective(workload) || workload.latencyClass.value === 'batch') return null;
  const [before, then] = [requestMs(estimate), requestMs(after)];
  if (before === null || then === null || then <= mostSlower * before) return null;
  return `a request would take ${durationText(then)} instead of ${durationText(before)}, and no latency limit is stated`;
}

function durationText(milliseconds: number): string {
  return milliseconds < 60_000
    ? formatMilliseconds(milliseconds)
    : formatDuration(milliseconds / 1000);
}

/** At the load that each is planned for, so that it does not depend on how busy today's replicas are. */
function requestMs({ performance, workload }: CostEstimate): number | null {
  if (performance === null) return null;
  const { ttftMs, tpotMs } = performance.capacity;
  return ttftMs + tpotMs * workload.outputTokens.value;
}

function emptyNodes(after: CostEstimate, replicas: number, subject: Subject): string | null {
  const { hardware } = after;
  const instance = hardware?.instance?.instance;
  const today = subject.estimate.hardware?.instance?.instance.name ?? null;
  if (!instance || !hardware || subject.assumptions.nodeShare !== null) return null;
  if (subject.deployment.supply.kind !== 'replicas' || hardware.accelerator === null) return null;
  const share = hardware.nodeShare;
  const packing = {
    fits: true,
    nodesPerReplica: share,
    podsPerNode: instance.vcpus === null ? null : Math.max(1, Math.floor(1 / share + 1e-9)),
    limit: 'accelerators',
  } as const;
  return leavesNodesEmpty(instance.name, packing, replicas, today)
    ? `${instance.name} would stand partly empty`
    : null;
}

/** The demand with which capacities are compared: what today's replicas can serve where several keep a margin over it. */
function comparedDemand(subject: Subject): Demand | null {
  const { deployment, estimate } = subject;
  const demand = demandOf(deployment, estimate, null);
  if (demand?.plannedToday == null) return demand;
  const kept = demand.plannedToday * Math.max(1, deployment.replicas.min.value);
  const isAlone = deployment.replicas.min.value <= 1 && demand.stated;
  return isAlone ? demand : { ...demand, peak: Math.max(kept, 0) };
}

function changesWithoutReplicas(
  { deployment, catalog }: Subject,
  { machine, layout }: Way,
): readonly Change[] {
  if (layout === null) return machine.changes;
  const { before, after } = layoutChanges(deployment, layout, machine.changes, catalog);
  return [...before, ...machine.changes, ...after];
}

/** USD per month of compute that a way costs at least; null when it is impossible. */
function leastMonth(subject: Subject, way: Way, demand: Demand): number | null {
  const { deployment, catalog, assumptions, workload, estimate } = subject;
  const { machine } = way;
  const floor =
    deployment.replicas.autoscaler === null
      ? demand.floor
      : Math.min(demand.floor, deployment.replicas.min.value);
  const least = floor * machine.hour * estimate.hoursPerMonth;
  if (machine.accelerator === null) return least;
  const changed = withChanges(deployment, changesWithoutReplicas(subject, way), catalog);
  const model = servedModel(changed, catalog);
  if (model === null || !suits(machine.accelerator, model.quantization.value, changed)) return null;
  const replica = replicaConfiguration(changed, model, machine.accelerator);
  const memory = estimateMemory(replica);
  if (!memory.fits) return null;
  const most = mostRequestsPerSecond(
    replica,
    memory,
    requestLengths({ ...assumptions.workload, ...workload }),
  );
  if (most === null || deployment.replicas.autoscaler !== null) return least;
  return (
    Math.max(floor, Math.ceil((demand.peak / most) * (1 - 1e-9))) *
    machine.hour *
    estimate.hoursPerMonth
  );
}

function priced(subject: Subject, way: Way, demand: Demand): Alternative | null {
  const { deployment, workload, estimate } = subject;
  const moved = changesWithoutReplicas(subject, way);
  const single = subject.consider(moved);
  if (single.performance === null) return null;
  const planned = plannedCapacity(single.performance, workload.latencyClass.value);
  const replicas = replicasFor(deployment, demand, single.performance, planned);
  if (replicas === null) return null;
  const more = replicaChanges(deployment, replicas);
  const after = more.length === 0 ? single : subject.consider([...moved, ...more]);
  const saving = savingBetween(estimate, after);
  return saving === null
    ? null
    : { ...way, changes: [...moved, ...more], estimate: after, replicas: replicas.min, saving };
}
