import { trafficIsStated } from '../../cost/workload.ts';
import type { Change } from '../../model/change.ts';
import { formatDuration, formatMonthly, formatPercent } from '../../report/format.ts';
import { withoutStop } from '../phrase.ts';
import { isAnswered, nonProductionEnvironment } from '../statedDemand.ts';
import { savingBetween } from '../hold.ts';
import { placeOf } from '../place.ts';
import type { Advice, FindingDraft, Rule, Subject } from '../rule.ts';

/** Share of the requests that may wait for a start where people wait and no limit is stated. */
const bearableShare = 0.2;

/** A minimum of zero for what is asked for rarely. */
export const scaleToZero: Rule = {
  code: 'scale-to-zero',
  title: 'Scale to zero while nobody asks',
  level: 'information',
  explanation:
    'Where the stated demand leaves hours without requests, the minimum could be zero: the last replica goes after the ' +
    'cool-down, and the next request waits for a cold start. The finding says what idling costs, how long a start takes ' +
    'and which share of the requests would wait. Held back for real-time work, where a latency limit would be missed, ' +
    'where more than a fifth of the requests would wait (but not outside production), and where nothing in front of the server could hold the request ' +
    'that wakes it.',
  consequence: { risk: 'medium', effort: 'minutes', downtime: 'none', reversible: true },
  check(subject) {
    const { deployment } = subject;
    const { replicas, supply } = deployment;
    if (!trafficIsStated(subject.workload) || replicas.min.value < 1) return [];
    if (!isAnswered(subject.estimate)) return [];
    if (supply.kind !== 'replicas' && supply.kind !== 'managed') return [];
    const max = Math.max(1, replicas.max?.value ?? replicas.min.value);
    const changes: readonly Autoscale[] = [{ kind: 'autoscale', min: 0, max, target: null }];
    return adviceOn(changes, subject);
  },
};

type Autoscale = Extract<Change, { kind: 'autoscale' }>;

function adviceOn(changes: readonly Autoscale[], subject: Subject): readonly Advice[] {
  const { estimate, workload } = subject;
  const after = subject.consider(changes);
  // What a single replica that always runs would save is not due to the zero.
  const [{ max } = { max: 1 }] = changes;
  const always =
    subject.deployment.replicas.min.value <= 1
      ? estimate
      : subject.consider([{ kind: 'autoscale', min: 1, max, target: null }]);
  const saving = savingBetween(always, after) ?? 0;
  const paid = estimate.monthly?.expected ?? 0;
  if (after.autoscaling === null || saving < 5 || saving < 0.1 * paid) return [];
  const waiting = after.autoscaling.waitingShare;
  const start = formatDuration(after.coldStart.seconds);
  const wait = `${formatPercent(waiting)} of the requests would wait ${start} for a start`;
  const isBatch = workload.latencyClass.value === 'batch';
  if (workload.latencyClass.value === 'real-time') {
    return [heldBack(`${wait}, and the work is real-time`)];
  }
  if (!isBatch && after.meetsSlo === false && estimate.meetsSlo !== false) {
    return [heldBack(`${wait}, more than the latency limits allow`)];
  }
  const isTried = nonProductionEnvironment(estimate) !== null;
  if (!isBatch && !isTried && waiting > bearableShare) return [heldBack(wait)];
  const proposal = subject.propose(changes);
  if ('refused' in proposal) {
    return saving < 0.3 * paid
      ? []
      : [heldBack(`it cannot be written here (${withoutStop(proposal.refused)})`)];
  }
  return [draft(subject, changes, proposal.edits, wait)];
}

function heldBack(reason: string): Advice {
  return { kind: 'held-back', reason };
}

function draft(
  subject: Subject,
  changes: readonly Autoscale[],
  edits: FindingDraft['fixes'][number]['edits'],
  wait: string,
): FindingDraft {
  const { deployment, estimate, workload, currency } = subject;
  const { min } = deployment.replicas;
  const idle = (estimate.autoscaling?.idleShare ?? 0) * estimate.byCategory.compute;
  const isBatch = workload.latencyClass.value === 'batch';
  return {
    kind: 'saving',
    ...placeOf(deployment, min),
    message: (trial) => {
      const starts = trial?.estimate.autoscaling?.coldStartsPerMonth ?? 0;
      return `Idling costs ${formatMonthly(idle, currency)}. At a minimum of zero ${wait} (${Math.round(starts)} starts a month)${isBatch ? '; batch work can' : ''}.`;
    },
    tradeOffs: [
      `${wait}.`,
      ...(isBatch || estimate.coldStart.seconds < 60
        ? []
        : [
            'Proxies give up after a minute by default: raise their time-out, or show that it is starting.',
          ]),
    ],
    fixes: [
      {
        variant: 'zero',
        title: 'Scale to zero',
        edits,
        changes,
        safe: isBatch,
        needs: null,
        accepts: (trial) =>
          isBatch || trial.estimate.meetsSlo !== false || estimate.meetsSlo === false,
      },
    ],
  };
}
