import type { Change } from '../model/change.ts';
import type { CostEstimate } from '../model/estimate.ts';
import { busiestRate, spareReplicas } from './statedDemand.ts';
import { reasonAgainst, replicasNeeded, savingBetween } from './hold.ts';
import type { Subject } from './rule.ts';

/** The changes of several fixes of one deployment, as one list for its format. */
export interface JointChanges {
  readonly changes: readonly Change[];
  /** Indexes of the lists that are in. */
  readonly taken: readonly number[];
}

/** USD per month that a further change must save on top of the others. */
const leastFurtherSaving = 1;

/**
 * Joins lists of changes in the given order. One is left out when it sets what an earlier one sets to another value, when
 * the two together break what holds without it, and when it saves by itself but no more on top of the others. How many
 * replicas run follows from all that is in: each list says how much more than the demand needs it wants to keep, and the
 * least counts.
 */
export function jointChanges(
  lists: readonly (readonly Change[])[],
  subject: Subject,
): JointChanges {
  let joined: JointChanges = { changes: [], taken: [] };
  let now = subject.estimate;
  for (const [index, list] of lists.entries()) {
    const taken = [...joined.taken, index];
    const changes = joinedLists(
      taken.flatMap((each) => [lists[each] ?? []]),
      subject,
    );
    if (changes === null) continue;
    const after = subject.consider(changes);
    if (joined.taken.length > 0 && !isWorthAdding(list, after, now, subject)) continue;
    joined = { changes, taken };
    now = after;
  }
  return joined;
}

function isWorthAdding(
  list: readonly Change[],
  after: CostEstimate,
  without: CostEstimate,
  subject: Subject,
): boolean {
  if (
    reasonAgainst(after, subject.estimate) !== null &&
    reasonAgainst(without, subject.estimate) === null
  ) {
    return false;
  }
  const alone = savingBetween(subject.estimate, subject.consider(list)) ?? 0;
  return alone <= 0 || (savingBetween(without, after) ?? 0) >= leastFurtherSaving;
}

/** Null when two lists want different things. */
function joinedLists(
  lists: readonly (readonly Change[])[],
  subject: Subject,
): readonly Change[] | null {
  const bySlot = new Map<string, Change>();
  for (const change of lists.flat()) {
    if (isReplicas(change)) continue;
    const slot = slotOf(change);
    const before = bySlot.get(slot);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(change)) return null;
    bySlot.set(slot, change);
  }
  const others = [...bySlot.values()];
  const counts = lists.flatMap((list) => list.filter(isReplicas));
  const autoscaled = bySlot.has('autoscale');
  if (counts.length === 0 || autoscaled) return others;
  const replicas = jointReplicas(lists, others, subject);
  return replicas === null ? null : [...others, replicas];
}

type SetReplicas = Extract<Change, { kind: 'set-replicas' }>;

function isReplicas(change: Change): change is SetReplicas {
  return change.kind === 'set-replicas';
}

/**
 * As many as keep the smallest margin over the demand that one of the lists keeps. A number that only one list sets stands as
 * it is where speed is not known or it bounds an autoscaler; several such are joined only when they say the same.
 */
function jointReplicas(
  lists: readonly (readonly Change[])[],
  others: readonly Change[],
  subject: Subject,
): SetReplicas | null {
  const wishes = lists.flatMap((list) => {
    const count = list.find(isReplicas);
    return count === undefined ? [] : [{ list, count }];
  });
  const [first, ...further] = wishes.map(({ count }) => count);
  if (first === undefined) return null;
  const isSame = further.every(({ min, max }) => min === first.min && max === first.max);
  if (lists.length === 1) return first;
  const rate = busiestRate(subject);
  const needed = replicasNeeded(subject.consider(others), rate);
  const kept = wishes.flatMap(({ list, count: { min, max } }) => {
    const own = replicasNeeded(subject.consider(list), rate);
    if (min === undefined || max !== undefined || own === null || own === 0) return [];
    return [{ replicas: min, margin: min / own }];
  });
  if (needed === null || kept.length < wishes.length) return isSame ? first : null;
  const least = Math.min(...kept.map(({ replicas }) => replicas));
  const margin = Math.min(...kept.map((each) => each.margin));
  // What rounding up gave one list is no wish of its own.
  const inProportion = Math.min(least, Math.ceil(needed * margin - 1e-9));
  return {
    kind: 'set-replicas',
    min: Math.max(Math.min(spareReplicas, least), Math.ceil(needed), inProportion),
  };
}

/** What a change sets: two changes of one slot cannot both count. */
function slotOf(change: Change): string {
  switch (change.kind) {
    case 'set-engine-setting':
      return `setting ${change.setting}`;
    case 'name-accelerator':
    case 'set-instance-type':
    case 'use-slice':
      return 'hardware';
    default:
      return change.kind;
  }
}
