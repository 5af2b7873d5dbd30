import type { AcceleratorFacts } from '../../model/catalog.ts';
import type { Change } from '../../model/change.ts';
import type { Deployment } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { isAtLeast } from '../../performance/engineVersion.ts';
import { lacksBfloat16, methodSupport } from '../../performance/methodSupport.ts';
import { isWithinLimit } from '../accuracy.ts';
import { settingChanges } from '../consequences.ts';
import { changing } from '../fixes.ts';
import { holds } from '../hold.ts';
import { paidText } from '../paid.ts';
import { placeOf } from '../place.ts';
import type { FindingDraft, FixDraft, Rule, Subject } from '../rule.ts';
import { isSameModel, newName, ownName, weightMethods } from '../weightMethods.ts';

/** A data type or quantization that the engine refuses to run on the accelerator. */
export const unsupportedPrecision: Rule = {
  code: 'unsupported-precision',
  title: 'Precision the accelerator does not have',
  level: 'error',
  explanation:
    'An engine exits while loading when the accelerator cannot compute as it is told: bfloat16 on GPUs before Ampere ' +
    '(T4, V100), FP8 in TensorRT-LLM before Ada, FP8 or FP4 on V100, NVFP4 in SGLang before Blackwell, AWQ on V100. FP8 ' +
    'and FP4 weights on Ampere and later are no error where the engine expands them (vLLM, SGLang, TGI: Marlin kernels). ' +
    'Proposed: float16, weights at full precision where they fit, or a published repository that runs there. Nothing is ' +
    'said where the config does not name the accelerator, or whether the engine’s version can is not known.',
  consequence: { ...settingChanges, downtime: 'restart' },
  check(subject) {
    const { deployment, estimate } = subject;
    const accelerator = estimate.hardware?.accelerator;
    if (accelerator == null || estimate.candidates.length > 0) return [];
    if (deployment.accelerator?.confidence !== 'stated') return [];
    return [...dataType(subject, accelerator), ...weights(subject, accelerator)];
  },
};

/** Engines that check it; SGLang and TGI take float16 by themselves. */
const refusesBfloat16 = new Set(['vllm', 'kserve-huggingface']);

function dataType(subject: Subject, accelerator: AcceleratorFacts): readonly FindingDraft[] {
  const { deployment } = subject;
  const stated = deployment.settings.dataType;
  if (stated === undefined || !/^(bfloat16|bf16)$/i.test(stated.value)) return [];
  if (!lacksBfloat16(accelerator) || !refusesBfloat16.has(deployment.engine?.value ?? ''))
    return [];
  const changes: readonly Change[] = [
    { kind: 'set-engine-setting', setting: 'dataType', value: 'float16' },
  ];
  return [
    {
      kind: 'problem',
      ...placeOf(deployment, stated),
      message: () =>
        `${accelerator.id} has no bfloat16 arithmetic: ${engineName(deployment)} does not start.${paidText(subject)}`,
      tradeOffs: ['float16 has a smaller range: some models trained in bfloat16 overflow in it.'],
      fixes: fix(subject, 'float16', 'Compute in float16', changes, null, () => true),
    },
  ];
}

function weights(subject: Subject, accelerator: AcceleratorFacts): readonly FindingDraft[] {
  const { deployment, estimate } = subject;
  const { quantization } = estimate;
  const engine = deployment.engine?.value;
  if (quantization === null || engine === undefined || !isStated(quantization)) return [];
  const version = deployment.engineVersion?.value ?? null;
  const flag = deployment.settings.quantization;
  const supports = (method: string): boolean =>
    methodSupport(accelerator, method, engine, version) !== 'none';
  const isMarlin =
    /marlin/i.test(flag?.value ?? '') &&
    lacksBfloat16(accelerator) &&
    !(engine === 'vllm' && isAtLeast(version, 0, 15));
  if (supports(quantization.value) && !isMarlin) return [];
  const name = (isMarlin ? (flag?.value ?? '') : quantization.value).toUpperCase();
  return [
    {
      kind: 'problem',
      ...placeOf(deployment, flag, deployment.model.id),
      message: () =>
        `${engineName(deployment)} does not run ${name} weights on ${accelerator.id}.${paidText(subject)}`,
      tradeOffs: [],
      fixes: [
        ...(isMarlin ? plainKernels(subject, flag) : wider(subject, flag)),
        ...otherRepositories(subject, supports),
      ],
    },
  ];
}

/** A default of the catalogue's, or of the checkpoint, may be wrong about what runs. */
function isStated({ origin }: Sourced<unknown>): boolean {
  return origin.kind === 'config' || origin.kind === 'assumptions' || origin.kind === 'catalog';
}

function plainKernels(subject: Subject, flag: Sourced<string> | undefined): readonly FixDraft[] {
  const value = flag?.value.replace(/[_-]?marlin/i, '') ?? '';
  if (value === '') return [];
  const changes: readonly Change[] = [
    { kind: 'set-engine-setting', setting: 'quantization', value },
  ];
  return fix(subject, value, `Use the ${value} kernels`, changes, null, () => true);
}

/**
 * Weights at 16 bits: the engine stops quantizing, or loads the repository that the quantized one was made from, where that
 * is the very same model.
 */
function wider(subject: Subject, flag: Sourced<string> | undefined): readonly FixDraft[] {
  const isWide = (method: string): boolean => /^(bf16|fp32)$/.test(method);
  if (flag !== undefined) {
    const changes: readonly Change[] = [
      { kind: 'set-engine-setting', setting: 'quantization', value: null },
    ];
    return fix(subject, 'full', 'Load the weights at 16 bits', changes, null, isWide);
  }
  const served = ownName(subject.deployment);
  const base = subject.estimate.model?.id;
  if (served === null || base === undefined || !isSameModel(served, base)) return [];
  const changes: readonly Change[] = [{ kind: 'set-model', id: base }];
  return fix(
    subject,
    'full',
    `Use ${base} at 16 bits`,
    changes,
    newName(subject.deployment),
    isWide,
  );
}

function otherRepositories(
  subject: Subject,
  supports: (method: string) => boolean,
): readonly FixDraft[] {
  const options = weightMethods(subject).filter(
    ({ repository, facts }) =>
      repository !== null && supports(facts.id) && isWithinLimit(facts, subject),
  );
  const flag = subject.deployment.settings.quantization;
  const unset: readonly Change[] =
    flag === undefined
      ? []
      : [{ kind: 'set-engine-setting', setting: 'quantization', value: null }];
  return options
    .slice(0, 2)
    .flatMap(({ repository, changes, needs }) =>
      fix(
        subject,
        repository ?? '',
        `Use ${repository ?? ''}`,
        [...changes, ...unset],
        needs,
        supports,
      ),
    );
}

function fix(
  subject: Subject,
  variant: string,
  title: string,
  changes: readonly Change[],
  needs: string | null,
  runs: (method: string) => boolean,
): readonly FixDraft[] {
  return changing(subject, changes, {
    variant,
    title,
    safe: false,
    needs,
    accepts: ({ estimate }) =>
      // What does not fit today may still not fit: that is said beside it.
      (subject.estimate.memory?.fits === false || holds(estimate, subject.estimate)) &&
      runs(estimate.quantization?.value ?? ''),
  });
}

const engineNames: Partial<Record<string, string>> = {
  vllm: 'vLLM',
  'kserve-huggingface': 'The Hugging Face server',
  sglang: 'SGLang',
  'tensorrt-llm': 'TensorRT-LLM',
  tgi: 'TGI',
  nim: 'NIM',
  triton: 'Triton',
};

function engineName({ engine }: Deployment): string {
  return engineNames[engine?.value ?? ''] ?? 'The engine';
}
