import type { Change } from '../../model/change.ts';
import type { EngineId } from '../../model/deployment.ts';
import type { AcceleratorFacts } from '../../model/catalog.ts';
import type { QuantizationFacts } from '../../model/modelFacts.ts';
import { withFewerReplicas } from '../fewerReplicas.ts';
import { holds, savingBetween } from '../hold.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, FixDraft, Rule, Subject } from '../rule.ts';

/** What the engines call quantization of 16-bit weights while loading, by method of the catalogue. */
const onlineQuantization: Partial<Record<EngineId, readonly { method: string; value: string }[]>> =
  {
    vllm: [{ method: 'fp8', value: 'fp8' }],
    'kserve-huggingface': [{ method: 'fp8', value: 'fp8' }],
    sglang: [{ method: 'fp8', value: 'fp8' }],
    tgi: [{ method: 'fp8', value: 'fp8' }],
  };

/** Weights in fewer bits: less memory to hold and to read, so fewer or smaller accelerators. */
export const quantize: Rule = {
  code: 'quantize',
  title: 'Quantize the weights',
  level: 'information',
  explanation:
    'Weights in 8 or 4 bits take a half or a quarter of the memory and of the bytes read per step. Proposed with the ' +
    'number of accelerators and replicas that then suffices: by the engine while loading (FP8), or by switching to a ' +
    'published quantized repository of the same model. Held back when the typical accuracy loss is above ' +
    'maxAccuracyLoss, when the hardware has no support for the method, when the weights are loaded from a place of ' +
    'your own, and when nothing would be saved.',
  consequence: { risk: 'medium', effort: 'hours', downtime: 'rolling restart', reversible: true },
  check(subject) {
    const { estimate } = subject;
    if (estimate.model === null || estimate.quantization === null) return [];
    if (subject.deployment.accelerator === null || estimate.monthly === null) return [];
    if (!isSixteenBit(subject)) return [];
    const choices = methods(subject).flatMap((method) => bestUse(subject, method) ?? []);
    choices.sort((a, b) => b.saving - a.saving);
    const fixes = choices.slice(0, 3).flatMap((choice) => fixFor(subject, choice) ?? []);
    return fixes.length === 0 ? [] : [draft(subject, fixes, choices)];
  },
};

export interface Method {
  readonly facts: QuantizationFacts;
  readonly changes: readonly Change[];
  /** The published repository to serve instead; null = quantized by the engine while loading. */
  readonly repository: string | null;
}

interface Choice extends Method {
  readonly allChanges: readonly Change[];
  readonly count: number;
  readonly saving: number;
}

function wayOf({ facts, repository }: Method): string {
  return repository === null
    ? `quantized to ${nameOf(facts)} while loading`
    : `published as ${repository}`;
}

/** How people call the method: `FP8`, `AWQ`. */
export function nameOf(facts: QuantizationFacts): string {
  return facts.id.toUpperCase();
}

export function isSixteenBit({ estimate, catalog }: Subject): boolean {
  const facts = catalog.quantization(estimate.quantization?.value ?? '');
  return facts !== null && facts.bitsPerWeight >= 16;
}

export function methods(subject: Subject): readonly Method[] {
  const { deployment, estimate, catalog, workload } = subject;
  const engine = deployment.engine?.value;
  if (engine === undefined || estimate.model === null) return [];
  const online = (onlineQuantization[engine] ?? []).flatMap(({ method, value }): Method[] => {
    const facts = catalog.quantization(method);
    if (facts === null) return [];
    const change: Change = { kind: 'set-engine-setting', setting: 'quantization', value };
    return [{ facts, changes: [change], repository: null }];
  });
  const published =
    deployment.model.id === null || deployment.model.location !== null
      ? []
      : catalog.publishedVariants(estimate.model.id).flatMap((variant): Method[] => {
          const facts = catalog.quantization(variant.quantization);
          if (facts === null || facts.bitsPerWeight >= 16) return [];
          if (!isSameModel(variant.repository, deployment.model.id?.value ?? '')) return [];
          return [
            {
              facts,
              changes: [{ kind: 'set-model', id: variant.repository }],
              repository: variant.repository,
            },
          ];
        });
  return [...online, ...published].filter(
    ({ facts: { accuracyLoss } }) =>
      accuracyLoss !== null && accuracyLoss[1] <= workload.maxAccuracyLoss.value,
  );
}

/** A repository of the base model is no stand-in for the instruction-tuned one: the name must go on from this model's. */
function isSameModel(repository: string, served: string): boolean {
  const tail = (id: string) =>
    id
      .slice(id.lastIndexOf('/') + 1)
      .toLowerCase()
      .replace(/^meta-/, '');
  return tail(repository).startsWith(tail(served));
}

/** True when the accelerator the deployment would run on has arithmetic for the method. */
export function supports(
  accelerator: AcceleratorFacts | null | undefined,
  facts: QuantizationFacts,
): boolean {
  if (accelerator == null) return false;
  if (accelerator.kind !== 'gpu') return false;
  if (facts.id.startsWith('fp8')) return accelerator.flops.fp8 !== null;
  if (facts.id === 'nvfp4' || facts.id === 'mxfp4') return accelerator.flops.fp4 !== null;
  return accelerator.vendor === 'NVIDIA';
}

/** The cheapest number of accelerators and replicas that the method allows; null when nothing is saved. */
function bestUse(subject: Subject, method: Method): Choice | null {
  let best: Choice | null = null;
  for (const count of counts(subject)) {
    const shrunk: readonly Change[] =
      count === subject.deployment.accelerator?.count.value
        ? method.changes
        : [...method.changes, { kind: 'set-accelerator-count', count }];
    const allChanges = withFewerReplicas(subject, shrunk);
    const estimate = subject.consider(allChanges);
    const saving = savingBetween(subject.estimate, estimate);
    if (saving === null || saving <= (best?.saving ?? 0)) continue;
    if (!holds(estimate, subject.estimate)) continue;
    if (!supports(estimate.hardware?.accelerator, method.facts)) continue;
    best = { ...method, allChanges, count, saving };
  }
  return best;
}

/** The present count and its halves, as long as the attention heads divide among them. */
function counts({ deployment, estimate }: Subject): readonly number[] {
  const { accelerator, settings } = deployment;
  if (accelerator === null) return [];
  const now = accelerator.count.value;
  const isPlain =
    accelerator.slice === null &&
    deployment.podsPerReplica.value === 1 &&
    (settings.pipelineParallel?.value ?? 1) === 1 &&
    (settings.dataParallel?.value ?? 1) === 1;
  if (!isPlain) return [now];
  const heads = estimate.model?.architecture?.attentionHeads ?? null;
  const result = [now];
  for (let count = now / 2; Number.isInteger(count) && count >= 1; count /= 2) {
    if (heads !== null && heads % count === 0) result.push(count);
  }
  return result;
}

function fixFor(subject: Subject, choice: Choice): FixDraft | null {
  const proposal = subject.propose(choice.allChanges);
  if ('refused' in proposal) return null;
  const before = subject.deployment.accelerator?.count.value ?? 0;
  const smaller =
    choice.count < before ? ` on ${choice.count} instead of ${before} accelerators` : '';
  const replicas = choice.allChanges.find((change) => change.kind === 'set-replicas');
  const fewer = replicas?.min === undefined ? '' : ` with ${replicas.min} replicas`;
  const what =
    choice.repository === null ? `Quantize to ${nameOf(choice.facts)}` : `Use ${choice.repository}`;
  return {
    variant: `${choice.facts.id}-${choice.count}-${choice.repository ?? 'online'}`,
    title: `${what}${smaller}${fewer}`,
    edits: proposal.edits,
    changes: choice.allChanges,
    safe: true,
    needs: null,
    accepts: ({ estimate }) =>
      holds(estimate, subject.estimate) && supports(estimate.hardware?.accelerator, choice.facts),
  };
}

function draft(
  subject: Subject,
  fixes: readonly FixDraft[],
  choices: readonly Choice[],
): FindingDraft {
  const { deployment, workload } = subject;
  const best = choices[0];
  const { quantization, dataType } = deployment.settings;
  return {
    kind: 'saving',
    ...placeOf(deployment, quantization ?? dataType ?? deployment.model.id),
    message: () =>
      `The weights are served in 16 bits; ${best === undefined ? 'quantized' : wayOf(best)} they need less memory and fewer bytes per token.`,
    tradeOffs:
      best?.facts.accuracyLoss == null
        ? []
        : accuracyTradeOffs(best.facts.accuracyLoss, best.facts, workload.maxAccuracyLoss.value),
    fixes,
  };
}

function accuracyTradeOffs(
  [low, high]: readonly [number, number],
  { accuracySource }: QuantizationFacts,
  limit: number,
): readonly string[] {
  const points = low === high ? `${high}` : `${low}–${high}`;
  const source = accuracySource === '' ? [] : [`Source of the accuracy loss: ${accuracySource}.`];
  return [`${points} points of accuracy (limit ${limit})`, ...source];
}
