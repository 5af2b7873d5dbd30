import { withChanges } from '../advice/consider.ts';
import { neededChanges } from '../advice/demand.ts';
import { podRequest } from '../cost/acceleratorHardware.ts';
import { cpuPod } from '../cost/cpuHardware.ts';
import { estimateCost } from '../cost/estimateCost.ts';
import { packOn } from '../cost/packing.ts';
import type { PricedInstance } from '../model/catalog.ts';
import type { Deployment } from '../model/deployment.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { InstanceRow, LeftOut } from './comparison.ts';
import { figuresOf, hourlyPrices } from './figures.ts';
import type { ComparedMachine } from './machines.ts';
import type { Terms } from './terms.ts';
import { variantOn } from './variant.ts';
import { cannotRun, verdictOf } from './verdict.ts';

/** The deployment as it is, with the very figures of the report. */
export function currentRow(terms: Terms): InstanceRow {
  const { deployment, estimate, stated, environment } = terms;
  const place = estimate.hardware?.instance ?? null;
  return {
    ...machineOf(place, estimate, deployment),
    key: 'current',
    isCurrent: true,
    hourly: hourlyPrices(place, stated, environment.catalog),
    ...(cannotRun(estimate, deployment) ?? verdictOf(estimate, deployment, terms)),
    figures: figuresOf(estimate),
    besides: [],
  };
}

/** Estimates with today's replicas, by what decides the speed: as many of the same accelerators are as fast anywhere. */
export type Speeds = Map<string, CostEstimate>;

/**
 * The deployment on one machine with `count` of its accelerators for a replica, and as many replicas as the demand needs
 * there. Null where that is what runs today; a pod that the machine cannot hold is left out with a reason.
 */
export function rowOn(
  machine: ComparedMachine,
  count: number,
  terms: Terms,
  speeds: Speeds,
): InstanceRow | LeftOut | null {
  const { deployment, estimate, environment, assumptions, purchase } = terms;
  const { platform, offer, accelerator } = machine;
  const { catalog } = environment;
  const { model } = estimate;
  const variant = variantOn(deployment, machine, count, purchase, model, catalog);
  if (platform === null) {
    const pod =
      accelerator === null
        ? cpuPod(variant.deployment)
        : podRequest(variant.deployment, accelerator);
    if (!packOn(offer.instance, pod).fits) {
      const { name, provider } = offer.instance;
      const reason = 'a pod asks for more cores or memory than it has';
      return { instance: name, provider, region: offer.region, reason };
    }
  }
  const priced = (one: Deployment): CostEstimate => estimateCost(one, assumptions, environment);
  const kind = accelerator === null ? null : `${accelerator.id} ${count}`;
  const known = kind === null ? undefined : speeds.get(kind);
  const speed = known ?? priced(variant.deployment);
  if (kind !== null) speeds.set(kind, speed);
  const hourly = hourlyPrices(offer, assumptions, catalog);
  const against = cannotRun(speed, variant.deployment);
  if (against !== null) {
    const row = machineOf(offer, speed, variant.deployment);
    return { ...row, hourly, ...against, figures: null, besides: variant.besides };
  }
  const more = neededChanges(deployment, terms.demand, speed);
  const sized = withChanges(variant.deployment, more, catalog);
  const result = more.length === 0 && known === undefined ? speed : priced(sized);
  const judgement = verdictOf(result, sized, terms);
  const row: InstanceRow = {
    ...machineOf(offer, result, sized),
    hourly,
    ...judgement,
    figures: judgement.verdict === 'unpriced' ? null : figuresOf(result),
    besides: [...variant.besides, ...more],
  };
  return isToday(row, terms) ? null : row;
}

function isToday(row: InstanceRow, { estimate, deployment }: Terms): boolean {
  const { hardware } = estimate;
  // What is not named is several machines.
  if (hardware?.instance == null || estimate.candidates.length > 0) return false;
  const { instance, region } = hardware.instance;
  const { supply } = deployment;
  return (
    row.besides.length === 0 &&
    row.instance === instance.name &&
    row.region === region &&
    row.provider === instance.provider &&
    row.purchase === hardware.purchase.value &&
    (supply.kind !== 'managed' || row.seller === supply.platform)
  );
}

type MachineFacts = Omit<InstanceRow, 'verdict' | 'reason' | 'hourly' | 'figures' | 'besides'>;

/** What a row says of the machine, and of the memory of its accelerators. */
function machineOf(
  place: PricedInstance | null,
  { hardware, memory }: CostEstimate,
  { supply, accelerator }: Deployment,
): MachineFacts {
  const provider = place?.instance.provider ?? 'other';
  const seller = supply.kind === 'managed' ? supply.platform : provider;
  const count = accelerator?.count.value ?? 0;
  const purchase = hardware?.purchase.value ?? 'on-demand';
  return {
    key: [seller, place?.region, place?.instance.name, count, purchase].join(' '),
    seller,
    provider,
    region: place?.region ?? '',
    instance: place?.instance.name ?? null,
    vcpus: place?.instance.vcpus ?? null,
    memoryGiB: place?.instance.memoryGiB ?? null,
    accelerator: hardware?.accelerator?.id ?? null,
    count,
    ofMachine: place?.instance.acceleratorCount ?? count,
    purchase,
    source: place?.price.source ?? '',
    asOf: place?.price.asOf ?? '',
    note: place?.price.note ?? '',
    isCurrent: false,
    isBestOfKind: true,
    fits: memory?.fits ?? null,
    shortfallGiB: memory?.shortfallGiB ?? 0,
  };
}
