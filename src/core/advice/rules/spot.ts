import type { Change } from '../../model/change.ts';
import type { Subject, Rule, FindingDraft } from '../rule.ts';
import { acceptsWhatHolds } from '../hold.ts';

/** Interruptible capacity for deployments that can lose a replica. */
export const spot: Rule = {
  code: 'spot',
  title: 'Run on spot capacity',
  level: 'information',
  explanation:
    'Spot capacity is the same hardware at a discount, taken back at short notice. Proposed where a lost replica is ' +
    'survived: at least two replicas at all times, or batch work. Not proposed for a single replica, which would be ' +
    'down until another node is found, nor where the provider publishes no spot price. The saving is the difference ' +
    'to the spot price in the catalogue, which moves; interruption rates differ by region and day.',
  consequence: { risk: 'medium', effort: 'hours', downtime: 'rolling restart', reversible: true },
  check(subject) {
    const { deployment, estimate } = subject;
    if (deployment.placement.purchase !== null || estimate.hardware?.instance == null) return [];
    if (estimate.hardware.purchase.value !== 'on-demand') return [];
    if (!survivesInterruption(subject)) return [];
    const provider = estimate.hardware.instance.instance.provider;
    const changes: readonly Change[] = [{ kind: 'use-spot', provider }];
    const proposal = subject.propose(changes);
    return 'refused' in proposal ? [] : [draft(subject, changes, proposal.edits)];
  },
};

function survivesInterruption({ deployment, workload }: Subject): boolean {
  if (workload.latencyClass.value === 'batch') return true;
  return deployment.replicas.min.value >= 2 && workload.latencyClass.value !== 'real-time';
}

function draft(
  subject: Subject,
  changes: readonly Change[],
  edits: FindingDraft['fixes'][number]['edits'],
): FindingDraft {
  const { deployment, workload } = subject;
  const anchor = deployment.accelerator?.count.origin;
  const isBatch = workload.latencyClass.value === 'batch';
  return {
    kind: 'saving',
    uri: deployment.uri,
    span:
      anchor?.kind === 'config' && anchor.uri === deployment.uri
        ? anchor.span
        : deployment.nameSpan,
    message: () =>
      isBatch
        ? 'Batch work survives an interruption and could run on spot capacity.'
        : `${deployment.replicas.min.value} replicas keep serving when one is interrupted: this could run on spot capacity.`,
    tradeOffs: [
      'Replicas can be taken back at short notice (30 s to 2 min, by provider); capacity is not guaranteed.',
    ],
    fixes: [
      {
        variant: 'spot',
        title: 'Run on spot capacity',
        edits,
        changes,
        safe: isBatch,
        needs: deployment.placement.spotPermitted?.value
          ? null
          : 'The cluster needs a node pool that offers spot capacity.',
        accepts: acceptsWhatHolds(subject),
      },
    ],
  };
}
