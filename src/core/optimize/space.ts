import { siteOf } from '../cost/site.ts';
import { machinesOf, type Assumed, type Machine, type MachineTerms } from '../advice/machines.ts';
import type { Subject } from '../advice/rule.ts';
import { isSixteenBit, methods, nameOf, supports } from '../advice/rules/quantize.ts';
import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { AcceleratorFacts } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import type { Deployment, PurchaseOption } from '../model/deployment.ts';
import type { ModelFacts } from '../model/modelFacts.ts';
import { layoutChanges, layoutsOf, type Layout, type LayoutChanges } from '../advice/layouts.ts';
import type { SearchOptions } from './optimization.ts';

/** A machine as it is bought, where it stands. */
export interface Offer {
  readonly machine: Machine;
  readonly purchase: PurchaseOption;
  /** Null = where it runs today. */
  readonly region: string | null;
  readonly changes: readonly Change[];
  readonly assumed: readonly Assumed[];
}

/** All offers of so many of one accelerator: they serve alike and differ in price. */
export interface Hardware {
  readonly accelerator: AcceleratorFacts;
  readonly count: number;
  readonly offers: readonly Offer[];
}

/** How weights or cache are held. */
export interface Precision {
  /** Null = as today. */
  readonly name: string | null;
  readonly changes: readonly Change[];
  /** Points of accuracy at most; 0 = as today. */
  readonly loss: number;
  readonly tradeOffs: readonly string[];
  runsOn(accelerator: AcceleratorFacts): boolean;
}

/** What can be combined. */
export interface Space {
  readonly hardware: readonly Hardware[];
  readonly weights: readonly Precision[];
  readonly caches: readonly Precision[];
  /** Null = as today. */
  readonly sequences: readonly (number | null)[];
  /** Ways to divide so many accelerators, each with the changes that make it so, before and after the hardware’s own. */
  layouts(hardware: Hardware): readonly DividedLayout[];
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

/**
 * Points of accuracy that an FP8 cache costs at most: within the noise of the benchmarks vLLM publishes for it ("Quantized
 * KV Cache", docs.vllm.ai, 2025), counted as half a point to be on the safe side.
 */
const fp8CacheLoss = 0.5;

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

const asToday: Precision = { name: null, changes: [], loss: 0, tradeOffs: [], runsOn: () => true };

interface FoundOffers {
  readonly offers: readonly Offer[];
  readonly notWritable: number;
  readonly policy: number;
}

type CanWrite = (...changes: readonly Change[]) => boolean;

function offersOf(
  subject: Subject,
  assumptions: ResolvedAssumptions,
  counts: readonly number[],
  { regions, purchases, constraints }: SearchOptions,
  canWrite: CanWrite,
): FoundOffers {
  const { deployment, catalog, estimate } = subject;
  const site = siteOf(deployment, assumptions, catalog);
  const bought = estimate.hardware?.purchase.value ?? 'on-demand';
  const offers: Offer[] = [];
  let notWritable = 0;
  let policy = 0;
  const add = (machine: Machine, purchase: PurchaseOption, region: string | null): void => {
    if (!isAllowed(machine, region ?? site.region.value, constraints)) policy += 1;
    else {
      const how = [...purchaseWay(purchase, bought, site.provider.value)];
      const where = regionWay(region, deployment);
      const changes = [
        ...machine.changes,
        ...how.flatMap((one) => ('kind' in one ? one : [])),
        ...where.changes,
      ];
      if (!canWrite(...changes)) notWritable += 1;
      else {
        const assumed = [
          ...machine.assumed,
          ...how.flatMap((one) => ('field' in one ? one : [])),
          ...where.assumed,
        ];
        offers.push({ machine, purchase, region, changes, assumed });
      }
    }
  };
  const today = machineOfToday(subject);
  const options: readonly PurchaseOption[] = [
    bought,
    ...(bought === 'on-demand' ? purchases.filter((one) => one !== bought) : []),
  ];
  const places: readonly (string | null)[] = [
    null,
    ...(regions === 'all'
      ? catalog.regions(site.provider.value).filter((name) => name !== site.region.value)
      : []),
  ];
  for (const purchase of options) {
    for (const region of places) {
      const terms: MachineTerms = { deployment, assumptions, catalog, purchase, region };
      if (today !== null && region === null) add(today, purchase, region);
      for (const machine of machinesOf(terms, counts)) add(machine, purchase, region);
    }
  }
  return { offers, notWritable, policy };
}

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

/** What runs today, which the cheapest machine with the same accelerators need not be. */
function machineOfToday({ deployment, estimate }: Subject): Machine | null {
  const { hardware } = estimate;
  if (hardware === null) return null;
  return {
    accelerator: hardware.accelerator,
    count: deployment.accelerator?.count.value ?? 0,
    instance: hardware.instance?.instance.name ?? '',
    hour: (hardware.pricePerHour ?? 0) * hardware.nodeShare,
    changes: [],
    assumed: [],
  };
}

function isAllowed(
  { accelerator }: Machine,
  region: string,
  { allowedAccelerators, allowedRegions }: SearchOptions['constraints'],
): boolean {
  const named = accelerator?.id ?? null;
  if (allowedRegions !== null && !allowedRegions.includes(region)) return false;
  return named === null || allowedAccelerators === null || allowedAccelerators.includes(named);
}

function purchaseWay(
  purchase: PurchaseOption,
  bought: PurchaseOption,
  provider: Extract<Change, { kind: 'use-spot' }>['provider'],
): readonly (Change | Assumed)[] {
  if (purchase === bought) return [];
  if (purchase === 'spot') return [{ kind: 'use-spot', provider }];
  return [{ field: 'purchase', value: purchase }];
}

function regionWay(
  region: string | null,
  { placement }: Deployment,
): { readonly changes: readonly Change[]; readonly assumed: readonly Assumed[] } {
  if (region === null) return { changes: [], assumed: [] };
  return placement.region === null
    ? { changes: [], assumed: [{ field: 'region', value: region }] }
    : { changes: [{ kind: 'set-region', region }], assumed: [] };
}

function groupsOf(offers: readonly Offer[]): readonly Hardware[] {
  const groups = new Map<string, Offer[]>();
  for (const offer of offers) {
    const key = `${offer.machine.accelerator?.id ?? ''} ${offer.machine.count}`;
    groups.set(key, [...(groups.get(key) ?? []), offer]);
  }
  return [...groups.values()].flatMap((group): Hardware[] => {
    const { accelerator = null, count = 0 } = group[0]?.machine ?? {};
    return accelerator === null ? [] : [{ accelerator, count, offers: group }];
  });
}

function quantizedWeights(subject: Subject, canWrite: CanWrite): readonly Precision[] {
  if (!isSixteenBit(subject)) return [];
  return methods(subject)
    .filter(({ changes }) => canWrite(...changes))
    .map((method): Precision => ({
      name: method.repository ?? nameOf(method.facts),
      changes: method.changes,
      loss: method.facts.accuracyLoss?.[1] ?? 0,
      tradeOffs: [accuracyText(nameOf(method.facts), method.facts.accuracyLoss ?? [0, 0])],
      runsOn: (accelerator) => supports(accelerator, method.facts),
    }));
}

function accuracyText(name: string, [low, high]: readonly [number, number]): string {
  return `${name} weights cost ${low === high ? high : `${low}–${high}`} points of accuracy.`;
}

function quantizedCaches(
  { estimate, workload }: Subject,
  model: ModelFacts,
  canWrite: CanWrite,
): readonly Precision[] {
  const changes: readonly Change[] = [
    { kind: 'set-engine-setting', setting: 'kvCacheDataType', value: 'fp8' },
  ];
  const isWide = estimate.kvPrecision === 'bf16' && model.modality === 'text-generation';
  if (!isWide || workload.maxAccuracyLoss.value < fp8CacheLoss || !canWrite(...changes)) return [];
  return [
    {
      name: 'FP8',
      changes,
      loss: fp8CacheLoss,
      tradeOffs: [`An FP8 KV cache costs up to ${fp8CacheLoss} points of accuracy.`],
      runsOn: ({ flops }) => flops.fp8 !== null,
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
