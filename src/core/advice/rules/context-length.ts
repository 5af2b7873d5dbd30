import type { Change } from '../../model/change.ts';
import { formatNumber } from '../../report/format.ts';
import { changing } from '../fixes.ts';
import { acceptsWhatHolds } from '../hold.ts';
import { longestRequest } from '../longestRequest.ts';
import { pinned } from '../pinned.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, Rule, Subject } from '../rule.ts';
import { cheapestUse, isMostlyOwn, plainSaving, useInWords, type Use } from '../smallerReplica.ts';

/** Lengths that are proposed, in tokens. */
const lengths = [2048, 4096, 8192, 16384, 32768, 65536, 131072];

/** A context is too long when it is at least this many times what the longest request needs. */
const farAbove = 2;

/** The longest context that is allowed takes memory that the requests never use. */
export const contextLength: Rule = {
  code: 'context-length',
  title: 'Allow a shorter context',
  level: 'information',
  explanation:
    'An engine starts only where one request of the longest allowed context fits (--max-model-len and its kin), and ' +
    'llama.cpp and Ollama allocate that length for every slot. Where the workload states its lengths and they stay far ' +
    'below, accelerators are paid for context that nobody uses. Proposed: the shortest usual length above the longest ' +
    'requests, with the accelerators and replicas that then suffice. Not proposed where the lengths are only defaults, ' +
    'nor where the same accelerators would do with the long context.',
  consequence: { risk: 'medium', effort: 'minutes', downtime: 'rolling restart', reversible: true },
  check(asked) {
    const { estimate, deployment, workload } = asked;
    const { model } = estimate;
    if (model?.modality !== 'text-generation' || estimate.monthly === null) return [];
    const now = deployment.settings.maxModelLength?.value ?? model.maxPositions;
    const needed = longestRequest(workload);
    if (needed === null || now === null) return [];
    const length = lengths.find((each) => each >= needed);
    if (length === undefined || now < farAbove * length) return [];
    const subject = pinned(asked);
    const changes: readonly Change[] = [
      { kind: 'set-engine-setting', setting: 'maxModelLength', value: length },
    ];
    const use = cheapestUse(subject, changes);
    if (use === null) return [];
    return isMostlyOwn(use, plainSaving(subject))
      ? draft(subject, { now, needed, length }, use)
      : [];
  },
};

interface Context {
  /** Tokens each: allowed today, of the longest request, proposed. */
  readonly now: number;
  readonly needed: number;
  readonly length: number;
}

function draft(
  subject: Subject,
  { now, needed, length }: Context,
  use: Use,
): readonly FindingDraft[] {
  const { deployment } = subject;
  return [
    {
      kind: 'saving',
      ...placeOf(deployment, deployment.settings.maxModelLength, deployment.model.id),
      message: () =>
        `Up to ${formatNumber(now)} tokens of context are allowed, and the longest requests take about ${formatNumber(needed)}: memory is kept for what nobody sends.`,
      tradeOffs: [
        `Requests of more than ${formatNumber(length)} tokens, answer included, are refused.`,
      ],
      fixes: changing(subject, use.changes, {
        variant: `context-${length}-${use.count}`,
        title: `Limit the context to ${formatNumber(length)} tokens${useInWords(subject, use)}`,
        safe: false,
        needs: null,
        accepts: acceptsWhatHolds(subject),
      }),
    },
  ];
}
