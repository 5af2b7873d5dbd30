import { trafficIsStated } from '../../cost/workload.ts';
import {
  formatDuration,
  formatMonthly,
  formatPercent,
  formatQuantity,
} from '../../report/format.ts';
import { allowedShare, missedShare } from '../../cost/missed.ts';
import { changing } from '../fixes.ts';
import { isAnswered } from '../statedDemand.ts';
import { placeOf } from '../place.ts';
import type { Advice, FindingDraft, FixDraft, Rule, Subject } from '../rule.ts';
import {
  cautiousScaling,
  cheapest,
  cheapestThatAnswers,
  needsOf,
  scalings,
  scalingText,
  type Scaling,
} from '../scaling.ts';
import { enoughReplicas } from './over-provisioned.ts';

/** Share of the cost that must be left at most for an autoscaler to be worth its upkeep. */
const noticeably = 0.95;

/** Replicas that follow the load of the week instead of standing ready for its busiest hour. */
export const autoscale: Rule = {
  code: 'autoscale',
  title: 'Let the replicas follow the load',
  level: 'information',
  explanation:
    'The stated week of demand is played through under other bounds and targets of the autoscaler, or with an autoscaler ' +
    'where a fixed number runs: from replicas that are always there to a single one, each filled to its planned ' +
    'capacity or with room. Proposed: the cheapest minimum, maximum and target under which no more requests are late ' +
    'than may be, and a cautious choice beside it with half of the busiest hour always running. Held back where the ' +
    'replicas would come too late. Nothing is said where nobody states the demand.',
  consequence: { risk: 'medium', effort: 'hours', downtime: 'none', reversible: true },
  check(subject) {
    const { deployment, estimate } = subject;
    if (!trafficIsStated(subject.workload) || !isScalable(subject)) return [];
    if (estimate.monthly === null || estimate.memory?.fits === false) return [];
    const paid = withEnough(subject) ?? estimate.monthly.expected;
    const options = scalings(subject).filter(({ monthly }) => monthly < paid * noticeably);
    const best = isAnswered(estimate)
      ? cheapestThatAnswers(options)
      : cheapest(options.filter((option) => isNoWorse(option, subject)));
    if (best === null) return tooLate(cheapest(options), subject);
    const cautious = cautiousBeside(best, subject, paid * noticeably);
    const choices = [best, ...(cautious === null ? [] : [cautious])];
    const fixes = choices.flatMap((choice) => fixFor(choice, subject));
    return fixes.length === 0 ? [] : [draft(subject, fixes, deployment.replicas.min.value)];
  },
};

/** What a smaller number that always runs would cost, where one is proposed: following the load has to save beside that. */
function withEnough(subject: Subject): number | null {
  const enough = enoughReplicas(subject);
  if (enough === null) return null;
  return subject.consider([{ kind: 'set-replicas', min: enough }]).monthly?.expected ?? null;
}

/** Replicas that are needed nearly all the time cannot be had for less. */
const leastIdle = 0.1;

/** False for what runs no replicas of its own, and for replicas that are hardly ever idle. */
function isScalable({ deployment, estimate }: Subject): boolean {
  const { min } = deployment.replicas;
  const { supply } = deployment;
  return (
    min.value >= 1 &&
    (supply.kind === 'replicas' || supply.kind === 'managed') &&
    (estimate.autoscaling?.idleShare ?? 0) >= leastIdle
  );
}

function isNoWorse({ estimate }: Scaling, subject: Subject): boolean {
  return (missedShare(estimate) ?? 1) <= (missedShare(subject.estimate) ?? 0) + 1e-6;
}

/** A choice with at least twice the lean minimum that still saves; null where there is none. */
function cautiousBeside(best: Scaling, subject: Subject, most: number): Scaling | null {
  const option = cautiousScaling(subject);
  const isOne = option !== null && option.min >= 2 * best.min && option.monthly < most;
  return isOne && isAnswered(option.estimate) ? option : null;
}

function tooLate(option: Scaling | null, subject: Subject): readonly Advice[] {
  const paid = subject.estimate.monthly?.expected ?? 0;
  if (option === null || option.monthly > 0.8 * paid) return [];
  const { estimate } = option;
  const missed = formatPercent(missedShare(estimate) ?? 1);
  const start = formatDuration(estimate.coldStart.seconds);
  const allowed = formatPercent(allowedShare(subject.workload));
  return [
    {
      kind: 'held-back',
      reason: `${missed} of the requests would be late while replicas start, which takes ${start} each (at most ${allowed} may be)`,
    },
  ];
}

function fixFor(choice: Scaling, subject: Subject): readonly FixDraft[] {
  const { autoscaler } = subject.deployment.replicas;
  return changing(subject, choice.changes, {
    variant: `${choice.min}-${choice.max}-${choice.load ?? 'same'}`,
    title: `Scale ${scalingText(choice, autoscaler)}`,
    safe: false,
    needs: needsOf(choice, subject),
    accepts: ({ estimate }) =>
      isAnswered(estimate) || (missedShare(estimate) ?? 1) <= (missedShare(subject.estimate) ?? 0),
  });
}

function draft(subject: Subject, fixes: readonly FixDraft[], kept: number): FindingDraft {
  const { deployment, estimate, currency } = subject;
  const { min, max, autoscaler } = deployment.replicas;
  const idle = estimate.autoscaling?.idleShare ?? 0;
  const compute = estimate.byCategory.compute;
  const always =
    autoscaler === null
      ? `${formatQuantity(kept, 'replica')} ${kept === 1 ? 'runs' : 'run'} all the time`
      : `At least ${formatQuantity(kept, 'replica')} ${kept === 1 ? 'runs' : 'run'}, ${estimate.replicas.expected.toFixed(1)} on average`;
  return {
    kind: 'saving',
    ...placeOf(deployment, min, autoscaler?.target, max),
    message: (trial) => {
      const after = trial?.estimate.replicas.expected.toFixed(1);
      const instead = after === undefined ? '' : ` Following the load, ${after} run on average.`;
      return `${always}, and ${formatPercent(idle)} of the paid time (${formatMonthly(idle * compute, currency)}) is not needed for the stated demand.${instead}`;
    },
    tradeOffs: [
      `A replica that is missing takes ${formatDuration(estimate.coldStart.seconds)} to start; until then requests queue.`,
    ],
    fixes,
  };
}
