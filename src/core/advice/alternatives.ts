import { hasObjective, plannedCapacity } from '../cost/workload.ts';
import type { Change } from '../model/change.ts';
import type { CostEstimate } from '../model/estimate.ts';
import { formatMilliseconds } from '../report/format.ts';
import { withChanges } from './consider.ts';
import { demandOf, replicaChanges, replicasFor, type Demand } from './demand.ts';
import { leavesNodesEmpty, nodesToday, packingOf } from './emptyNodes.ts';
import { reasonAgainst, savingBetween } from './hold.ts';
import { layoutChanges, type Layout } from './layouts.ts';
import type { Machine } from './machineTerms.ts';
import { leastReplicas, replicaFit } from './replicaFit.ts';
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

/** Share of the month that other hardware has to save: less is within what such an estimate can tell. */
const leastShare = 0.1;

/** Of the ways that could be cheaper so many are priced, cheapest first. */
const mostPriced = 24;

/**
 * Of some ways those that cost less for the same: as much capacity as today keeps over its demand, no fewer spare replicas,
 * latency limits held (without any, answers that stay quick enough), and no bought node left empty.
 */
export function cheaperWays(subject: Subject, ways: readonly Way[]): Alternatives {
  const { deployment, estimate } = subject;
  const asked = compared(subject);
  const month = estimate.monthly?.expected;
  if (asked === null || month === undefined) return { held: [], against: null };
  const promising = ways
    .flatMap((way) => {
      const bound = leastMonth(subject, way, asked);
      return bound === null || bound >= month ? [] : [{ way, bound }];
    })
    .sort((a, b) => a.bound - b.bound)
    .slice(0, mostPriced);
  const held: Alternative[] = [];
  let against: Alternatives['against'] = null;
  for (const { way } of promising) {
    const found = priced(subject, way, asked);
    if (found === null || found.saving < leastShare * month) continue;
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

/**
 * What counts as quick enough where nobody states a limit: for answers that are read while they are written the limits of
 * MLPerf Inference 5.0 for Llama 2 70B Interactive (450 ms to the first token, 40 ms for each further one), for others the
 * tenth of a second that feels immediate (Nielsen, Usability Engineering, 1993). Fixed, so that one proposal after the other
 * does not end up slow.
 */
const quickEnough = { firstTokenMs: 450, tokenMs: 40, passMs: 100 };

/** A limit that is stated decides; where none is, answers must be quick enough, or no slower than today. */
function tooSlow(after: CostEstimate, { estimate, workload }: Subject): string | null {
  if (hasObjective(workload) || workload.latencyClass.value === 'batch') return null;
  const [before, then] = [estimate.performance?.capacity, after.performance?.capacity];
  if (before === undefined || then === undefined) return null;
  const isText = (after.performance?.work.unit ?? 'tokens') === 'tokens' && then.tpotMs > 0;
  const first = isText ? quickEnough.firstTokenMs : quickEnough.passMs;
  if (isText && then.tpotMs > Math.max(before.tpotMs, quickEnough.tokenMs)) {
    return `a token would take ${formatMilliseconds(then.tpotMs)} instead of ${formatMilliseconds(before.tpotMs)}, and no latency limit is stated`;
  }
  if (then.ttftMs > Math.max(before.ttftMs, first)) {
    return `${isText ? 'the first token' : 'an answer'} would take ${formatMilliseconds(then.ttftMs)} instead of ${formatMilliseconds(before.ttftMs)}, and no latency limit is stated`;
  }
  return null;
}

function emptyNodes(after: CostEstimate, replicas: number, subject: Subject): string | null {
  const { hardware } = after;
  const instance = hardware?.instance?.instance;
  if (!instance || subject.assumptions.nodeShare !== null) return null;
  if (subject.deployment.supply.kind !== 'replicas' || hardware.accelerator === null) return null;
  const packing = packingOf(hardware.nodeShare, instance.vcpus);
  return leavesNodesEmpty(instance.name, packing, replicas, nodesToday(subject.estimate))
    ? `${instance.name} would stand partly empty`
    : null;
}

/** What every way has to serve, and the margin over it that today's replicas keep. */
interface Compared {
  readonly demand: Demand;
  /** Replicas for each that the busiest moment needs, at least 1. */
  readonly margin: number;
}

/** Without a stated rate the demand is what today's replicas serve: then they are just enough. */
function compared({ deployment, estimate }: Subject): Compared | null {
  const demand = demandOf(deployment, estimate, null);
  if (demand === null) return null;
  const { plannedToday, peak } = demand;
  const now = deployment.replicas.min.value;
  if (plannedToday === null) return { demand, margin: 1 };
  return { demand, margin: Math.max(1, now / neededFor(peak, plannedToday)) };
}

/** Whole replicas of this capacity that the busiest moment needs. */
function neededFor(peak: number, perReplica: number): number {
  return perReplica > 0 ? Math.max(1, Math.ceil((peak / perReplica) * (1 - 1e-9))) : Infinity;
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
function leastMonth(subject: Subject, way: Way, { demand, margin }: Compared): number | null {
  const { deployment, catalog, assumptions, estimate } = subject;
  const { machine } = way;
  const floor = leastReplicas(deployment, demand);
  const monthOf = (replicas: number): number => replicas * machine.hour * estimate.hoursPerMonth;
  if (machine.accelerator === null) return monthOf(floor);
  const changed = withChanges(deployment, changesWithoutReplicas(subject, way), catalog);
  const fit = replicaFit(changed, machine.accelerator, assumptions, catalog);
  if (fit?.suited !== true) return null;
  if (fit.most === null) return monthOf(floor);
  return monthOf(Math.max(floor, Math.ceil(margin * neededFor(demand.peak, fit.most) - 1e-9)));
}

function priced(subject: Subject, way: Way, { demand, margin }: Compared): Alternative | null {
  const { deployment, workload, estimate } = subject;
  const moved = changesWithoutReplicas(subject, way);
  const single = subject.consider(moved);
  if (single.performance === null) return null;
  const planned = plannedCapacity(single.performance, workload.latencyClass.value);
  const fewest = replicasFor(deployment, demand, single.performance, planned);
  if (fewest === null) return null;
  const kept = Math.ceil(margin * neededFor(demand.peak, planned) - 1e-9);
  const isFixed = deployment.replicas.autoscaler === null;
  const count = Math.max(fewest.min, kept);
  const replicas = isFixed ? { min: count, max: count } : fewest;
  const more = replicaChanges(deployment, replicas);
  const after = more.length === 0 ? single : subject.consider([...moved, ...more]);
  const saving = savingBetween(estimate, after);
  return saving === null
    ? null
    : { ...way, changes: [...moved, ...more], estimate: after, replicas: replicas.min, saving };
}
