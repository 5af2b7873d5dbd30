import { formatGiB, formatMonthly, formatPercent, formatQuantity } from '../report/format.ts';
import { groupOf, hardwareKey, listed, worthSharing } from './neighbours.ts';
import { placeOf } from './place.ts';
import { remembered } from './remembered.ts';
import type { FindingDraft, Subject } from './rule.ts';

/** Load of an accelerator that several models share: each still needs room for its own peaks. */
const mostShared = 0.6;

/** Memory that may be taken in sum: what each engine takes beside that is an estimate. */
const mostMemory = 0.9;

/** Several models that one accelerator would hold and serve, where that saves so many USD a month. */
export function sharedAccelerator(subject: Subject): readonly FindingDraft[] {
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
  const room = mostMemory * (subject.estimate.memory?.availableGiB ?? 0);
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
  if (saving < worthSharing) return [];
  const { deployment, currency, estimate } = subject;
  const names = group.flatMap((one) => (together.includes(one) ? one.deployment.name : []));
  const name = estimate.hardware?.accelerator?.id ?? '';
  return [
    {
      kind: 'problem',
      ...placeOf(deployment, deployment.accelerator?.count),
      message: () =>
        `${listed(names)} keep ${formatQuantity(Math.round(replicas), name, name)} ` +
        `${formatPercent(load)} busy in sum and need ${formatGiB(gib)} of ${formatGiB(estimate.memory?.availableGiB ?? 0)}: one could serve them all, by time ` +
        `slicing or as one server, for ${formatMonthly(saving, currency)} less.`,
      tradeOffs: [
        'Models that share an accelerator wait for each other, and time slicing does not limit the memory of each: leave every engine its share (--gpu-memory-utilization).',
      ],
      fixes: [],
    },
  ];
}

/** What of one accelerator a deployment would take: its load, and GiB for weights, engine and the requests in flight. */
const partOf = remembered(({ deployment, estimate }): { load: number; gib: number } | null => {
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
});
