import { ranksBesideTensor } from '../../formats/edits/ranks.ts';
import type { Change } from '../../model/change.ts';
import type { CostEstimate } from '../../model/estimate.ts';
import type { MemoryEstimate } from '../../model/performance.ts';
import { formatGiB, formatNumber } from '../../report/format.ts';
import { isWithinLimit } from '../accuracy.ts';
import { settingChanges } from '../consequences.ts';
import { changing } from '../fixes.ts';
import { holds } from '../hold.ts';
import { longestRequest } from '../longestRequest.ts';
import { paidText } from '../paid.ts';
import { pinned } from '../pinned.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, Rule, Subject } from '../rule.ts';
import { dividesHeads } from '../smallerReplica.ts';
import { unusedMemory } from '../unusedMemory.ts';
import { runsMethodOn, weightMethods } from '../weightMethods.ts';

/** Weights and one request of full length need more memory than there is: the server will not start. */
export const doesNotFit: Rule = {
  code: 'does-not-fit',
  title: 'Does not fit in memory',
  level: 'error',
  explanation:
    'The weights, the engine’s own memory and the KV cache of one request of maximal length are compared with what ' +
    'the engine may use of each accelerator. When they do not fit the server exits while loading, and the ' +
    'accelerators are paid for while it restarts. A warning where only the engine’s own memory, which is an estimate, ' +
    'decides; an error where it cannot start. Proposed: the smallest changes that make it fit, namely all accelerators ' +
    'that the pod has, the engine’s usual share of their memory, a context no shorter than the requests, weights in ' +
    'fewer bits within maxAccuracyLoss, or more accelerators.',
  consequence: settingChanges,
  check(subject) {
    const { estimate } = subject;
    if (estimate.memory === null || estimate.memory.fits) return [];
    return [draft(subject)];
  },
};

function draft(subject: Subject): FindingDraft {
  const { deployment, estimate } = subject;
  const { settings, model, accelerator } = deployment;
  return {
    kind: 'problem',
    level: isCertain(estimate.memory) ? 'error' : 'warning',
    ...placeOf(deployment, accelerator?.count, model.id, settings.maxModelLength),
    message: () => describe(subject),
    tradeOffs: [],
    fixes: remedies(pinned(subject)).flatMap(({ variant, title, changes, needs }) =>
      changing(subject, changes, {
        variant,
        title,
        safe: false,
        needs: needs ?? null,
        // What does not start serves nobody in time: a remedy that starts late is still one.
        accepts: (trial) => isEnough(trial.estimate),
      }),
    ),
  };
}

/** GiB that any engine takes beside weights and KV cache: the CUDA context and little else. */
const leastOverheadGiB = 0.5;

/** It fails for sure only if it would with the least memory an engine can take; what it does take is an estimate. */
function isCertain(memory: MemoryEstimate | null): boolean {
  return memory !== null && memory.shortfallGiB > memory.overheadGiB - leastOverheadGiB;
}

function describe(subject: Subject): string {
  const { memory } = subject.estimate;
  if (memory === null) return '';
  const needed = memory.availableGiB + memory.shortfallGiB;
  const cost = paidText(
    subject,
    isCertain(memory) ? 'while it restarts' : 'whether or not it starts',
  );
  return (
    `${isCertain(memory) ? 'Does not fit' : 'May not fit'}: needs ${formatGiB(needed)} of ${formatGiB(memory.availableGiB)} per accelerator ` +
    `(weights ${formatGiB(memory.weightsGiB)}, ${formatGiB(memory.shortfallGiB)} too much).${cost}`
  );
}

interface Remedy {
  readonly variant: string;
  readonly title: string;
  readonly changes: readonly Change[];
  readonly needs?: string | null;
}

function isEnough(estimate: CostEstimate): boolean {
  return estimate.memory?.fits === true && dividesHeads(estimate);
}

const contextLengths = [131072, 65536, 32768, 16384, 8192, 4096];
const acceleratorFactors = [2, 4, 8];

/**
 * Changes that make it fit: one change of each kind where one is enough, else the fewest accelerators together with what
 * else it takes: fewer bits, the longest context that fits. Those that keep the latency limits go before those that only
 * start. Each is tried on the model before it becomes an edit.
 */
function remedies(subject: Subject): readonly Remedy[] {
  const inTime = remediesBy(subject, (after) => isEnough(after) && holds(after, subject.estimate));
  return inTime.length > 0 ? inTime : remediesBy(subject, isEnough);
}

function remediesBy(
  subject: Subject,
  suffices: (estimate: CostEstimate) => boolean,
): readonly Remedy[] {
  const contexts = contextLengths.flatMap((length) => shorterContext(subject, length));
  const counts = acceleratorFactors.flatMap((factor) => moreAccelerators(subject, factor));
  const firstThatFits = (options: readonly Remedy[]) =>
    options.find(({ changes }) => suffices(subject.consider(changes))) ?? [];
  const bits = fewerBits(subject);
  const all = allAccelerators(subject);
  const present = firstThatFits(all);
  const single = [
    [present].flat(),
    allMemory(subject),
    contexts,
    bits,
    'changes' in present ? [] : counts,
  ].flatMap(firstThatFits);
  if (single.length > 0) return single;
  const combined = counts.flatMap((count) =>
    [[], bits.slice(0, 1)].flatMap((weights) =>
      [[], ...contexts.map((context) => [context])].map((context) =>
        together([count, ...weights, ...context]),
      ),
    ),
  );
  return [firstThatFits(combined)].flat();
}

function together(parts: readonly Remedy[]): Remedy {
  const titles = parts.map(({ title }, index) =>
    index === 0 ? title : title.charAt(0).toLowerCase() + title.slice(1),
  );
  return {
    variant: parts.map(({ variant }) => variant).join('-'),
    title: titles.join(', '),
    changes: parts.flatMap(({ changes }) => changes),
    needs: parts.map(({ needs }) => needs ?? null).find((one) => one !== null) ?? null,
  };
}

function shorterContext(subject: Subject, length: number): Remedy | [] {
  const { deployment, estimate, workload } = subject;
  const now = deployment.settings.maxModelLength?.value ?? estimate.model?.maxPositions ?? Infinity;
  const mean = workload.inputTokens.value + workload.outputTokens.value;
  if (length >= now || length < (longestRequest(workload) ?? mean)) return [];
  return {
    variant: `context-${length}`,
    title: `Limit the context to ${formatNumber(length)} tokens`,
    changes: [{ kind: 'set-engine-setting', setting: 'maxModelLength', value: length }],
  };
}

/** Within the accuracy limit, and run by the engine on this accelerator; the way that loses least comes first. */
function fewerBits(subject: Subject): readonly Remedy[] {
  const { deployment, estimate } = subject;
  if (deployment.settings.quantization !== undefined) return [];
  const accelerator = estimate.hardware?.accelerator;
  const served = servedBits(subject) ?? 16;
  return weightMethods(subject)
    .filter(
      ({ facts }) =>
        facts.bitsPerWeight < served &&
        isWithinLimit(facts, subject) &&
        runsMethodOn(deployment, facts, accelerator),
    )
    .map(({ facts, repository, changes, needs }) => ({
      variant: repository ?? facts.id,
      title: repository === null ? `Quantize to ${facts.id.toUpperCase()}` : `Use ${repository}`,
      changes,
      needs,
    }));
}

function servedBits({ estimate, catalog }: Subject): number | null {
  return catalog.quantization(estimate.quantization?.value ?? '')?.bitsPerWeight ?? null;
}

/** Accelerators that the pod gets already and the engine does not use. */
function allAccelerators({ deployment, estimate }: Subject): readonly Remedy[] {
  const { accelerator, settings } = deployment;
  const ranks = (accelerator?.count.value ?? 0) / ranksBesideTensor(settings);
  if (!Number.isInteger(ranks) || ranks <= estimate.tensorParallel) return [];
  return [
    {
      variant: `spread-${ranks}`,
      title: `Spread the model over the ${ranks} accelerators it has`,
      changes: [{ kind: 'set-engine-setting', setting: 'tensorParallel', value: ranks }],
    },
  ];
}

/** The share of the memory that the engine takes where it is not told to take less. */
function allMemory(subject: Subject): readonly Remedy[] {
  const unused = unusedMemory(subject);
  if (unused?.takenBy !== null) return [];
  return [
    {
      variant: 'memory',
      title: 'Let the engine use its usual share of the memory',
      changes: unused.changes,
    },
  ];
}

/** More accelerators help only when the engine spreads the weights over them. */
function moreAccelerators({ deployment }: Subject, factor: number): Remedy | [] {
  const { accelerator, settings } = deployment;
  if (accelerator?.slice !== null) return [];
  const count = accelerator.count.value * factor;
  const spread: readonly Change[] =
    settings.tensorParallel === undefined
      ? [{ kind: 'set-engine-setting', setting: 'tensorParallel', value: count }]
      : [];
  return {
    variant: `count-${count}`,
    title: `Use ${count} accelerators instead of ${accelerator.count.value}`,
    changes: [...spread, { kind: 'set-accelerator-count', count }],
  };
}
