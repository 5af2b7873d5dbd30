import { ranksBesideTensor } from '../formats/edits/ranks.ts';
import { parallelismOf } from '../cost/model.ts';
import type { Change } from '../model/change.ts';
import type { Deployment, EngineId } from '../model/deployment.ts';
import { formatMonthly } from '../report/format.ts';
import { changing } from './fixes.ts';
import { holds } from './hold.ts';
import { paidText } from './paid.ts';
import { placeOf } from './place.ts';
import type { FindingDraft, FixDraft, Subject } from './rule.ts';
import { dividesHeads } from './smallerReplica.ts';

/** Engines that use as many accelerators as they are told to, one unless told, and whose flags say all of it. */
const toldHowMany: ReadonlySet<EngineId> = new Set<EngineId>([
  'vllm',
  'kserve-huggingface',
  'sglang',
]);

/** Engines that refuse a number of ranks that does not divide the attention heads. */
const dividesExactly: ReadonlySet<EngineId> = new Set<EngineId>([
  ...toldHowMany,
  'tgi',
  'tensorrt-llm',
]);

/** True for formats of pods, whose flags are all in the object; others may spread a replica, or keep flags in code. */
export function runsInOnePod({ format }: Deployment): boolean {
  return format === 'kubernetes' || format === 'kserve';
}

/** Ranks that do not divide the attention heads: the engine exits at once. */
export function undividedHeads(subject: Subject): readonly FindingDraft[] {
  const { deployment, estimate } = subject;
  const stated = deployment.settings.tensorParallel;
  const engine = deployment.engine?.value;
  if (stated === undefined || engine === undefined || !dividesExactly.has(engine)) return [];
  if (estimate.model?.modality !== 'text-generation' || dividesHeads(estimate)) return [];
  const heads = estimate.model.architecture?.attentionHeads ?? 0;
  return [
    {
      kind: 'problem',
      level: 'error',
      ...placeOf(deployment, stated, deployment.accelerator?.count),
      message: () =>
        `${stated.value} tensor parallel ranks do not divide the ${heads} attention heads of the model: the engine does not start.${paidText(subject)}`,
      tradeOffs: [],
      fixes: [...useSome(subject, smallestThatHolds(subject, heads)), ...useAll(subject)],
    },
  ];
}

/** Accelerators that the pod gets and the engine does not use. */
export function unusedAccelerators(subject: Subject): readonly FindingDraft[] {
  const { deployment, estimate, currency } = subject;
  const { accelerator, settings } = deployment;
  const engine = deployment.engine?.value;
  if (accelerator?.slice !== null || engine === undefined || !toldHowMany.has(engine)) return [];
  if (estimate.model?.modality !== 'text-generation' || !dividesHeads(estimate)) return [];
  // Several containers may share them, and scripts of several pods say elsewhere how.
  if (deployment.podsPerReplica.value !== 1 || deployment.notes.length > 0) return [];
  const { tensor, pipeline, data } = parallelismOf(deployment);
  const used = tensor * pipeline * data;
  const count = accelerator.count.value;
  // What does not fit on those it uses is said as such.
  if (used >= count || estimate.memory?.fits === false) return [];
  const idle = count - used;
  const isTold = settings.tensorParallel !== undefined;
  if (!isTold && !runsInOnePod(deployment)) return [];
  const share = (estimate.byCategory.compute * idle) / count;
  const cost = estimate.monthly === null ? '' : `, ${formatMonthly(share, currency)}`;
  return [
    {
      kind: 'problem',
      level: isTold ? 'warning' : 'information',
      ...placeOf(deployment, settings.tensorParallel, accelerator.count),
      message: () =>
        isTold
          ? `The engine is told to use ${used} of ${count} accelerators; ${idle} stand${idle === 1 ? 's' : ''} idle${cost}.`
          : `Unless something that is not in these files tells the engine to use more, it uses 1 of ${count} accelerators; ${idle} stand${idle === 1 ? 's' : ''} idle${cost}.`,
      tradeOffs: [],
      fixes: [...useSome(subject, used), ...useAll(subject)],
    },
  ];
}

/** The fewest accelerators, up to those there are, that the heads divide by and that serve what is asked for. */
function smallestThatHolds(subject: Subject, heads: number): number | null {
  const count = subject.deployment.accelerator?.count.value ?? 0;
  for (let ranks = 1; ranks <= Math.min(count, 64); ranks++) {
    if (heads % ranks !== 0) continue;
    const after = subject.consider([{ kind: 'set-accelerator-count', count: ranks }]);
    if (after.memory?.fits === true && holds(after, subject.estimate)) return ranks;
  }
  return null;
}

function useSome(subject: Subject, ranks: number | null): readonly FixDraft[] {
  if (ranks === null) return [];
  const noun = ranks === 1 ? 'accelerator' : 'accelerators';
  return fix(subject, `use-${ranks}`, `Ask for ${ranks} ${noun}`, [
    { kind: 'set-accelerator-count', count: ranks },
  ]);
}

/** Whole machines cannot be asked for in parts: then all that is there should work. */
function useAll(subject: Subject): readonly FixDraft[] {
  const { accelerator, settings } = subject.deployment;
  const ranks = (accelerator?.count.value ?? 0) / ranksBesideTensor(settings);
  if (!Number.isInteger(ranks) || ranks <= 1) return [];
  return fix(subject, `spread-${ranks}`, `Spread the model over ${ranks} accelerators`, [
    { kind: 'set-engine-setting', setting: 'tensorParallel', value: ranks },
  ]);
}

function fix(
  subject: Subject,
  variant: string,
  title: string,
  changes: readonly Change[],
): readonly FixDraft[] {
  return changing(subject, changes, {
    variant,
    title,
    safe: false,
    needs: null,
    accepts: ({ estimate }) =>
      estimate.memory?.fits === true && dividesHeads(estimate) && holds(estimate, subject.estimate),
  });
}
