import type { Change } from '../../model/change.ts';
import { formatGiB, formatRequestRate } from '../../report/format.ts';
import { settingChanges } from '../consequences.ts';
import { copes, isOverloaded, overload } from '../copes.ts';
import { canRunFewerReplicas, replicasSet, withFewerReplicas } from '../fewerReplicas.ts';
import { changing } from '../fixes.ts';
import { acceptsWhatHolds, holds, savingBetween } from '../hold.ts';
import { pinned } from '../pinned.ts';
import { placeOf } from '../place.ts';
import type { Advice, FindingDraft, Rule, Subject } from '../rule.ts';
import { unusedMemory } from '../unusedMemory.ts';

/** The engine is told to leave memory alone that nothing else uses. */
export const memoryFraction: Rule = {
  code: 'memory-fraction',
  title: 'Let the engine use the memory',
  level: 'information',
  explanation:
    'Memory of an accelerator that the engine may not use (--gpu-memory-utilization, --mem-fraction-static and their ' +
    'kin below what the engine takes by itself) is paid for and holds no KV cache, so that a replica serves fewer ' +
    'requests at once. Proposed: to take the setting away, with fewer replicas where their number is fixed; a warning ' +
    'where the stated traffic is more than the replicas serve and this alone lets them keep up. Held back where others ' +
    'may use the same memory: under time slicing, and beside another service of one Compose file. Not proposed when ' +
    'the number of replicas would stay the same, since nothing would be saved.',
  consequence: settingChanges,
  check(asked) {
    const { deployment, estimate } = asked;
    if (estimate.performance === null || estimate.memory?.fits !== true) return [];
    if (deployment.settings.memoryFraction === undefined) return [];
    const subject = pinned(asked);
    const unused = unusedMemory(subject);
    if (unused === null) return [];
    const advice = canRunFewerReplicas(subject)
      ? saving(subject, unused.changes)
      : relieving(subject, unused.changes);
    return advice.length > 0 && unused.takenBy !== null
      ? [{ kind: 'held-back', reason: unused.takenBy }]
      : advice;
  },
};

function saving(subject: Subject, unused: readonly Change[]): readonly Advice[] {
  const changes = withFewerReplicas(subject, unused);
  const after = subject.consider(changes);
  const saved = savingBetween(subject.estimate, after) ?? 0;
  return saved > 0 && holds(after, subject.estimate) ? finding(subject, changes, 'saving') : [];
}

function relieving(subject: Subject, changes: readonly Change[]): readonly Advice[] {
  const isRelief = isOverloaded(subject) && copes(subject.consider(changes));
  return isRelief ? finding(subject, changes, 'problem') : [];
}

function finding(
  subject: Subject,
  changes: readonly Change[],
  kind: FindingDraft['kind'],
): readonly FindingDraft[] {
  const { deployment, estimate, workload } = subject;
  const before = estimate.memory;
  const after = subject.consider(changes).memory;
  const replicas = replicasSet(changes);
  const fixes = changing(subject, changes, {
    variant: 'usual',
    title: `Let the engine use its usual share of the memory${replicas === null ? '' : ` and run ${replicas} replicas`}`,
    // What else runs on the accelerator may not be in the files.
    safe: false,
    needs: null,
    accepts: (trial) =>
      kind === 'problem' ? copes(trial.estimate) : acceptsWhatHolds(subject)(trial),
  });
  if (fixes.length === 0 || before === null || after === null) return [];
  const share =
    `The engine may use ${formatGiB(before.availableGiB)} of each accelerator and would take ` +
    `${formatGiB(after.availableGiB)} by itself: ${formatGiB(before.kvCacheGiB)} of KV cache instead of ${formatGiB(after.kvCacheGiB)}.`;
  const rate = formatRequestRate(workload.requestsPerSecond.value);
  return [
    {
      kind,
      ...(kind === 'problem' ? { level: 'warning' as const } : {}),
      ...placeOf(deployment, deployment.settings.memoryFraction),
      message: () => (kind === 'problem' ? `${rate} ${overload(estimate)}. ${share}` : share),
      tradeOffs: ['Nothing else has room on the accelerator then.'],
      fixes,
    },
  ];
}
