import type { Change } from '../../model/change.ts';
import {
  formatDuration,
  formatMilliseconds,
  formatNumber,
  formatPercent,
  formatQuantity,
  formatRequestRate,
} from '../../report/format.ts';
import { allowedShare, missedShare, tooLateShare } from '../../cost/missed.ts';
import { changing } from '../fixes.ts';
import { busiestRate, capacityOfReplica, isAnswered, replicasAtPeak } from '../statedDemand.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, FixDraft, Rule, Subject } from '../rule.ts';
import {
  cheapestAmongPunctual,
  cheapestThatAnswers,
  needsOf,
  scalings,
  scalingText,
} from '../scaling.ts';

/** Too few replicas, too late or never, for the demand that is stated. */
export const underProvisioned: Rule = {
  code: 'under-provisioned',
  title: 'Too few replicas for the demand',
  level: 'warning',
  explanation:
    'The stated demand of a week is played through: when more requests are late, wait for a start or are given up than ' +
    'the percentile of the latency limits leaves (1% where there are none), too few replicas run. Proposed: the fixed ' +
    'number that is enough, or for an autoscaler the cheapest minimum, maximum and target under which the limits hold. ' +
    'Where one replica misses the limits however little it has to do, that is said, and no number of replicas is ' +
    'proposed. Nothing is said where nobody states the demand.',
  consequence: { risk: 'low', effort: 'minutes', downtime: 'none', reversible: true },
  check(subject) {
    const { estimate } = subject;
    const missed = tooLateShare(estimate);
    if (missed === null) return [];
    if (estimate.memory?.fits === false || subject.workload.requestsPerSecond.value <= 0) return [];
    return [draft(subject, missed)];
  },
};

function draft(subject: Subject, missed: number): FindingDraft {
  const { deployment, workload } = subject;
  const { min, max, autoscaler } = deployment.replicas;
  const cause = causeOf(subject);
  const atMost = formatPercent(allowedShare(workload));
  return {
    kind: 'problem',
    ...placeOf(deployment, cause.value === 'maximum' ? max : min, autoscaler?.target, max, min),
    message: (trial) => {
      const after = trial === null ? null : missedShare(trial.estimate);
      const better =
        after === null || cause.value !== 'unreachable'
          ? ''
          : `; a shorter queue would leave ${formatPercent(after)}`;
      return `${formatPercent(missed)} of the requests are late or not answered (at most ${atMost} may be): ${cause.text}${better}.`;
    },
    tradeOffs: ['More replicas run in the busy hours, and are paid: this saves nothing.'],
    fixes: fixes(subject, missed),
  };
}

interface Cause {
  readonly value: 'unreachable' | 'maximum' | 'minimum' | 'target';
  readonly text: string;
}

function causeOf(subject: Subject): Cause {
  const { deployment, estimate } = subject;
  const { max, autoscaler } = deployment.replicas;
  const single = unreachableLimit(subject);
  if (single !== null) return { value: 'unreachable', text: single };
  const needed = replicasAtPeak(subject) ?? 1;
  const most = max?.value ?? Infinity;
  const capacity = capacityOfReplica(subject);
  const each = `${formatRequestRate(capacity)} each`;
  if (most < needed) {
    const run = `${formatQuantity(most, 'replica')} ${most === 1 ? 'runs' : 'run'}${autoscaler === null ? '' : ' at most'}`;
    const text = `${run}, and ${formatRequestRate(busiestRate(subject))} in the busiest hour need ${formatNumber(needed)} at ${each}`;
    return { value: 'maximum', text };
  }
  const target = estimate.autoscaling?.target?.value ?? 0;
  if (target > capacity * 1.01) {
    const text = `the autoscaler adds a replica at ${formatRequestRate(target)} each, and one keeps the limits up to ${formatRequestRate(capacity)}`;
    return { value: 'target', text };
  }
  const start = formatDuration(estimate.coldStart.seconds);
  return { value: 'minimum', text: `replicas come after the load, a start takes ${start}` };
}

/** Where the limits hold at no rate: more replicas of the same kind only shorten the queue. */
function unreachableLimit({ estimate, workload }: Subject): string | null {
  const { performance } = estimate;
  if (performance === null || performance.capacity.requestsPerSecond > 0) return null;
  const { capacity, limit } = performance;
  const [name, value, alone] =
    limit === 'slo-tpot'
      ? ['TPOT', workload.tpotMs, capacity.tpotMs]
      : limit === 'slo-e2e'
        ? ['the whole answer', workload.e2eMs, null]
        : ['TTFT', workload.ttftMs, capacity.ttftMs];
  const within = value === null ? 'the limits' : formatMilliseconds(value.value);
  const average = alone === null ? '' : ` (${formatMilliseconds(alone)} on average)`;
  return `no number of replicas keeps p${workload.percentile.value} of ${name} within ${within}, which a request that is alone misses${average}`;
}

function fixes(subject: Subject, missed: number): readonly FixDraft[] {
  const found =
    subject.deployment.replicas.autoscaler === null ? fixedNumber(subject) : scaled(subject);
  if (found === null) return [];
  return changing(subject, found.changes, {
    variant: 'replicas',
    title: found.title,
    safe: false,
    needs: found.needs,
    accepts: ({ estimate }) => (missedShare(estimate) ?? 1) < 0.7 * missed,
  });
}

interface Remedy {
  readonly changes: readonly Change[];
  readonly title: string;
  readonly needs: string | null;
}

/** Some more than the busiest moment needs at planned capacity may be wanted: the week is played through. */
function fixedNumber(subject: Subject): Remedy {
  const now = subject.deployment.replicas.min.value;
  const needed = Math.max(now + 1, replicasAtPeak(subject) ?? 0);
  const run = (count: number): Remedy => ({
    changes: [{ kind: 'set-replicas', min: count }],
    title: `Run ${count} replicas`,
    needs: null,
  });
  const counts = [needed, needed + 1, needed + 2, needed + 3];
  const enough = counts.find((count) => isAnswered(subject.consider(run(count).changes)));
  return run(enough ?? needed);
}

function scaled(subject: Subject): Remedy | null {
  const options = scalings(subject);
  const best = cheapestThatAnswers(options) ?? cheapestAmongPunctual(options);
  if (best === null) return null;
  return {
    changes: best.changes,
    title: `Scale ${scalingText(best, subject.deployment.replicas.autoscaler)}`,
    needs: needsOf(best, subject),
  };
}
