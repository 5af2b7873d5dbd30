import { changing } from '../fixes.ts';
import { remembered } from '../remembered.ts';
import { trafficIsStated } from '../../cost/workload.ts';
import type { Change } from '../../model/change.ts';
import { formatPercent, formatQuantity, formatRequestRate } from '../../report/format.ts';
import { fewestReplicas, isAnswered, replicasAtPeak } from '../statedDemand.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, Rule, Subject } from '../rule.ts';

/** Replicas that always run and that not even the busiest hour needs. */
export const overProvisioned: Rule = {
  code: 'over-provisioned',
  title: 'More replicas than the demand needs',
  level: 'information',
  explanation:
    'The stated demand of a week is played through with fewer replicas. Proposed: the fewest that always run (a fixed ' +
    'number, or the minimum of an autoscaler) with which the latency limits hold in the busiest hour. One that can ' +
    'stand in for another stays where people wait for the answers. A warning where less than half would do. Nothing is ' +
    'said where nobody states the demand.',
  consequence: { risk: 'low', effort: 'minutes', downtime: 'none', reversible: true },
  check(subject) {
    const enough = enoughReplicas(subject);
    return enough === null ? [] : [draft(subject, enough)];
  },
};

/** The fewest replicas that serve the stated demand, where that is fewer than always run; else null. */
export const enoughReplicas = remembered((subject): number | null => {
  const { deployment, estimate } = subject;
  const now = deployment.replicas.min.value;
  const fewest = fewestReplicas(subject);
  if (now <= fewest || !trafficIsStated(subject.workload)) return null;
  const needed = replicasAtPeak(subject);
  if (needed === null || estimate.memory?.fits === false) return null;
  for (let count = Math.max(fewest, needed); count < now; count++) {
    if (isAnswered(subject.consider([fewer(count)]))) return count;
  }
  return null;
});

function fewer(min: number): Change {
  return { kind: 'set-replicas', min };
}

function draft(subject: Subject, enough: number): FindingDraft {
  const { deployment, estimate, workload } = subject;
  const { min } = deployment.replicas;
  const now = min.value;
  const changes = [fewer(enough)];
  const rate = formatRequestRate(workload.requestsPerSecond.value);
  const before =
    estimate.utilization === null ? '' : ` at ${formatPercent(estimate.utilization)} utilization`;
  const busy = subject.consider(changes).utilization;
  const after = busy === null ? '' : ` at ${formatPercent(busy)}`;
  const always = deployment.replicas.autoscaler === null ? '' : ' that always run';
  return {
    kind: 'problem',
    ...placeOf(deployment, min),
    ...(enough * 2 < now ? { level: 'warning' as const } : {}),
    message: () =>
      `${formatQuantity(now, 'replica')}${always} ${now === 1 ? 'serves' : 'serve'} ${rate}${before}; ${enough} would do${after}, the busiest hour included.`,
    tradeOffs: [
      enough === 1
        ? 'Nothing stands by while the one replica restarts or its node fails.'
        : 'There is less room for more demand than is stated.',
    ],
    fixes: changing(subject, changes, {
      variant: `replicas-${enough}`,
      title: `Run ${formatQuantity(enough, 'replica')}`,
      safe: enough > 1,
      needs: null,
      accepts: (trial) => isAnswered(trial.estimate) && (trial.monthlySaving ?? 0) >= 0,
    }),
  };
}
