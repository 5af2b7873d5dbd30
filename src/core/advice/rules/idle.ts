import { trafficIsStated } from '../../cost/workload.ts';
import {
  formatMonthly,
  formatPercent,
  formatQuantity,
  formatRequestRate,
} from '../../report/format.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, Rule, Subject } from '../rule.ts';
import { enoughReplicas } from './over-provisioned.ts';

/** Share of the paid replica time without work from which on the money counts as lost. */
const mostlyIdle = 0.9;

/** USD a month below which nobody looks. */
const worthALook = 50;

/** Money that is paid for replicas which hardly ever do anything, by the demand that is stated. */
export const idle: Rule = {
  code: 'idle',
  title: 'Paid and hardly used',
  level: 'warning',
  explanation:
    'A deployment whose stated demand needs less than a tenth of the replica time that is paid, with no fewer replicas ' +
    'that could run all the time. What helps is another rule’s to propose: scaling to zero, a schedule, smaller ' +
    'hardware, a shared server, or a model that is paid by the token. Nothing is said where nobody states the demand.',
  consequence: { risk: 'none', effort: 'hours', downtime: 'none', reversible: true },
  check(subject) {
    const { deployment, estimate } = subject;
    const { supply, replicas } = deployment;
    if (!trafficIsStated(subject.workload) || replicas.min.value < 1) return [];
    if (supply.kind !== 'replicas' && supply.kind !== 'managed') return [];
    const share = idleShare(subject);
    if (share === null || share < mostlyIdle) return [];
    const lost = share * estimate.byCategory.compute;
    if (lost < worthALook || enoughReplicas(subject) !== null) return [];
    return [draft(subject, share, lost)];
  },
};

function idleShare({ estimate, workload }: Subject): number | null {
  if (workload.requestsPerSecond.value <= 0) return 1;
  return estimate.autoscaling?.idleShare ?? null;
}

function draft(subject: Subject, share: number, lost: number): FindingDraft {
  const { deployment, estimate, workload, currency } = subject;
  const { min } = deployment.replicas;
  const rate = workload.requestsPerSecond.value;
  const money = `${formatMonthly(lost, currency)} of ${formatMonthly(estimate.byCategory.compute, currency)}`;
  const why =
    rate > 0
      ? `${formatRequestRate(rate)} ${min.value === 1 ? 'keeps one replica' : `keep ${formatQuantity(min.value, 'replica')}`} busy ${formatPercent(1 - share)} of the time`
      : 'no requests are expected';
  return {
    kind: 'problem',
    ...placeOf(deployment, min, deployment.accelerator?.count),
    message: () =>
      `${money} compute ${rate > 0 ? 'pays for replicas that stand idle' : 'is paid for nothing'}: ${why}.`,
    tradeOffs: [],
    fixes: [],
  };
}
