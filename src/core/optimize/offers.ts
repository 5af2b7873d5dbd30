import { siteOf, usualRegion } from '../cost/site.ts';
import { machinesOf } from '../advice/machines.ts';
import type { Assumed, Machine, MachineTerms } from '../advice/machineTerms.ts';
import type { Subject } from '../advice/rule.ts';
import { constraintsOf, type Constraints as HousePolicies } from '../assumptions/constraints.ts';
import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import type { AcceleratorFacts } from '../model/catalog.ts';
import type { Change } from '../model/change.ts';
import type { Deployment, Provider, PurchaseOption } from '../model/deployment.ts';
import type { SearchOptions } from './optimization.ts';

/** A machine as it is bought, where it stands. */
export interface Offer {
  readonly machine: Machine;
  readonly purchase: PurchaseOption;
  /** Null = where it runs today. */
  readonly region: string | null;
  /** Null = with whom it runs today. */
  readonly provider: Provider | null;
  readonly changes: readonly Change[];
  readonly assumed: readonly Assumed[];
}

/** All offers of so many of one accelerator: they serve alike and differ in price. */
export interface Hardware {
  readonly accelerator: AcceleratorFacts;
  readonly count: number;
  readonly offers: readonly Offer[];
}

/** Null = as today. */
interface Place {
  readonly region: string | null;
  readonly provider: Provider | null;
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
  { regions, providers, purchases, constraints }: SearchOptions,
  canWrite: CanWrite,
): FoundOffers {
  const { deployment, catalog, estimate } = subject;
  const site = siteOf(deployment, assumptions, catalog);
  const bought = estimate.hardware?.purchase.value ?? 'on-demand';
  const offers: Offer[] = [];
  let notWritable = 0;
  let policy = 0;
  const house = constraintsOf(subject.policies, catalog);
  const add = (machine: Machine, purchase: PurchaseOption, { region, provider }: Place): void => {
    const isRefused =
      !isAllowed(machine, region ?? site.region.value, constraints) ||
      !isWithinPolicies(machine, { region, provider }, house);
    if (isRefused) {
      policy += 1;
      return;
    }
    const how = purchaseWay(purchase, bought, provider ?? site.provider.value);
    const where = placeWay({ region, provider }, machine, deployment);
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
    offers.push({ machine, purchase, region, provider, changes, assumed });
  };
  const today = machineOfToday(subject);
  const options: readonly PurchaseOption[] = [
    bought,
    ...(bought === 'on-demand' ? purchases.filter((one) => one !== bought) : []),
  ];
  const own = site.provider.value;
  const places: readonly Place[] = [
    { provider: null, region: null },
    ...(regions === 'all'
      ? catalog
          .regions(own)
          .filter((name) => name !== site.region.value)
          .map((region) => ({ provider: null, region }))
      : []),
    ...(providers === 'all' && deployment.supply.kind === 'replicas'
      ? catalog.providers
          .filter((name) => name !== own)
          .map((provider) => ({ provider, region: usualRegion(provider, assumptions, catalog) }))
      : []),
  ];
  for (const purchase of options) {
    for (const { region, provider } of places) {
      const terms: MachineTerms = {
        ...{ deployment, assumptions, catalog, purchase, region },
        ...(provider === null ? {} : { provider }),
      };
      const place = { region, provider };
      if (today !== null && region === null) add(today, purchase, place);
      for (const machine of machinesOf(terms, counts)) add(machine, purchase, place);
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
  { region, provider }: Place,
  house: HousePolicies,
): boolean {
  return (
    (provider === null || house.allows('providers', provider)) &&
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

/** Another cloud is named by its machine; where only the product is named, the assumptions say which cloud it is. */
function placeWay(
  { region, provider }: Place,
  { changes }: Machine,
  deployment: Deployment,
): ReturnType<typeof regionWay> {
  const where = regionWay(region, deployment);
  const isNamed = changes.some(({ kind }) => kind === 'set-instance-type');
  return provider === null || isNamed
    ? where
    : { ...where, assumed: [{ field: 'provider', value: provider }, ...where.assumed] };
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
