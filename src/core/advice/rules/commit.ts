import { commitmentDiscount, type CommitmentTerm } from '../../cost/commitment.ts';
import { trafficIsStated } from '../../cost/workload.ts';
import type { InstanceType } from '../../model/catalog.ts';
import { formatPercent, formatQuantity } from '../../report/format.ts';
import { assuming } from '../fixes.ts';
import { isAnswered, nonProductionEnvironment } from '../statedDemand.ts';
import { placeOf } from '../place.ts';
import type { Advice, FixDraft, Rule, Subject } from '../rule.ts';
import { enoughReplicas } from './over-provisioned.ts';

/** Idle share of the paid time from which on a commitment would only pin down waste. */
const mostlyIdle = 0.8;

const terms: readonly { readonly term: CommitmentTerm; readonly years: string }[] = [
  { term: '1y', years: 'one year' },
  { term: '3y', years: 'three years' },
];

/** Capacity that is needed in every hour, bought for a year or three. */
export const commit: Rule = {
  code: 'commit',
  title: 'Commit to what always runs',
  level: 'information',
  explanation:
    'Replicas that the stated demand needs in every hour of the week cost less with a commitment of one or three years. ' +
    'Proposed for the share of the replica-hours that always runs, with the break-even: the share of the term that the ' +
    'capacity must be in use. One year comes first, since accelerators lose their price faster than a term of three ' +
    'years ends. Not proposed for spot, for what scales to zero or stops at night, outside production, and where the ' +
    'demand is not stated; held back where fewer replicas would do.',
  consequence: { risk: 'medium', effort: 'days', downtime: 'none', reversible: false },
  check(subject) {
    const { deployment, estimate } = subject;
    const instance = estimate.hardware?.instance?.instance;
    if (!instance || !trafficIsStated(subject.workload) || estimate.candidates.length > 0)
      return [];
    if (estimate.hardware.purchase.value !== 'on-demand' || deployment.replicas.min.value < 1) {
      return [];
    }
    if (nonProductionEnvironment(estimate) !== null || estimate.hoursPerMonth < 729) return [];
    if ((estimate.autoscaling?.idleShare ?? 1) > mostlyIdle || !isAnswered(estimate)) return [];
    const enough = enoughReplicas(subject);
    if (enough !== null) return [heldBack(enough, subject)];
    return advice(instance, subject);
  },
};

function heldBack(enough: number, { deployment }: Subject): Advice {
  const now = deployment.replicas.min.value;
  const reason = `${enough} of ${formatQuantity(now, 'replica')} would do for the stated demand: commit to what stays`;
  return { kind: 'held-back', reason };
}

/** Share of the replica-hours that run in every hour of the week, rounded down to whole percents. */
function alwaysRunning({ estimate }: Subject): number {
  const lowest = Math.floor(Math.min(...(estimate.autoscaling?.replicas ?? [0])) + 1e-6);
  const { expected } = estimate.replicas;
  return expected > 0 ? Math.floor(Math.min(1, lowest / expected) * 100 + 1e-6) / 100 : 0;
}

function advice(instance: InstanceType, subject: Subject): readonly Advice[] {
  const { deployment, estimate, catalog } = subject;
  const coverage = alwaysRunning(subject);
  if (coverage <= 0) return [];
  const offers = terms.flatMap(({ term, years }) => {
    const discount = commitmentDiscount(instance, term, catalog)?.share ?? 0;
    return discount > 0 ? [{ term, years, discount }] : [];
  });
  const [first] = offers;
  if (first === undefined) return [];
  const part =
    coverage === 1
      ? formatQuantity(estimate.replicas.expected, 'replica')
      : `${formatPercent(coverage)} of the replica-hours`;
  const runs = coverage === 1 && estimate.replicas.expected === 1 ? 'runs' : 'run';
  return [
    {
      kind: 'saving',
      ...placeOf(deployment, deployment.replicas.min),
      inOrder: true,
      message: () =>
        `${part} ${runs} in every hour of the week at on-demand prices; a commitment of ${first.years} takes ${formatPercent(first.discount)} off, and pays if it is used for more than ${formatPercent(1 - first.discount)} of its term.`,
      tradeOffs: offers.map(
        ({ years, discount }) =>
          `Paid for ${years} whether it is used or not; break-even at ${formatPercent(1 - discount)} of the term.`,
      ),
      fixes: offers.flatMap(({ term, years }) => fixFor(term, years, coverage, subject)),
    },
  ];
}

function fixFor(
  term: CommitmentTerm,
  years: string,
  coverage: number,
  subject: Subject,
): readonly FixDraft[] {
  const bought = {
    purchase: `reserved-${term}`,
    ...(coverage < 1 ? { commitment: { coverage } } : {}),
  };
  return assuming(subject, [], bought, {
    variant: term,
    title: `Commit for ${years}`,
    safe: false,
    needs: `Buy the commitment of ${years}.`,
    accepts: ({ monthlySaving }) => (monthlySaving ?? 0) > 0,
  });
}
