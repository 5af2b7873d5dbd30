import { trafficIsStated } from '../../cost/workload.ts';
import { formatMonthly, formatPercent, formatQuantity } from '../../report/format.ts';
import { remembered } from '../remembered.ts';
import { spareReplicas } from '../statedDemand.ts';
import { replicasNeeded } from '../hold.ts';
import { groupOf, hardwareKey, isPart, listed } from '../neighbours.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, Rule, Subject } from '../rule.ts';
import { folderOf } from '../../text/uris.ts';

/** USD per month below which nobody moves callers to another address. */
const leastSaving = 50;

/** Several deployments of one model that are each little used, and several that each take a part of a machine. */
export const consolidate: Rule = {
  code: 'consolidate',
  title: 'Serve it together',
  level: 'information',
  scope: 'all',
  explanation:
    'Each team that deploys a model for itself pays for its own replicas and their idle time. Deployments of the same model, ' +
    'engine and hardware are compared with one deployment that serves the traffic of all; where their traffic is stated and one ' +
    'needs fewer replicas, the finding says how many and what that is a month. Deployments of one folder that name the same machine and take ' +
    'parts of it are said too, with what it is more when each brings up nodes of its own. Nothing is edited: callers have to move ' +
    'first, and where pods land is decided by the pools. Parts of one service, canaries and the same deployment in several environments are left alone.',
  consequence: { risk: 'medium', effort: 'days', downtime: 'none', reversible: true },
  check: (subject) => [...sameModel(subject), ...partsOfNodes(subject)],
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
const modelKey = remembered((subject): string | null => {
  const { deployment, estimate } = subject;
  const hardware = hardwareKey(subject);
  if (hardware === null || estimate.model === null || estimate.monthly === null) return null;
  if (!trafficIsStated(subject.workload) || isPart(subject)) return null;
  if (replicasNeeded(estimate, 1) === null || estimate.replicas.expected <= 0) return null;
  // Adapters of one model are said by `share`.
  if (deployment.settings.adapters !== undefined) return null;
  return [hardware, deployment.engine?.value ?? '', estimate.model.id].join(' ');
});

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

/** Deployments of one folder that each take a part of the same kind of machine. */
function partsOfNodes(subject: Subject): readonly FindingDraft[] {
  const key = machineKey(subject);
  if (key === null) return [];
  const group = groupOf(subject, (other) => machineKey(other) === key);
  if (group.length < 2) return [];
  const alone = sum(group, nodesAlone);
  const together = Math.ceil(sum(group, (one) => shareOf(one) * replicasOf(one)) - rounding);
  const { deployment, estimate, currency } = subject;
  const { instance, pricePerHour } = estimate.hardware ?? {};
  const more = (alone - together) * (pricePerHour ?? 0) * estimate.hoursPerMonth;
  if (instance == null || more < leastSaving) return [];
  const names = listed(group.map(({ deployment: { name } }) => name));
  return [
    {
      kind: 'problem',
      ...placeOf(deployment, deployment.placement.instanceType, deployment.accelerator?.count),
      message: () =>
        `${names} each take a part of ${instance.instance.name} and are priced so: together they fill ` +
        `${formatQuantity(together, 'node')}. On nodes of their own they would be on ${alone}, for ` +
        `${formatMonthly(more, currency)} more: one pool for all of them, without anti-affinity, keeps them together.`,
      tradeOffs: [],
      fixes: [],
    },
  ];
}

const rounding = 1e-9;

/** The machine that the config names, of pods that take less than one; null for others. */
const machineKey = remembered(({ deployment, estimate }): string | null => {
  const { placement, supply, uri, namespace, podsPerReplica } = deployment;
  const { hardware } = estimate;
  if (placement.instanceType === null || supply.kind !== 'replicas') return null;
  if (hardware?.instance == null || hardware.accelerator === null) return null;
  if (podsPerReplica.value !== 1 || hardware.nodeShare >= 1 || hardware.nodeShare <= 0) return null;
  const folder = folderOf(uri);
  return [folder, namespace, hardware.instance.instance.name, hardware.instance.region].join(' ');
});

function shareOf({ estimate }: Subject): number {
  return estimate.hardware?.nodeShare ?? 0;
}

function replicasOf({ estimate }: Subject): number {
  return Math.ceil(estimate.replicas.expected - rounding);
}

/** Nodes that the replicas of one deployment bring up when nothing else runs there. */
function nodesAlone(subject: Subject): number {
  return Math.ceil(replicasOf(subject) / Math.floor(1 / shareOf(subject) + rounding) - rounding);
}
