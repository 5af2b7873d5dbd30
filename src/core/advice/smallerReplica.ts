import type { Change } from '../model/change.ts';
import type { CostEstimate } from '../model/estimate.ts';
import { replicasSet, withFewerReplicas } from './fewerReplicas.ts';
import { holds, reasonAgainst, savingBetween } from './hold.ts';
import { remembered } from './remembered.ts';
import type { Subject } from './rule.ts';

/** Changes with the accelerators and replicas that then suffice. */
export interface Use {
  readonly changes: readonly Change[];
  /** Accelerators of a replica. */
  readonly count: number;
  /** Replicas where their number falls; null where it stays. */
  readonly replicas: number | null;
  /** USD per month. */
  readonly saving: number;
  readonly estimate: CostEstimate;
}

/** What a use of fewer accelerators must do besides holding what the user asked for. */
type Allows = (estimate: CostEstimate) => boolean;

/** The cheapest use of the changes; null when nothing is saved by them. */
export function cheapestUse(
  subject: Subject,
  changes: readonly Change[],
  allows: Allows = () => true,
): Use | null {
  let best: Use | null = null;
  for (const count of acceleratorCounts(subject)) {
    const isSame = count === (subject.deployment.accelerator?.count.value ?? 0);
    if (isSame && changes.length === 0) continue;
    const shrunk: readonly Change[] = isSame
      ? changes
      : [...changes, { kind: 'set-accelerator-count', count }];
    const first = subject.consider(shrunk);
    // Fewer still would fit even less.
    if (first.memory?.fits === false) break;
    if (!dividesHeads(first)) continue;
    const all = withFewerReplicas(subject, shrunk, first);
    const estimate = all === shrunk ? first : subject.consider(all);
    const saving = savingBetween(subject.estimate, estimate);
    if (saving === null || saving <= (best?.saving ?? 0)) continue;
    if (!holds(estimate, subject.estimate) || !allows(estimate)) continue;
    best = { changes: all, count, replicas: replicasSet(all), saving, estimate };
  }
  return best;
}

/**
 * Why the changes on fewer accelerators are not proposed although they would save: what they do to a stated latency limit.
 * Null where nobody states one, or nothing would be saved.
 */
export function whyNotSmaller(subject: Subject, changes: readonly Change[]): string | null {
  if (subject.estimate.meetsSlo !== true) return null;
  for (const count of acceleratorCounts(subject).slice(1)) {
    const after = subject.consider([...changes, { kind: 'set-accelerator-count', count }]);
    if (after.memory?.fits === false) return null;
    if ((savingBetween(subject.estimate, after) ?? 0) <= 0 || after.meetsSlo !== false) continue;
    const reason = reasonAgainst(after, subject.estimate);
    if (reason !== null) return `${reason}, on ${count} accelerator${count === 1 ? '' : 's'}`;
  }
  return null;
}

/** USD per month that fewer accelerators save by themselves: no merit of what else is changed with them. */
export const plainSaving = remembered((subject): number => cheapestUse(subject, [])?.saving ?? 0);

/** True where at least half of what a use saves is more than fewer accelerators would save by themselves. */
export function isMostlyOwn({ saving }: Use, plain: number): boolean {
  return saving - plain >= saving / 2;
}

/** Engines divide the attention heads among their ranks and refuse numbers that do not; what is not known divides. */
export function dividesHeads({ model, tensorParallel }: CostEstimate): boolean {
  const heads = model?.architecture?.attentionHeads ?? null;
  return heads === null || heads % tensorParallel === 0;
}

/** The present number of accelerators and its halves, where only tensor parallelism divides the model. */
function acceleratorCounts({ deployment, estimate }: Subject): readonly number[] {
  const { accelerator, settings, podsPerReplica } = deployment;
  // On a CPU there are none to save, but fewer replicas may do.
  if (accelerator === null) return [0];
  const now = accelerator.count.value;
  const isPlain =
    accelerator.slice === null &&
    podsPerReplica.value === 1 &&
    (settings.pipelineParallel?.value ?? 1) === 1 &&
    (settings.dataParallel?.value ?? 1) === 1;
  if (!isPlain || estimate.model?.architecture == null) return [now];
  const counts = [now];
  for (let count = now / 2; Number.isInteger(count) && count >= 1; count /= 2) counts.push(count);
  return counts;
}

/** ` on 2 instead of 4 accelerators with 3 replicas`; empty where neither changes. */
export function useInWords({ deployment }: Subject, { count, replicas }: Use): string {
  const before = deployment.accelerator?.count.value ?? count;
  const smaller = count < before ? ` on ${count} instead of ${before} accelerators` : '';
  return smaller + (replicas === null ? '' : ` with ${replicas} replicas`);
}
