import type { Subject } from '../advice/rule.ts';
import { accuracyTradeOffs, isWithinLimit } from '../advice/accuracy.ts';
import { cacheLoss, cacheSetting, keepsCache } from '../advice/cachePrecision.ts';
import {
  isSixteenBit,
  methodName,
  oneOfAKind,
  runsMethodOn,
  weightMethods,
} from '../advice/weightMethods.ts';
import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { AcceleratorFacts } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import type { ModelFacts } from '../model/modelFacts.ts';
import { layoutChanges, layoutsOf, type Layout, type LayoutChanges } from '../advice/layouts.ts';
import { groupsOf, offersOf, type CanWrite, type Hardware } from './offers.ts';
import type { SearchOptions } from './optimization.ts';

/** How weights or cache are held. */
export interface PrecisionWay {
  /** Null = as today. */
  readonly name: string | null;
  readonly changes: readonly Change[];
  /** Points of accuracy at most; 0 = as today. */
  readonly loss: number;
  readonly tradeOffs: readonly string[];
  readonly runsOn: (accelerator: AcceleratorFacts) => boolean;
}

/** What can be combined. */
export interface Space {
  readonly hardware: readonly Hardware[];
  readonly weights: readonly PrecisionWay[];
  readonly caches: readonly PrecisionWay[];
  /** Null = as today. */
  readonly sequences: readonly (number | null)[];
  /** Ways to divide so many accelerators, each with the changes that make it so, before and after the hardware’s own. */
  readonly layouts: (hardware: Hardware) => readonly DividedLayout[];
  /** Machines that nothing in the config can name, or policy forbids. */
  readonly dropped: { readonly notWritable: number; readonly policy: number };
}

export interface DividedLayout extends LayoutChanges {
  readonly layout: Layout;
}

/** Numbers of accelerators of a replica that machines and tensor parallelism are made for. */
const usualCounts = [1, 2, 4, 8];

/** Sequences in flight at most that are tried beside today's: powers that engines capture graphs for. */
const triedSequences = [64, 256, 1024];

/** What may be combined for a deployment: only what its own files, or the assumptions beside them, can say. */
export function spaceOf(
  subject: Subject,
  assumptions: ResolvedAssumptions,
  model: ModelFacts,
  options: SearchOptions,
): Space {
  const { deployment } = subject;
  const writable = memo(
    (change) => !('refused' in subject.propose([JSON.parse(change) as Change])),
  );
  const canWrite = (...changes: readonly Change[]): boolean =>
    changes.every((change) => writable(JSON.stringify(change)));
  const counts = [
    ...new Set([...usualCounts, deployment.accelerator?.count.value ?? 1].sort((a, b) => a - b)),
  ];
  const found = offersOf(subject, assumptions, counts, options, canWrite);
  return {
    hardware: groupsOf(found.offers),
    dropped: found,
    weights: [asToday, ...quantizedWeights(subject, canWrite)],
    caches: [asToday, ...quantizedCaches(subject, model, canWrite)],
    sequences: [
      null,
      ...triedSequences.filter(
        (value) =>
          value !== deployment.settings.maxSequences?.value &&
          canWrite({ kind: 'set-engine-setting', setting: 'maxSequences', value }),
      ),
    ],
    layouts: (hardware) => dividedLayouts(hardware, subject, model, canWrite),
  };
}

const asToday: PrecisionWay = {
  name: null,
  changes: [],
  loss: 0,
  tradeOffs: [],
  runsOn: () => true,
};

function memo<Value>(of: (key: string) => Value): (key: string) => Value {
  const known = new Map<string, Value>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = of(key);
    known.set(key, value);
    return value;
  };
}

function quantizedWeights(subject: Subject, canWrite: CanWrite): readonly PrecisionWay[] {
  if (!isSixteenBit(subject)) return [];
  return oneOfAKind(weightMethods(subject))
    .filter(({ facts, changes }) => isWithinLimit(facts, subject) && canWrite(...changes))
    .map(({ facts, changes, repository }): PrecisionWay => ({
      name: repository ?? methodName(facts),
      changes,
      loss: facts.accuracyLoss?.[1] ?? 0,
      tradeOffs: accuracyTradeOffs(facts, subject).map((text) => `${methodName(facts)}: ${text}`),
      runsOn: (accelerator) => runsMethodOn(subject.deployment, facts, accelerator),
    }));
}

function quantizedCaches(
  subject: Subject,
  model: ModelFacts,
  canWrite: CanWrite,
): readonly PrecisionWay[] {
  const setting = cacheSetting(subject.deployment.engine?.value, subject.estimate);
  if (setting === null || model.modality !== 'text-generation') return [];
  const changes: readonly Change[] = [
    { kind: 'set-engine-setting', setting: 'kvCacheDataType', value: setting.value },
  ];
  if (!isWithinLimit(cacheLoss, subject) || !canWrite(...changes)) return [];
  return [
    {
      name: setting.name,
      changes,
      loss: cacheLoss.accuracyLoss?.[1] ?? 0,
      tradeOffs: accuracyTradeOffs(cacheLoss, subject).map((text) => `KV cache: ${text}`),
      runsOn: (accelerator) => keepsCache(setting, accelerator),
    },
  ];
}

/** The layouts that the config can say, each with what has to be written for it. */
function dividedLayouts(
  { count, offers: [first] }: Hardware,
  { deployment, catalog }: Subject,
  model: ModelFacts,
  canWrite: CanWrite,
): readonly DividedLayout[] {
  return layoutsOf(count, model).flatMap((layout): DividedLayout[] => {
    const changes = layoutChanges(deployment, layout, first?.changes ?? [], catalog);
    return canWrite(...changes.before, ...changes.after) ? [{ layout, ...changes }] : [];
  });
}
