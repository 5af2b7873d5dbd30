import { siteOf } from '../cost/site.ts';
import { machinesOf } from '../advice/machines.ts';
import type { Assumed, Machine, MachineTerms } from '../advice/machineTerms.ts';
import type { Subject } from '../advice/rule.ts';
import { constraintsOf, type Constraints as HousePolicies } from '../assumptions/constraints.ts';
import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { AcceleratorFacts } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import type { Deployment, PurchaseOption } from '../model/deployment.ts';
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

/** What was found, and how many were left out by what. */
export interface FoundOffers {
  readonly offers: readonly Offer[];
  readonly notWritable: number;
  readonly policy: number;
}

/** Whether the config has a place for such changes. */
export type CanWrite = (...changes: readonly Change[]) => boolean;

/** All offers of a search that policy allows and the config can say. */
export function offersOf(
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
  const house = constraintsOf(subject.policies, catalog);
  const add = (machine: Machine, purchase: PurchaseOption, region: string | null): void => {
    const isRefused =
      !isAllowed(machine, region ?? site.region.value, constraints) ||
      !isWithinPolicies(machine, region, house);
    if (isRefused) {
      policy += 1;
      return;
    }
    const how = purchaseWay(purchase, bought, site.provider.value);
    const where = regionWay(region, deployment);
    const changes = [
      ...machine.changes,
      ...how.flatMap((one) => ('kind' in one ? one : [])),
      ...where.changes,
    ];
    if (!canWrite(...changes)) {
      notWritable += 1;
      return;
    }
    const assumed = [
      ...machine.assumed,
      ...how.flatMap((one) => ('field' in one ? one : [])),
      ...where.assumed,
    ];
    offers.push({ machine, purchase, region, changes, assumed });
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

/** A region that nobody chose is not held against a plan that leaves it. */
function isWithinPolicies(
  { accelerator, instance }: Machine,
  region: string | null,
  house: HousePolicies,
): boolean {
  return (
    (accelerator === null || house.allows('accelerators', accelerator.id)) &&
    (instance === '' || house.allows('instanceTypes', instance)) &&
    (region === null || house.allows('regions', region))
  );
}

export function purchaseWay(
  purchase: PurchaseOption,
  bought: PurchaseOption,
  provider: Extract<Change, { kind: 'use-spot' }>['provider'],
): readonly (Change | Assumed)[] {
  if (purchase === bought) return [];
  if (purchase === 'spot') return [{ kind: 'use-spot', provider }];
  return [{ field: 'purchase', value: purchase }];
}

export function regionWay(
  region: string | null,
  { placement }: Deployment,
): { readonly changes: readonly Change[]; readonly assumed: readonly Assumed[] } {
  if (region === null) return { changes: [], assumed: [] };
  return placement.region === null
    ? { changes: [], assumed: [{ field: 'region', value: region }] }
    : { changes: [{ kind: 'set-region', region }], assumed: [] };
}

/** Offers by what a replica gets. */
export function groupsOf(offers: readonly Offer[]): readonly Hardware[] {
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
