import { settingChanges } from '../consequences.ts';
import type { Change } from '../../model/change.ts';
import type { EngineId } from '../../model/deployment.ts';
import { canRunFewerReplicas, withFewerReplicas } from '../fewerReplicas.ts';
import { acceptsWhatHolds, savingBetween } from '../hold.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, Rule, Subject } from '../rule.ts';

/** Engines whose number of concurrent sequences is one setting that a format can write. */
const batchingEngines: readonly EngineId[] = [
  'vllm',
  'kserve-huggingface',
  'sglang',
  'tensorrt-llm',
  'tgi',
  'ollama',
  'llama-cpp',
];

/** Candidates tried for the number of sequences in flight; engines capture CUDA graphs at such sizes. */
const sequenceSteps = [4, 8, 16, 32, 64, 128, 256, 512, 1024];

/** A limit on concurrent sequences, or eager mode, that keeps the accelerator idle while the KV cache has room. */
export const batching: Rule = {
  code: 'batching',
  title: 'Serve more requests at once',
  level: 'information',
  explanation:
    'Decoding reads all weights once a step, however many requests share the step. A limit on concurrent requests ' +
    '(--max-num-seqs and its kin) below what the KV cache holds, or --enforce-eager, wastes that. Proposed: the limit ' +
    'that lowers the cost most while the SLO holds, with fewer replicas where their number is fixed. Not proposed when ' +
    'the number of replicas would stay the same, since nothing would be saved.',
  consequence: settingChanges,
  check(subject) {
    const { deployment, estimate } = subject;
    const engine = deployment.engine?.value;
    if (engine === undefined || !batchingEngines.includes(engine)) return [];
    if (estimate.performance === null || estimate.memory?.fits !== true) return [];
    if (!canRunFewerReplicas(subject)) return [];
    const best = bestChanges(subject);
    if (best === null) return [];
    const proposal = subject.propose(best.changes);
    return 'refused' in proposal ? [] : [draft(subject, best, proposal.edits)];
  },
};

interface Choice {
  readonly changes: readonly Change[];
  readonly sequences: number | null;
  readonly saving: number;
}

function bestChanges(subject: Subject): Choice | null {
  const { settings } = subject.deployment;
  const limit = settings.maxSequences?.value ?? null;
  const eager: readonly Change[] =
    settings.enforceEager?.value === true
      ? [{ kind: 'set-engine-setting', setting: 'enforceEager', value: null }]
      : [];
  const engineDefault = subject.estimate.performance?.maxConcurrency ?? 0;
  const steps = sequenceSteps.filter((step) => step > (limit ?? engineDefault));
  const options: { changes: readonly Change[]; sequences: number | null }[] = [
    ...(eager.length > 0 ? [{ changes: eager, sequences: null }] : []),
    ...steps.map((step) => ({
      changes: [
        ...eager,
        { kind: 'set-engine-setting', setting: 'maxSequences', value: step } as const,
      ],
      sequences: step,
    })),
  ];
  const accepts = acceptsWhatHolds(subject);
  let best: Choice | null = null;
  for (const { changes: wanted, sequences } of options) {
    const changes = withFewerReplicas(subject, wanted);
    const estimate = subject.consider(changes);
    const saving = savingBetween(subject.estimate, estimate);
    // A larger limit must save visibly more than a smaller one: it costs latency.
    if (saving !== null && saving > (best?.saving ?? 0) * 1.01 + 1) {
      if (accepts({ estimate, monthlySaving: saving })) best = { changes, sequences, saving };
    }
  }
  return best;
}

function draft(
  subject: Subject,
  choice: Choice,
  edits: FindingDraft['fixes'][number]['edits'],
): FindingDraft {
  const { deployment, estimate } = subject;
  const { maxSequences, enforceEager } = deployment.settings;
  const held = estimate.performance?.maxConcurrency ?? 0;
  const title =
    choice.sequences === null
      ? 'Remove eager mode'
      : `Serve up to ${choice.sequences} requests at once`;
  return {
    kind: 'saving',
    ...placeOf(
      deployment,
      choice.sequences === null ? enforceEager : (maxSequences ?? enforceEager),
    ),
    message: () =>
      choice.sequences === null
        ? 'Eager mode launches every kernel by itself and leaves the accelerator waiting between them.'
        : `A replica serves ${held} requests at once; the KV cache has room for more, and the weights are read once a step however many share it.`,
    tradeOffs: ['Each request gets its tokens a little slower when more of them share a step.'],
    fixes: [
      {
        variant: choice.sequences === null ? 'graphs' : `sequences-${choice.sequences}`,
        title,
        edits,
        changes: choice.changes,
        safe: true,
        needs: null,
        accepts: acceptsWhatHolds(subject),
      },
    ],
  };
}
