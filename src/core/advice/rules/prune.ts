import type { Change } from '../../model/change.ts';
import type { SmallerModel } from '../../model/modelFacts.ts';
import { formatNumber } from '../../report/format.ts';
import { changing } from '../fixes.ts';
import { acceptsWhatHolds } from '../hold.ts';
import { pinned } from '../pinned.ts';
import { placeOf } from '../place.ts';
import type { Advice, FindingDraft, Rule, Subject } from '../rule.ts';
import { cheapestUse, isMostlyOwn, plainSaving, useInWords, type Use } from '../smallerReplica.ts';
import { newName, ownName } from '../weightMethods.ts';

/** Points of a benchmark from which nobody asks why a smaller model is not proposed. */
const worthAsking = 3;

/** A published model that was made of the served one by pruning or distillation. */
export const prune: Rule = {
  code: 'prune',
  title: 'Serve a pruned or distilled model',
  level: 'information',
  explanation:
    'Some models exist a second time with fewer layers, narrower layers or fewer parameters, trained to answer like the ' +
    'first. Proposed with the accelerators and replicas that then suffice, where a published score of both models is ' +
    'known and the difference is within maxAccuracyLoss. Held back where the best of them loses up to 3 points and that is more than the limit. A score ' +
    'of one benchmark says little about your task: measure before you switch. Not looked for where the weights are your ' +
    'own or the name is that of a fine-tune.',
  consequence: { risk: 'high', effort: 'days', downtime: 'rolling restart', reversible: true },
  check(asked) {
    const subject = pinned(asked);
    const { deployment, estimate, catalog, workload } = subject;
    const served = ownName(deployment);
    if (served === null || estimate.model === null || estimate.monthly === null) return [];
    const smaller = catalog.smallerModels(served);
    if (smaller.length === 0) return [];
    const plain = plainSaving(subject);
    const choices = smaller
      .flatMap((model): Choice[] => {
        const changes: readonly Change[] = [{ kind: 'set-model', id: nameLike(served, model) }];
        const use = useOf(subject, changes, model);
        return use === null || !isMostlyOwn(use, plain) ? [] : [{ model, use }];
      })
      .toSorted((a, b) => b.use.saving - a.use.saving);
    const within = choices.filter(({ model }) => model.loss <= workload.maxAccuracyLoss.value);
    const [best] = within;
    if (best !== undefined) return draft(subject, best);
    // Of those that lose too much the one that loses least: that is the limit somebody may want to move.
    const [least] = choices.toSorted((a, b) => a.model.loss - b.model.loss);
    return least === undefined || least.model.loss > worthAsking ? [] : heldBack(subject, least);
  },
};

interface Choice {
  readonly model: SmallerModel;
  readonly use: Use;
}

/** `hf://` and the like stay in front of the name. */
function nameLike(served: string, { model }: SmallerModel): string {
  return (/^(?:hf|huggingface):\/\//.exec(served)?.[0] ?? '') + model;
}

/** Only where the name is read as that model. */
function useOf(subject: Subject, changes: readonly Change[], { model }: SmallerModel): Use | null {
  return cheapestUse(
    subject,
    changes,
    (estimate) => estimate.model?.id.toLowerCase() === model.toLowerCase(),
  );
}

/** `MMLU 69.4 → 63.4`. */
function scores({ measure, scores: [before, after] }: SmallerModel): string {
  return `${measure} ${formatNumber(before)} → ${formatNumber(after)}`;
}

function draft(subject: Subject, { model, use }: Choice): readonly FindingDraft[] {
  const { deployment, workload } = subject;
  const limit = formatNumber(workload.maxAccuracyLoss.value);
  const needs = [model.needs, newName(deployment)].filter((part) => part !== null);
  return [
    {
      kind: 'saving',
      ...placeOf(deployment, deployment.model.id),
      message: () =>
        `${model.model} was ${model.way} from this model and takes less memory and time; ${scores(model)}.`,
      tradeOffs: [
        `${scores(model)} (limit ${limit} points)`,
        `Source of the scores: ${model.source}, ${model.asOf}.`,
        'Scores of one benchmark: measure on your own task.',
      ],
      fixes: changing(subject, use.changes, {
        variant: model.model,
        title: `Serve ${model.model}${useInWords(subject, use)}`,
        safe: false,
        needs: needs.length === 0 ? null : needs.join(' '),
        accepts: acceptsWhatHolds(subject),
      }),
    },
  ];
}

function heldBack({ workload }: Subject, { model }: Choice): readonly Advice[] {
  const limit = formatNumber(workload.maxAccuracyLoss.value);
  const reason = `${model.model} loses ${formatNumber(model.loss)} points (${scores(model)}), limit ${limit}`;
  return [{ kind: 'held-back', reason }];
}
