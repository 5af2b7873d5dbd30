import { formatMonthly, formatPercent, formatQuantity } from '../../report/format.ts';
import { spareReplicas } from '../fewerReplicas.ts';
import { replicasNeeded } from '../hold.ts';
import { groupOf, hardwareKey, isPart, listed, trafficIsStated } from '../neighbours.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, Rule, Subject } from '../rule.ts';

/** USD per month below which nobody moves callers to another address. */
const leastSaving = 50;

/** Several deployments of one model that are each little used, and node pools with more nodes than their pods take. */
export const consolidate: Rule = {
  code: 'consolidate',
  title: 'Serve it together',
  level: 'information',
  scope: 'all',
  explanation:
    'Each team that deploys a model for itself pays for its own replicas and their idle time. Deployments of the same model, ' +
    'engine and hardware are compared with one deployment that serves the traffic of all; where their traffic is stated and one ' +
    'needs fewer replicas, the finding says how many and what that is a month. A node pool whose nodes have more accelerators ' +
    'than the pods among the files ask for is said too. Nothing is edited: callers have to move first, and what else runs on a ' +
    'pool is not in the files. Parts of one service, canaries and the same deployment in several environments are left alone.',
  consequence: { risk: 'medium', effort: 'days', downtime: 'none', reversible: true },
  check: (subject) => [...sameModel(subject), ...emptyNodes(subject)],
};

function sameModel(subject: Subject): readonly FindingDraft[] {
  const key = modelKey(subject);
  if (key === null) return [];
  const group = groupOf(subject, (other) => modelKey(other) === key);
  if (group.length < 2) return [];
  const now = sum(group, ({ estimate }) => estimate.replicas.expected);
  const needed = sum(group, needOf);
  const spare = group.some(({ estimate }) => estimate.replicas.min >= spareReplicas)
    ? spareReplicas
    : 1;
  const then = Math.max(spare, Math.ceil(needed));
  const paid = sum(group, ({ estimate }) => estimate.monthly?.expected ?? 0);
  const least = Math.min(...group.map(replicaMonthly));
  const saving = (now - then) * least;
  if (!(saving >= leastSaving)) return [];
  const { deployment, estimate, currency } = subject;
  const names = listed(group.map(({ deployment: { name } }) => name));
  const model = estimate.model?.id ?? '';
  return [
    {
      kind: 'problem',
      ...placeOf(deployment, deployment.model.id, deployment.replicas.min),
      message: () =>
        `${names} each serve ${model}, ${formatQuantity(Math.round(now), 'replica')} in all for ` +
        `${formatMonthly(paid, currency)}. Together they need ${formatQuantity(then, 'replica')} at ` +
        `${formatPercent(needed / then)} of capacity: ${formatMonthly(saving, currency)} less.`,
      tradeOffs: ['Teams share one queue: limits per caller belong in front of it.'],
      fixes: [],
    },
  ];
}

/** What may be served by one deployment; null for what is no candidate. */
function modelKey(subject: Subject): string | null {
  const { deployment, estimate } = subject;
  const hardware = hardwareKey(subject);
  if (hardware === null || estimate.model === null || estimate.monthly === null) return null;
  if (!trafficIsStated(subject) || isPart(subject)) return null;
  if (replicasNeeded(estimate, 1) === null || estimate.replicas.expected <= 0) return null;
  // Adapters of one model are said by `share`.
  if (deployment.settings.adapters !== undefined) return null;
  return [hardware, deployment.engine?.value ?? '', estimate.model.id].join(' ');
}

function needOf({ estimate }: Subject): number {
  return replicasNeeded(estimate, estimate.workload.requestsPerSecond.value) ?? 0;
}

/** USD of the computing of one replica a month. */
function replicaMonthly({ estimate }: Subject): number {
  return estimate.byCategory.compute / Math.max(1e-9, estimate.replicas.expected);
}

function sum(group: readonly Subject[], of: (subject: Subject) => number): number {
  return group.reduce((total, one) => total + of(one), 0);
}

/** A pool of nodes, and the pods among the files that its machines are for. */
function emptyNodes(subject: Subject): readonly FindingDraft[] {
  const { deployment, estimate, currency } = subject;
  const offer = estimate.hardware?.instance ?? null;
  if (deployment.supply.kind !== 'nodes' || offer === null || estimate.monthly === null) return [];
  const perNode = offer.instance.acceleratorCount;
  const nodes = estimate.replicas.expected;
  if (!(perNode > 0) || !(nodes > 1)) return [];
  const pods = subject
    .others()
    .filter(
      (other) =>
        other.deployment.supply.kind === 'replicas' &&
        other.estimate.hardware?.instance?.instance.name === offer.instance.name,
    );
  const asked = sum(pods, (other) => acceleratorsOf(other));
  const needed = Math.max(1, Math.ceil(asked / perNode - 1e-9));
  if (!(asked > 0) || needed >= nodes) return [];
  const saving = estimate.monthly.expected * (1 - needed / nodes);
  if (saving < leastSaving) return [];
  const names = listed(pods.map(({ deployment: { name } }) => name));
  return [
    {
      kind: 'problem',
      ...placeOf(deployment, deployment.replicas.min, deployment.placement.instanceType),
      message: () =>
        `${formatQuantity(nodes, 'node')} of ${offer.instance.name} hold ${nodes * perNode} accelerators; ${names} ask ` +
        `for ${asked} at most. If nothing else runs there, ${formatQuantity(needed, 'node')} would do: ` +
        `${formatMonthly(saving, currency)} less.`,
      tradeOffs: [],
      fixes: [],
    },
  ];
}

/** Accelerators that all replicas take at most; a slice counts as its part. */
function acceleratorsOf({ estimate }: Subject): number {
  const { hardware, replicas } = estimate;
  const carried = hardware?.instance?.instance.acceleratorCount ?? 0;
  return (hardware?.nodeShare ?? 0) * carried * Math.max(replicas.expected, replicas.max);
}
