import type { Change } from '../../model/change.ts';
import { readSpeculation, tokensPerStep } from '../../performance/speculation.ts';
import { formatMilliseconds, formatNumber } from '../../report/format.ts';
import { draftFor } from '../draftHeads.ts';
import { canRunFewerReplicas, replicasSet, withFewerReplicas } from '../fewerReplicas.ts';
import { changing } from '../fixes.ts';
import { acceptsWhatHolds, savingBetween } from '../hold.ts';
import { pinned } from '../pinned.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, Rule, Subject } from '../rule.ts';

/** Requests at once above which checking proposed tokens costs more arithmetic than it saves reading. */
const fewRequests = 32;

/** Few requests at once, bound by the time of a token: a small draft proposes tokens that the model only checks. */
export const speculativeDecoding: Rule = {
  code: 'speculative-decoding',
  title: 'Let a draft propose tokens',
  level: 'information',
  explanation:
    'Where a limit on the time per token, or of the whole answer, lets a replica serve only few requests at once, the ' +
    'accelerator mostly reads weights. A draft (the prediction layer of the model, or a published EAGLE-3 head) proposes ' +
    'tokens that one such read then checks. Proposed in vLLM and SGLang where that lets fewer replicas keep the limit. ' +
    'Not proposed without a stated limit, with more than 32 requests at once, where no draft for exactly this model is ' +
    'known, nor where the number of replicas would stay.',
  consequence: { risk: 'low', effort: 'hours', downtime: 'rolling restart', reversible: true },
  check(asked) {
    const { deployment, estimate } = asked;
    const { model, performance } = estimate;
    if (model?.modality !== 'text-generation' || performance === null) return [];
    if (deployment.settings.speculative !== undefined) return [];
    if (performance.limit !== 'slo-tpot' && performance.limit !== 'slo-e2e') return [];
    if (performance.capacity.concurrency > fewRequests || !canRunFewerReplicas(asked)) return [];
    const own = asked.catalog.model(deployment.model.id?.value ?? '')?.match === 'exact';
    const draft = draftFor(deployment, model, own && deployment.model.location === null);
    return draft === null ? [] : proposed(pinned(asked), draft);
  },
};

function proposed(
  subject: Subject,
  { setting, by }: { readonly setting: string; readonly by: string },
): readonly FindingDraft[] {
  const { deployment, estimate } = subject;
  const changes = withFewerReplicas(subject, [
    { kind: 'set-engine-setting', setting: 'speculative', value: setting } satisfies Change,
  ]);
  if ((savingBetween(estimate, subject.consider(changes)) ?? 0) <= 0) return [];
  const speculation = readSpeculation(setting);
  if (speculation === null) return [];
  const replicas = replicasSet(changes);
  const tokens = formatNumber(tokensPerStep(speculation));
  const tpot = estimate.workload.tpotMs;
  const limit =
    tpot === null ? 'the end of an answer' : `${formatMilliseconds(tpot.value)} per token`;
  return [
    {
      kind: 'saving',
      ...placeOf(deployment, deployment.model.id),
      message: () =>
        `A limit of ${limit} lets a replica serve ${formatNumber(estimate.performance?.capacity.concurrency ?? 0)} requests at once; with ${by} a step makes ${tokens} tokens instead of one.`,
      tradeOffs: [
        `Counts on ${formatNumber(100 * speculation.acceptance)}% of proposed tokens being kept (${speculation.source}); what is unlike chat differs.`,
      ],
      fixes: changing(subject, changes, {
        variant: 'draft',
        title: `Propose tokens by ${by}${replicas === null ? '' : ` with ${replicas} replicas`}`,
        safe: false,
        needs: null,
        accepts: acceptsWhatHolds(subject),
      }),
    },
  ];
}
