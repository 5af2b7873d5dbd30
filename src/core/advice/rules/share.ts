import { migProfilesOf } from '../../catalog/migProfiles.ts';
import type { Change } from '../../model/change.ts';
import type { CostEstimate } from '../../model/estimate.ts';
import {
  formatGiB,
  formatMilliseconds,
  formatMonthly,
  formatPercent,
  formatQuantity,
} from '../../report/format.ts';
import { acceptsWhatHolds, holds, replicasNeeded, savingBetween } from '../hold.ts';
import { groupOf, hardwareKey, isPart, listed, trafficIsStated } from '../neighbours.ts';
import { placeOf } from '../place.ts';
import type { Advice, FindingDraft, Rule, Subject } from '../rule.ts';

/** USD per month below which sharing is not worth the loss of isolation. */
const leastSaving = 50;

/** Load of an accelerator that several models share: each still needs room for its own peaks. */
const mostShared = 0.6;

/** A large accelerator for a small model: slices of it, several models on one, adapters of one base model. */
export const share: Rule = {
  code: 'share',
  title: 'Share the accelerator',
  level: 'information',
  scope: 'all',
  explanation:
    'A model that uses a small part of an accelerator pays for all of it. Where the traffic is stated and the accelerator can be ' +
    'divided (MIG: A100, A30, H100, H200, B200), the smallest slice that holds the model, the traffic and the latency limits is ' +
    'proposed. Several deployments on the same kind of accelerator that fit on one of them and keep it no more than 60% busy are ' +
    'said together: time slicing, or one server with several models. Deployments that load adapters (LoRA) of one base model are ' +
    'said too: one replica serves them all. Nothing is said where traffic is not stated.',
  consequence: { risk: 'medium', effort: 'hours', downtime: 'rolling restart', reversible: true },
  check(subject) {
    if (!trafficIsStated(subject) || subject.estimate.monthly === null) return [];
    if (hardwareKey(subject) === null || isPart(subject)) return [];
    const adapters = sharedBase(subject);
    return [...slice(subject), ...(adapters.length > 0 ? adapters : sharedAccelerator(subject))];
  },
};

function slice(subject: Subject): readonly Advice[] {
  const { deployment, estimate } = subject;
  const { accelerator } = deployment;
  const facts = estimate.hardware?.accelerator ?? null;
  if (facts === null || accelerator?.slice !== null || accelerator.count.value !== 1) return [];
  if (deployment.podsPerReplica.value !== 1 || estimate.memory?.fits !== true) return [];
  for (const profile of migProfilesOf(facts)) {
    const changes: readonly Change[] = [{ kind: 'use-slice', profile, count: 1 }];
    const after = subject.consider(changes);
    if (after.memory?.fits !== true || !holds(after, estimate)) continue;
    if ((savingBetween(estimate, after) ?? 0) < leastSaving) continue;
    const proposal = subject.propose(changes);
    return 'refused' in proposal ? [] : [sliceDraft(subject, profile, changes, proposal.edits)];
  }
  return [];
}

function sliceDraft(
  subject: Subject,
  profile: string,
  changes: readonly Change[],
  edits: FindingDraft['fixes'][number]['edits'],
): FindingDraft {
  const { deployment, estimate } = subject;
  const { name, utilization, memory } = figures(estimate);
  return {
    kind: 'saving',
    ...placeOf(deployment, deployment.accelerator?.count),
    message: (trial) =>
      `Keeps its ${name} ${utilization} busy, with ${memory} of weights: a slice ${profile} would do${describe(trial?.estimate ?? null)}.`,
    tradeOffs: [
      'The saving is real only where other pods use the other slices: alone on it, the whole accelerator is paid.',
    ],
    fixes: [
      {
        variant: `mig-${profile}`,
        title: `Run on a MIG slice ${profile}`,
        edits,
        changes,
        safe: false,
        needs: `The cluster needs nodes whose ${name} are divided into ${profile} (MIG).`,
        accepts: acceptsWhatHolds(subject),
      },
    ],
  };
}

function figures({ hardware, utilization, memory }: CostEstimate) {
  return {
    name: hardware?.accelerator?.id ?? 'accelerator',
    utilization: formatPercent(utilization ?? 0),
    memory: formatGiB(memory?.weightsGiB ?? 0),
  };
}

function describe(after: CostEstimate | null): string {
  if (after?.utilization == null) return '';
  const percentile = `p${after.workload.percentile.value}`;
  const latency =
    after.ttftMs === null ? '' : ` (${percentile} TTFT ${formatMilliseconds(after.ttftMs)})`;
  return ` at ${formatPercent(after.utilization)}${latency}`;
}

/** Several models that one accelerator would hold and serve. */
function sharedAccelerator(subject: Subject): readonly FindingDraft[] {
  const key = hardwareKey(subject);
  const own = partOf(subject);
  if (own === null || own.load > mostShared / 2) return [];
  const group = groupOf(
    subject,
    (other) =>
      hardwareKey(other) === key &&
      other.estimate.model?.id !== subject.estimate.model?.id &&
      partOf(other) !== null,
  );
  const together: Subject[] = [];
  let load = 0;
  let gib = 0;
  const room = subject.estimate.memory?.availableGiB ?? 0;
  // The least busy first: the most of them fit.
  const byLoad = group
    .flatMap((one) => ({ one, part: partOf(one) }))
    .sort((a, b) => (a.part?.load ?? 0) - (b.part?.load ?? 0));
  for (const { one, part } of byLoad) {
    if (part === null || load + part.load > mostShared || gib + part.gib > room) continue;
    together.push(one);
    load += part.load;
    gib += part.gib;
  }
  if (together.length < 2 || !together.includes(subject)) return [];
  const replicas = together.reduce((sum, { estimate }) => sum + estimate.replicas.expected, 0);
  const compute = together.map(({ estimate }) => estimate.byCategory.compute);
  const paid = compute.reduce((sum, one) => sum + one, 0);
  const each = Math.max(...compute);
  const saving = paid - each;
  if (saving < leastSaving) return [];
  const { deployment, currency, estimate } = subject;
  const name = estimate.hardware?.accelerator?.id ?? '';
  return [
    {
      kind: 'problem',
      ...placeOf(deployment, deployment.accelerator?.count),
      message: () =>
        `${listed(together.map((one) => one.deployment.name))} keep ${formatQuantity(Math.round(replicas), name, name)} ` +
        `${formatPercent(load)} busy in sum and need ${formatGiB(gib)} of ${formatGiB(room)}: one could serve them all, by time ` +
        `slicing or as one server, for ${formatMonthly(saving, currency)} less.`,
      tradeOffs: [
        'Models that share an accelerator wait for each other, and time slicing does not limit the memory of each: leave every engine its share (--gpu-memory-utilization).',
      ],
      fixes: [],
    },
  ];
}

/** What of one accelerator a deployment would take: its load, and GiB for weights, engine and the requests in flight. */
function partOf({ deployment, estimate }: Subject): { load: number; gib: number } | null {
  const { memory, utilization, replicas, performance } = estimate;
  if (deployment.accelerator?.slice !== null || deployment.accelerator.count.value !== 1)
    return null;
  if (memory?.fits !== true || utilization === null || performance === null) return null;
  if (replicas.expected > 1.01 || replicas.expected <= 0) return null;
  const rate = estimate.workload.requestsPerSecond.value;
  const { inputTokens, outputTokens, ttftMs, tpotMs } = {
    inputTokens: estimate.workload.inputTokens.value,
    outputTokens: estimate.workload.outputTokens.value,
    ttftMs: estimate.ttftMs ?? 0,
    tpotMs: estimate.tpotMs ?? 0,
  };
  // Little's law, and twice that for peaks; one request at least.
  const seconds = (ttftMs + tpotMs * outputTokens) / 1000;
  const inFlight = Math.max(1, 2 * rate * seconds);
  const cache = (inFlight * (inputTokens + outputTokens) * (memory.kvBytesPerToken ?? 0)) / 2 ** 30;
  return {
    load: utilization * replicas.expected,
    gib: memory.weightsGiB + memory.overheadGiB + cache,
  };
}

/** Adapters of one base model, each with replicas of its own. */
function sharedBase(subject: Subject): readonly FindingDraft[] {
  const key = baseKey(subject);
  if (key === null) return [];
  const group = groupOf(subject, (other) => trafficIsStated(other) && baseKey(other) === key);
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
  if (!(saving >= leastSaving)) return [];
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

function baseKey(subject: Subject): string | null {
  const { deployment, estimate } = subject;
  const hardware = hardwareKey(subject);
  if (deployment.settings.adapters === undefined || estimate.model === null) return null;
  if (hardware === null || replicasNeeded(estimate, 1) === null || isPart(subject)) return null;
  return [hardware, deployment.engine?.value ?? '', estimate.model.id].join(' ');
}
