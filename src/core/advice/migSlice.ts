import { migProfilesOf } from '../catalog/migProfiles.ts';
import type { Change } from '../model/change.ts';
import type { CostEstimate } from '../model/estimate.ts';
import { formatGiB, formatMilliseconds, formatPercent } from '../report/format.ts';
import { changing } from './fixes.ts';
import { acceptsWhatHolds, holds, savingBetween } from './hold.ts';
import { worthSharing } from './neighbours.ts';
import { placeOf } from './place.ts';
import { remembered } from './remembered.ts';
import type { FindingDraft, Subject } from './rule.ts';

/**
 * The smallest slice of its accelerator that holds a model, its traffic and its limits, where it saves so many USD a month;
 * none where the accelerator cannot be divided or the format cannot ask for a slice.
 */
export function migSlice(subject: Subject): readonly FindingDraft[] {
  const { deployment, estimate } = subject;
  const { accelerator } = deployment;
  if (accelerator?.slice !== null || accelerator.count.value !== 1) return [];
  if (deployment.podsPerReplica.value !== 1 || estimate.memory?.fits !== true) return [];
  const profile = smallestSlice(subject);
  if (profile === null) return [];
  return [sliceDraft(subject, profile)];
}

function sliceChange(profile: string): Change {
  return { kind: 'use-slice', profile, count: 1 };
}

const smallestSlice = remembered((subject): string | null => {
  const { estimate } = subject;
  const facts = estimate.hardware?.accelerator ?? null;
  const profiles = facts === null ? [] : migProfilesOf(facts);
  const found = profiles.find((profile) => {
    const after = subject.consider([sliceChange(profile)]);
    if (after.memory?.fits !== true || !holds(after, estimate)) return false;
    return (savingBetween(estimate, after) ?? 0) >= worthSharing;
  });
  return found ?? null;
});

function sliceDraft(subject: Subject, profile: string): FindingDraft {
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
    fixes: changing(subject, [sliceChange(profile)], {
      variant: `mig-${profile}`,
      title: `Run on a MIG slice ${profile}`,
      safe: false,
      needs: `The cluster needs nodes whose ${name} are divided into ${profile} (MIG).`,
      accepts: acceptsWhatHolds(subject),
    }),
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
