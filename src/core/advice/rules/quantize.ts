import { methodSupport } from '../../performance/methodSupport.ts';
import { accuracyTradeOffs, isWithinLimit, lossIsAgreed, overLimit } from '../accuracy.ts';
import { changing } from '../fixes.ts';
import { holds } from '../hold.ts';
import { pinned } from '../pinned.ts';
import { placeOf } from '../place.ts';
import type { Advice, FindingDraft, FixDraft, HeldBackDraft, Rule, Subject } from '../rule.ts';
import {
  cheapestUse,
  plainSaving,
  useInWords,
  whyNotSmaller,
  type Use,
} from '../smallerReplica.ts';
import {
  isSixteenBit,
  methodName,
  oneOfAKind,
  runsMethodOn,
  weightMethods,
  type WeightMethod,
} from '../weightMethods.ts';
import { smallerCache } from '../quantizeCache.ts';

/** Weights, or keys and values, in fewer bits: less memory to hold and to read, so fewer or smaller accelerators. */
export const quantize: Rule = {
  code: 'quantize',
  title: 'Quantize weights or KV cache',
  level: 'information',
  explanation:
    'Weights in 8 or 4 bits take a half or a quarter of the memory and of the bytes read per step; keys and values in 8 ' +
    'bits leave room for twice the requests. Proposed with the number of accelerators and replicas that then suffices: ' +
    'by the engine while loading (FP8), by a published quantized repository of the same model, or by another tag. FP8 on ' +
    'accelerators without that arithmetic runs with weights alone in 8 bits (vLLM, SGLang, TGI) and is proposed as such. ' +
    'Held back when the typical accuracy loss is above maxAccuracyLoss or is not published, when the engine does not ' +
    'run the method on the accelerator, when the weights are loaded from a place of your own, and when fewer ' +
    'accelerators would do without it.',
  consequence: { risk: 'medium', effort: 'hours', downtime: 'rolling restart', reversible: true },
  check(asked) {
    const subject = pinned(asked);
    const { estimate, deployment } = subject;
    if (estimate.model === null || estimate.quantization === null) return [];
    if (deployment.accelerator === null || estimate.monthly === null) return [];
    const plain = plainSaving(subject);
    return [...smallerWeights(subject, plain), ...smallerCache(subject, plain)];
  },
};

interface Choice extends WeightMethod, Use {}

/** How many ways are offered for one deployment; one where no accelerator is named and each is priced on many. */
const offered = 2;

function smallerWeights(subject: Subject, plain: number): readonly Advice[] {
  const { estimate } = subject;
  if (!isSixteenBit(subject)) return [];
  const methods = oneOfAKind(weightMethods(subject)).filter((one) =>
    runsMethodOn(subject.deployment, one.facts, estimate.hardware?.accelerator),
  );
  const within = methods.filter(({ facts }) => isWithinLimit(facts, subject));
  const choices = uses(subject, within, plain);
  const some = estimate.candidates.length > 0 ? 1 : offered;
  const fixes = choices.slice(0, some).flatMap((choice) => fixFor(subject, choice));
  const found = fixes.length === 0 ? [] : [draft(subject, fixes, choices)];
  const held = heldBack(subject, methods, Math.max(plain, choices[0]?.saving ?? 0));
  return found.length + held.length > 0 ? [...found, ...held] : tooSlow(subject, within, plain);
}

function uses(
  subject: Subject,
  methods: readonly WeightMethod[],
  plain: number,
): readonly Choice[] {
  const found = methods.flatMap((method): Choice[] => {
    const use = cheapestUse(subject, method.changes, (estimate) =>
      runsMethodOn(subject.deployment, method.facts, estimate.hardware?.accelerator),
    );
    return use === null || !isMore(subject, use.saving, plain) ? [] : [{ ...method, ...use }];
  });
  return found.toSorted((a, b) => b.saving - a.saving);
}

/** Fewer bits must earn most of it themselves, and what is worth a word: a fiftieth of what is paid. */
function isMore({ estimate }: Subject, saving: number, than: number): boolean {
  return saving - than > Math.max(0.02 * (estimate.monthly?.expected ?? 0), saving / 2);
}

/** The best way that accuracy alone forbids, where it would save clearly more than what is proposed. */
function heldBack(
  subject: Subject,
  methods: readonly WeightMethod[],
  proposed: number,
): readonly HeldBackDraft[] {
  const over = methods.filter(({ facts }) => !isWithinLimit(facts, subject));
  const [best] = uses(subject, over, proposed);
  return best === undefined
    ? []
    : [{ kind: 'held-back', reason: overLimit(methodName(best.facts), best.facts, subject) }];
}

/** Where fewer accelerators would do but for the latency limits, that is said. */
function tooSlow(
  subject: Subject,
  [method]: readonly WeightMethod[],
  plain: number,
): readonly HeldBackDraft[] {
  const reason = method === undefined || plain > 0 ? null : whyNotSmaller(subject, method.changes);
  return reason === null ? [] : [{ kind: 'held-back', reason }];
}

function fixFor(subject: Subject, choice: Choice): readonly FixDraft[] {
  const { repository, facts } = choice;
  const what = repository === null ? `Quantize to ${methodName(facts)}` : `Use ${repository}`;
  return changing(subject, choice.changes, {
    variant: `${facts.id}-${choice.count}-${repository ?? 'online'}`,
    title: `${what}${useInWords(subject, choice)}`,
    safe: lossIsAgreed(subject) && needs(subject, choice) === null,
    needs: needs(subject, choice),
    accepts: ({ estimate }) =>
      holds(estimate, subject.estimate) &&
      runsMethodOn(subject.deployment, choice.facts, estimate.hardware?.accelerator),
  });
}

function needs({ estimate }: Subject, choice: Choice): string | null {
  const unnamed =
    estimate.candidates.length === 0
      ? []
      : [`The accelerator must run ${methodName(choice.facts)}: the config names none.`];
  const all = [...unnamed, ...(choice.needs === null ? [] : [choice.needs])];
  return all.length === 0 ? null : all.join(' ');
}

function draft(
  subject: Subject,
  fixes: readonly FixDraft[],
  [best]: readonly Choice[],
): FindingDraft {
  const { deployment } = subject;
  const { quantization, dataType } = deployment.settings;
  return {
    kind: 'saving',
    ...placeOf(deployment, quantization ?? dataType ?? deployment.model.id),
    message: () =>
      `The weights are served in 16 bits; ${best === undefined ? 'quantized' : wayOf(best)} they need less memory and fewer bytes per token.`,
    tradeOffs:
      best === undefined
        ? []
        : [...accuracyTradeOffs(best.facts, subject), ...expandedTradeOff(subject, best)],
    fixes,
  };
}

function wayOf({ facts, repository }: WeightMethod): string {
  return repository === null
    ? `quantized to ${methodName(facts)} while loading`
    : `published as ${repository}`;
}

/** Prompts gain nothing where multiplication stays in 16 bits. */
function expandedTradeOff({ deployment }: Subject, { facts, estimate }: Choice): readonly string[] {
  const accelerator = estimate.hardware?.accelerator;
  const engine = deployment.engine?.value;
  if (accelerator == null || engine === undefined || facts.activationBits === 16) return [];
  const version = deployment.engineVersion?.value ?? null;
  return methodSupport(accelerator, facts.id, engine, version) === 'weights-only'
    ? [
        `${accelerator.id} has no ${methodName(facts)} arithmetic: weights are expanded to 16 bits as they are read.`,
      ]
    : [];
}
