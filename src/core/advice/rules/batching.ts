import { batchObstacle } from '../batchObstacle.ts';
import { settingChanges } from '../consequences.ts';
import type { Change } from '../../model/change.ts';
import type { EngineId } from '../../model/deployment.ts';
import type { CostEstimate } from '../../model/estimate.ts';
import { formatNumber, formatRequestRate } from '../../report/format.ts';
import { copes, isOverloaded, overload } from '../copes.ts';
import { canRunFewerReplicas, withFewerReplicas } from '../fewerReplicas.ts';
import { changing } from '../fixes.ts';
import { acceptsWhatHolds, savingBetween } from '../hold.ts';
import { pinned } from '../pinned.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, Rule, Subject } from '../rule.ts';

/** The setting by which an engine is told how much it may do at once. */
interface Knob {
  readonly setting: 'maxSequences' | 'maxBatchedTokens';
  readonly steps: readonly number[];
  /** What is counted, for titles. */
  readonly unit: string;
}

/** Requests in flight; engines capture CUDA graphs at such sizes. */
const sequences: Knob = {
  setting: 'maxSequences',
  steps: [4, 8, 16, 32, 64, 128, 256, 512, 1024],
  unit: 'requests',
};

/** Requests of one pass, as powers of two that compilers of networks are fond of. */
const passes: Knob = {
  setting: 'maxSequences',
  steps: [2, 4, 8, 16, 32, 64, 128, 256],
  unit: 'requests',
};

const knobs: Partial<Record<EngineId, Knob>> = {
  vllm: sequences,
  'kserve-huggingface': sequences,
  sglang: sequences,
  'tensorrt-llm': sequences,
  tgi: sequences,
  ollama: sequences,
  'llama-cpp': sequences,
  triton: passes,
  torchserve: passes,
  tei: { setting: 'maxBatchedTokens', steps: [32768, 65536, 131072, 262144], unit: 'tokens' },
};

/** A limit on what is served at once, or eager mode, that keeps the accelerator idle. */
export const batching: Rule = {
  code: 'batching',
  title: 'Serve more requests at once',
  level: 'information',
  explanation:
    'Decoding reads all weights once a step, however many requests share the step, and a network passes a batch in ' +
    'little more time than one request. A limit on what is served at once (--max-num-seqs, max_batch_size, batchSize, ' +
    '--max-batch-tokens and their kin) below what memory holds, --enforce-eager, or a model of Triton without ' +
    'dynamic_batching wastes that. Proposed: the limit ' +
    'that lowers the cost most while the SLO holds, with fewer replicas where their number is fixed. Where the stated ' +
    'traffic is more than the replicas serve, or misses its limits, and a larger batch would do: the smallest that ' +
    'does. Not proposed when the number of replicas would stay the same, since nothing would be saved.',
  consequence: settingChanges,
  check(asked) {
    const subject = pinned(asked);
    const { deployment, estimate } = subject;
    const knob = knobs[deployment.engine?.value ?? 'other'];
    if (knob === undefined) return [];
    if (estimate.performance === null || estimate.memory?.fits !== true) return [];
    const best = canRunFewerReplicas(subject) ? cheapest(subject, knob) : null;
    if (best !== null) return saving(subject, best);
    const relief = isOverloaded(subject) ? firstRelief(subject, knob) : null;
    return relief === null ? [] : relieving(subject, relief);
  },
};

interface Choice {
  readonly changes: readonly Change[];
  readonly knob: Knob;
  /** The limit in units of the knob; null where only eager mode is removed. */
  readonly limit: number | null;
}

/** What stands in the way taken away, then larger limits than today's, the smaller ones first. */
function optionsOf(subject: Subject, knob: Knob): readonly Choice[] {
  const { settings } = subject.deployment;
  const others = batchObstacle(subject.deployment)?.changes ?? [];
  const byDefault =
    knob.setting === 'maxSequences' ? (subject.estimate.performance?.maxConcurrency ?? 0) : 0;
  const now = settings[knob.setting]?.value ?? byDefault;
  const larger = knob.steps
    .filter((step) => step > now)
    .map((step) => ({
      changes: [
        ...others,
        { kind: 'set-engine-setting', setting: knob.setting, value: step } as const,
      ],
      knob,
      limit: step,
    }));
  return others.length > 0 ? [{ changes: others, knob, limit: null }, ...larger] : larger;
}

function cheapest(subject: Subject, knob: Knob): Choice | null {
  const accepts = acceptsWhatHolds(subject);
  let best: (Choice & { readonly saving: number }) | null = null;
  for (const option of optionsOf(subject, knob)) {
    const changes = withFewerReplicas(subject, option.changes);
    const estimate = subject.consider(changes);
    const saved = savingBetween(subject.estimate, estimate);
    // A larger limit must save visibly more than a smaller one: it costs latency.
    if (saved !== null && saved > (best?.saving ?? 0) * 1.01 + 1) {
      if (accepts({ estimate, monthlySaving: saved })) best = { ...option, changes, saving: saved };
    }
  }
  return best;
}

function firstRelief(subject: Subject, knob: Knob): Choice | null {
  const copesWith = ({ changes }: Choice): boolean => copes(subject.consider(changes));
  return optionsOf(subject, knob).find(copesWith) ?? null;
}

function requests({ performance }: CostEstimate): string {
  const held = performance?.maxConcurrency ?? 0;
  return `${formatNumber(held)} request${held === 1 ? '' : 's'}`;
}

function saving(subject: Subject, choice: Choice): readonly FindingDraft[] {
  const { estimate } = subject;
  const held = requests(estimate);
  const generates = estimate.model?.modality === 'text-generation';
  const message =
    choice.limit === null
      ? (batchObstacle(subject.deployment)?.message ?? '')
      : generates
        ? `A replica serves ${held} at once; the KV cache has room for more, and the weights are read once a step however many share it.`
        : `A replica takes ${held} in one pass; a larger batch takes little longer than a small one.`;
  return finding(subject, choice, 'saving', message);
}

function relieving(subject: Subject, choice: Choice): readonly FindingDraft[] {
  const { estimate, workload } = subject;
  const rate = formatRequestRate(workload.requestsPerSecond.value);
  const held = requests(estimate);
  const why =
    choice.limit === null
      ? (batchObstacle(subject.deployment)?.message ?? '')
      : 'The same machines keep up with more.';
  return finding(
    subject,
    choice,
    'problem',
    `${rate} ${overload(estimate)} with ${held} at once. ${why}`,
  );
}

function finding(
  subject: Subject,
  { changes, knob, limit }: Choice,
  kind: FindingDraft['kind'],
  message: string,
): readonly FindingDraft[] {
  const { deployment } = subject;
  const obstacle = batchObstacle(deployment);
  const stated = deployment.settings[knob.setting];
  const fixes = changing(subject, changes, {
    variant: limit === null ? (obstacle?.variant ?? '') : `${knob.unit}-${limit}`,
    title:
      limit === null
        ? (obstacle?.title ?? '')
        : `Serve up to ${formatNumber(limit)} ${knob.unit} at once`,
    safe: true,
    needs: null,
    accepts: (trial) =>
      kind === 'problem' ? copes(trial.estimate) : acceptsWhatHolds(subject)(trial),
  });
  if (fixes.length === 0) return [];
  return [
    {
      kind,
      ...(kind === 'problem' ? { level: 'warning' as const } : {}),
      ...placeOf(deployment, limit === null ? obstacle?.place : (stated ?? obstacle?.place)),
      message: () => message,
      tradeOffs: ['Each request gets its answer a little slower when more of them share a step.'],
      fixes,
    },
  ];
}
