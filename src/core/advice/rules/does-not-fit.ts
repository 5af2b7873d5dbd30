import { settingChanges } from '../consequences.ts';
import type { Change } from '../../model/change.ts';
import type { MemoryEstimate } from '../../model/performance.ts';
import { formatGiB, formatMonthly, formatNumber } from '../../report/format.ts';
import { holds } from '../hold.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, FixDraft, Rule, Subject } from '../rule.ts';

/** Weights and one request of full length need more memory than there is: the server will not start. */
export const doesNotFit: Rule = {
  code: 'does-not-fit',
  title: 'Does not fit in memory',
  level: 'error',
  explanation:
    'The weights, the engine’s own memory and the KV cache of one request of maximal length are compared with what ' +
    'the engine may use of each accelerator. When they do not fit the server exits while loading, and the ' +
    'accelerators are paid for while it restarts. A warning where only the engine’s own memory, which is an estimate, ' +
    'decides; an error where it cannot start. Proposed: the smallest changes that make it fit, namely FP8 weights, ' +
    'a shorter context, or more accelerators.',
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
    fixes: remedies(subject).flatMap(({ variant, title, changes }): FixDraft[] => {
      const proposal = subject.propose(changes);
      if ('refused' in proposal) return [];
      return [
        {
          variant,
          title,
          edits: proposal.edits,
          changes,
          safe: false,
          needs: null,
          accepts: (trial) =>
            trial.estimate.memory?.fits === true && holds(trial.estimate, estimate),
        },
      ];
    }),
  };
}

/** GiB that any engine takes beside weights and KV cache: the CUDA context and little else. */
const leastOverheadGiB = 0.5;

/** It fails for sure only if it would with the least memory an engine can take; what it does take is an estimate. */
function isCertain(memory: MemoryEstimate | null): boolean {
  return memory !== null && memory.shortfallGiB > memory.overheadGiB - leastOverheadGiB;
}

function describe({ estimate, currency }: Subject): string {
  const { memory, monthly } = estimate;
  if (memory === null) return '';
  const needed = memory.availableGiB + memory.shortfallGiB;
  const cost =
    monthly === null
      ? ''
      : ` ${formatMonthly(monthly.expected, currency)} is paid ${isCertain(memory) ? 'while it restarts' : 'whether or not it starts'}.`;
  return (
    `${isCertain(memory) ? 'Does not fit' : 'May not fit'}: needs ${formatGiB(needed)} of ${formatGiB(memory.availableGiB)} per accelerator ` +
    `(weights ${formatGiB(memory.weightsGiB)}, ${formatGiB(memory.shortfallGiB)} too much).${cost}`
  );
}

interface Remedy {
  readonly variant: string;
  readonly title: string;
  readonly changes: readonly Change[];
}

const contextLengths = [131072, 65536, 32768, 16384, 8192, 4096];
const acceleratorFactors = [2, 4, 8];

/**
 * Changes that make it fit: one change of each kind where one is enough, else the fewest accelerators together with what
 * else it takes: 8-bit weights, the longest context that fits. Each is tried on the model before it becomes an edit.
 */
function remedies(subject: Subject): readonly Remedy[] {
  const contexts = contextLengths.flatMap((length) => shorterContext(subject, length));
  const counts = acceleratorFactors.flatMap((factor) => moreAccelerators(subject, factor));
  const firstThatFits = (options: readonly Remedy[]) =>
    options.find(({ changes }) => subject.consider(changes).memory?.fits === true) ?? [];
  const eightBit = eightBitWeights(subject);
  const single = [contexts, eightBit, counts].flatMap(firstThatFits);
  if (single.length > 0) return single;
  const combined = counts.flatMap((count) =>
    [[], eightBit].flatMap((weights) =>
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
  };
}

function shorterContext({ deployment, estimate }: Subject, length: number): Remedy | [] {
  const now = deployment.settings.maxModelLength?.value ?? estimate.model?.maxPositions ?? Infinity;
  if (length >= now) return [];
  return {
    variant: `context-${length}`,
    title: `Limit the context to ${formatNumber(length)} tokens`,
    changes: [{ kind: 'set-engine-setting', setting: 'maxModelLength', value: length }],
  };
}

function eightBitWeights({ deployment, estimate }: Subject): readonly Remedy[] {
  const accelerator = estimate.hardware?.accelerator;
  if (deployment.settings.quantization !== undefined || accelerator?.flops.fp8 == null) return [];
  return [
    {
      variant: 'fp8',
      title: 'Quantize to FP8',
      changes: [{ kind: 'set-engine-setting', setting: 'quantization', value: 'fp8' }],
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
