import { migProfilesOf } from '../catalog/migProfiles.ts';
import type { Change } from '../model/change.ts';
import type { CostEstimate } from '../model/estimate.ts';
import { formatGiB, formatMilliseconds, formatPercent } from '../report/format.ts';
import { acceptsWhatHolds, holds, savingBetween } from './hold.ts';
import { placeOf } from './place.ts';
import type { FindingDraft, Subject } from './rule.ts';

/**
 * The smallest slice of its accelerator that holds a model, its traffic and its limits, where it saves so many USD a month;
 * none where the accelerator cannot be divided or the format cannot ask for a slice.
 */
export function migSlice(subject: Subject, leastSaving: number): readonly FindingDraft[] {
  const { deployment, estimate } = subject;
  const { accelerator } = deployment;
  const facts = estimate.hardware?.accelerator ?? null;
  if (facts === null || accelerator?.slice !== null || accelerator.count.value !== 1) return [];
  if (deployment.podsPerReplica.value !== 1 || estimate.memory?.fits !== true) return [];
  const profile = smallestSlice(subject, migProfilesOf(facts), leastSaving);
  if (profile === null) return [];
  const changes = [sliceChange(profile)];
  const proposal = subject.propose(changes);
  return 'refused' in proposal ? [] : [sliceDraft(subject, profile, changes, proposal.edits)];
}

function sliceChange(profile: string): Change {
  return { kind: 'use-slice', profile, count: 1 };
}

/** By the estimate they follow from: this is asked whenever any deployment changes, and prices several times. */
const smallest = new WeakMap<CostEstimate, string | null>();

function smallestSlice(
  subject: Subject,
  profiles: readonly string[],
  leastSaving: number,
): string | null {
  const { estimate } = subject;
  const known = smallest.get(estimate);
  if (known !== undefined) return known;
  const found =
    profiles.find((profile) => {
      const after = subject.consider([sliceChange(profile)]);
      if (after.memory?.fits !== true || !holds(after, estimate)) return false;
      return (savingBetween(estimate, after) ?? 0) >= leastSaving;
    }) ?? null;
  smallest.set(estimate, found);
  return found;
}

function sliceDraft(
  subject: Subject,
  profile: string,
  changes: readonly Change[],
  edits: FindingDraft['fixes'][number]['edits'],
): FindingDraft {
  const { deployment, estimate } = subject;
  const { name, utilization, memory } = figures(estimate);
  return {
    kind: 'saving',
    ...placeOf(deployment, deployment.accelerator?.count),
    message: (trial) =>
      `Keeps its ${name} ${utilization} busy, with ${memory} of weights: a slice ${profile} would do${describe(trial?.estimate ?? null)}.`,
    tradeOffs: [
      'The saving is real only where other pods use the other slices: alone on it, the whole accelerator is paid.',
    ],
    fixes: [
      {
        variant: `mig-${profile}`,
        title: `Run on a MIG slice ${profile}`,
        edits,
        changes,
        safe: false,
        needs: `The cluster needs nodes whose ${name} are divided into ${profile} (MIG).`,
        accepts: acceptsWhatHolds(subject),
      },
    ],
  };
}

function figures({ hardware, utilization, memory }: CostEstimate) {
  return {
    name: hardware?.accelerator?.id ?? 'accelerator',
    utilization: formatPercent(utilization ?? 0),
    memory: formatGiB(memory?.weightsGiB ?? 0),
  };
}

function describe(after: CostEstimate | null): string {
  if (after?.utilization == null) return '';
  const percentile = `p${after.workload.percentile.value}`;
  const latency =
    after.ttftMs === null ? '' : ` (${percentile} TTFT ${formatMilliseconds(after.ttftMs)})`;
  return ` at ${formatPercent(after.utilization)}${latency}`;
}
