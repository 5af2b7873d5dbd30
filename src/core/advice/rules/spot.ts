import { purchaseDefaults } from '../../assumptions/purchaseDefaults.ts';
import { hasObjective } from '../../cost/workload.ts';
import type { Change } from '../../model/change.ts';
import { formatDuration, formatMonthly, formatNumber, formatPercent } from '../../report/format.ts';
import { acceptsWhatHolds, savingBetween } from '../hold.ts';
import { placeOf } from '../place.ts';
import type { Advice, FindingDraft, Rule, Subject } from '../rule.ts';

/** Share of the month below which nobody asks why spot is not proposed. */
const worthAsking = 0.1;

/** Interruptible capacity for deployments that can lose a replica. */
export const spot: Rule = {
  code: 'spot',
  title: 'Run on spot capacity',
  level: 'information',
  explanation:
    'Spot capacity is the same hardware at a discount, taken back at short notice. Proposed where a lost replica is ' +
    'survived: at least two replicas at all times, or batch work. Held back for a single replica, which would be down ' +
    'until another node is found, for real-time work, and for work with latency limits where nothing falls back to ' +
    'on-demand machines (SkyServe does). The saving is the difference to the spot price in the catalogue, which moves; ' +
    'interruption rates differ by region and day. Hours in which spot is not there are priced by `spot.onDemandShare`.',
  consequence: { risk: 'medium', effort: 'hours', downtime: 'rolling restart', reversible: true },
  check(subject) {
    const { deployment, estimate } = subject;
    const offer = estimate.hardware?.instance;
    if (deployment.placement.purchase !== null || offer == null) return [];
    if (estimate.memory?.fits === false) return [];
    if (estimate.hardware?.purchase.value !== 'on-demand') return [];
    const changes: readonly Change[] = [{ kind: 'use-spot', provider: offer.instance.provider }];
    const proposal = subject.propose(changes);
    if ('refused' in proposal) return [];
    const reason = whyNot(subject);
    const saving = savingBetween(estimate, subject.consider(changes)) ?? 0;
    if (reason === null) return [draft(subject, changes, proposal.edits, saving)];
    const isMissed = saving >= worthAsking * (estimate.monthly?.expected ?? Infinity);
    return isMissed ? [{ kind: 'held-back', reason }] : [];
  },
};

function whyNot(subject: Subject): string | null {
  const { deployment, workload, estimate } = subject;
  if (workload.latencyClass.value === 'batch') return null;
  if (workload.latencyClass.value === 'real-time') {
    return 'the work is real-time, and a machine that is taken back takes its requests with it';
  }
  const start = formatDuration(estimate.coldStart.seconds);
  if (deployment.replicas.min.value < 2) {
    return `nothing answers for ${start} or longer whenever the machine of the only replica is taken back; with two it would be proposed`;
  }
  return hasObjective(workload) && !fallsBack(subject)
    ? 'there are latency limits to keep, and nothing here falls back to on-demand machines while spot is not there'
    : null;
}

/** SkyServe starts on-demand machines where spot is not there, which the edit asks for. */
function fallsBack({ deployment }: Subject): boolean {
  return deployment.format === 'skypilot' && deployment.replicas.autoscaler !== null;
}

function draft(
  subject: Subject,
  changes: readonly Change[],
  edits: FindingDraft['fixes'][number]['edits'],
  saving: number,
): Advice {
  const { deployment, workload } = subject;
  const isBatch = workload.latencyClass.value === 'batch';
  return {
    kind: 'saving',
    ...placeOf(deployment, deployment.accelerator?.count),
    message: () =>
      isBatch
        ? 'Batch work survives an interruption and could run on spot capacity.'
        : `${deployment.replicas.min.value} replicas keep serving when one is interrupted: this could run on spot capacity.`,
    tradeOffs: tradeOffs(saving, subject),
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

function tradeOffs(saving: number, subject: Subject): readonly string[] {
  const { estimate, currency } = subject;
  const { value, origin } = purchaseDefaults.spot.interruptionRate;
  const replicas = estimate.replicas.expected;
  const source = origin.kind === 'default' ? ` (${origin.reason})` : '';
  return [
    `Replicas are taken back with 30 s to 2 min notice, by provider, and another one takes ${formatDuration(estimate.coldStart.seconds)} to start.`,
    `At an interruption rate of ${formatPercent(value)} a month one of ${formatNumber(Math.ceil(replicas))} is taken back every ${formatNumber(Number((1 / (value * Math.max(1, replicas))).toPrecision(2)))} months${source}.`,
    fallsBack(subject)
      ? `Where spot is not there, on-demand machines take over: ${formatMonthly(saving / 10, currency)} for a tenth of the hours.`
      : 'Capacity is not guaranteed: without a pool to fall back to, replicas wait until spot is there again.',
  ];
}
