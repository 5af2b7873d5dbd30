import { trafficIsStated } from '../cost/workload.ts';
import { formatMonthly, formatQuantity } from '../report/format.ts';
import { replicasNeeded } from './hold.ts';
import { groupOf, hardwareKey, isPart, listed, worthSharing } from './neighbours.ts';
import { placeOf } from './place.ts';
import { remembered } from './remembered.ts';
import type { FindingDraft, Subject } from './rule.ts';

/** Adapters of one base model, each with replicas of its own, where one for all saves so many USD a month. */
export function sharedBase(subject: Subject): readonly FindingDraft[] {
  const key = baseKey(subject);
  if (key === null) return [];
  const group = groupOf(
    subject,
    (other) => trafficIsStated(other.workload) && baseKey(other) === key,
  );
  if (group.length < 2) return [];
  const now = group.reduce((sum, { estimate }) => sum + estimate.replicas.expected, 0);
  const needed = group.reduce(
    (sum, { estimate }) =>
      sum + (replicasNeeded(estimate, estimate.workload.requestsPerSecond.value) ?? 0),
    0,
  );
  const then = Math.max(1, Math.ceil(needed));
  const paid = group.reduce((sum, { estimate }) => sum + estimate.byCategory.compute, 0);
  const saving = paid * (1 - then / now);
  if (!(saving >= worthSharing)) return [];
  const { deployment, estimate, currency } = subject;
  return [
    {
      kind: 'problem',
      ...placeOf(deployment, deployment.settings.adapters, deployment.model.id),
      message: () =>
        `${listed(group.map((one) => one.deployment.name))} each load ${estimate.model?.id ?? 'the base model'} for adapters of ` +
        `their own, ${formatQuantity(Math.round(now), 'replica')} in all. ${formatQuantity(then, 'replica')} with all adapters ` +
        `would serve the traffic: ${formatMonthly(saving, currency)} less.`,
      tradeOffs: [
        'Batches with several adapters are slower than those with one; set the number that may be active at once (--max-loras).',
      ],
      fixes: [],
    },
  ];
}

const baseKey = remembered((subject): string | null => {
  const { deployment, estimate } = subject;
  const hardware = hardwareKey(subject);
  if (deployment.settings.adapters === undefined || estimate.model === null) return null;
  if (hardware === null || replicasNeeded(estimate, 1) === null || isPart(subject)) return null;
  return [hardware, deployment.engine?.value ?? '', estimate.model.id].join(' ');
});
