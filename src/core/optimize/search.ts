import { leastReplicas } from '../advice/replicaFit.ts';
import {
  changesOf,
  countWays,
  fitOf,
  isToday,
  lossOf,
  pricedOffers,
  survivingReplicas,
  waysOf,
  type Candidate,
  type PricedOffer,
  type Terms,
} from './candidates.ts';
import { dominates } from './fronts.ts';
import type { DropReason, SearchCounts, SearchOptions } from './optimization.ts';
import { price, sized, type Priced, type Sized } from './price.ts';
import type { Hardware, Offer } from './offers.ts';
import type { Space } from './space.ts';

/** What a search found: no combination of the space within the band is better in cost, latency or throughput. */
export interface Found {
  readonly plans: readonly Priced[];
  readonly counts: SearchCounts;
}

/** Plans that cost more than so many times the cheapest are not worth a look, however fast they are. */
export const band = 2;

/**
 * The plans of a space that no other one beats in cost, latency, throughput, accuracy and number of changes together, among those that cost at most
 * `band` times the cheapest. Nothing that could be one is left out: a combination is passed over only when what it costs at
 * least (its fewest replicas at its price of an hour; everything else adds to that) is beyond the band, or when a plan
 * that was priced costs no more than that and is no worse in anything else. A step sizes the ways of one kind of hardware, or
 * prices one of them.
 */
export function* search(
  space: Space,
  terms: Terms,
  options: SearchOptions,
): Generator<undefined, Found> {
  const tally = new Map<DropReason, number>();
  const drop = (reason: DropReason, count = 1): void => {
    if (count > 0) tally.set(reason, (tally.get(reason) ?? 0) + count);
  };
  const hours = terms.assumptions.hoursPerMonth.value;
  const floor = leastReplicas(terms.deployment, terms.demand);
  const plans: Priced[] = [];
  const known = knownCosts(terms);
  let [considered, priced, pruned, cheapest] = [0, 0, 0, Infinity];
  for (const { hardware, offers } of byPrice(space, terms)) {
    const ways = countWays(hardware, space);
    considered += ways * hardware.offers.length;
    drop('no-price', ways * (hardware.offers.length - offers.length));
    const affordable = offers.filter(
      ({ hour, offer }) =>
        Math.max(floor, surviving(offer, terms)) * hour * hours <= band * cheapest,
    );
    pruned += ways * (offers.length - affordable.length);
    const sizes = fitting(hardware, affordable, space, terms, drop).flatMap(
      (candidate): Sized[] => {
        if (candidate.bound > band * cheapest) {
          pruned += 1;
          return [];
        }
        const one = sized(candidate, terms, options);
        if (typeof one !== 'string') return [one];
        drop(one);
        return [];
      },
    );
    yield;
    for (const one of bestFirst(sizes)) {
      const cost = known.costOf(one) ?? one.cost;
      if (cost > band * cheapest || plans.some((plan) => beats(plan, one, cost))) {
        pruned += 1;
        continue;
      }
      const plan = price(one, terms);
      priced += 1;
      yield;
      if (typeof plan === 'string') {
        drop(plan);
        continue;
      }
      known.learn(plan);
      cheapest = Math.min(cheapest, plan.figures.monthly);
      keep(plan, plans);
    }
  }
  drop('policy', space.dropped.policy);
  drop('not-writable', space.dropped.notWritable);
  return {
    plans: plans.filter(({ figures }) => figures.monthly <= band * cheapest),
    counts: { considered, priced, pruned, dropped: Object.fromEntries(tally) },
  };
}

/** An autoscaler decides by itself how many run above its minimum. */
function surviving(offer: Offer, { deployment, assumptions }: Terms): number {
  return deployment.replicas.autoscaler === null ? (survivingReplicas(offer, assumptions) ?? 0) : 0;
}

/** Adds a plan that none of the others beats, and leaves out those that it beats. */
function keep(plan: Priced, plans: Priced[]): void {
  if (plans.some(({ figures }) => dominates(figures, plan.figures))) return;
  const left = plans.filter(({ figures }) => !dominates(plan.figures, figures));
  plans.splice(0, plans.length, ...left, plan);
}

interface OfferedHardware {
  readonly hardware: Hardware;
  readonly offers: readonly PricedOffer[];
}

/** Cheap hardware first: what it comes to shows how much of the rest is worth a look. */
function byPrice(space: Space, terms: Terms): readonly OfferedHardware[] {
  const least = ({ offers }: OfferedHardware): number => offers[0]?.hour ?? Infinity;
  return space.hardware
    .map((hardware) => ({ hardware, offers: pricedOffers(hardware, terms) }))
    .sort((a, b) => least(a) - least(b));
}

/** What fits in memory, cheapest bound first; of equals that which changes least. */
function fitting(
  hardware: Hardware,
  offers: readonly PricedOffer[],
  space: Space,
  terms: Terms,
  drop: (reason: DropReason, count?: number) => void,
): readonly Candidate[] {
  if (offers.length === 0) return [];
  const { hoursPerMonth, workload } = terms.assumptions;
  const candidates = [...waysOf(hardware, space, terms)].flatMap((way): Candidate[] => {
    if (lossOf(way) > workload.maxAccuracyLoss.value) {
      drop('accuracy', offers.length);
      return [];
    }
    const fit = fitOf(way, terms);
    if (fit === null) {
      drop('memory', offers.length);
      return [];
    }
    const suited = offers.filter(({ offer }) => fit.suited || isToday(offer));
    drop('precision', offers.length - suited.length);
    return suited.map((priced) => ({
      way,
      priced,
      bound:
        Math.max(fit.leastReplicas, surviving(priced.offer, terms)) *
        priced.hour *
        hoursPerMonth.value,
      changeCount: changesOf(way, priced.offer).length,
    }));
  });
  return candidates.sort((a, b) => a.bound - b.bound || a.changeCount - b.changeCount);
}

/** Of equal cost that which changes least first, and of those the quickest, so that the others need not be priced. */
function bestFirst(sizes: readonly Sized[]): readonly Sized[] {
  return [...sizes].sort(
    (a, b) =>
      a.cost - b.cost ||
      a.candidate.changeCount - b.candidate.changeCount ||
      (a.latencyMs ?? 0) - (b.latencyMs ?? 0),
  );
}

/**
 * What fixed replicas cost does not depend on how they divide their accelerators: the same number of them on the same offer
 * with the same weights costs the same, unless the time to start one is paid for at rollouts. (But for the requests that
 * are in flight when the week ends, which move a total by less than a thousandth of a percent.)
 */
function knownCosts(terms: Terms): {
  readonly costOf: (one: Sized) => number | null;
  readonly learn: (plan: Priced) => void;
} {
  const { workload } = terms.assumptions;
  const isSame = terms.deployment.replicas.autoscaler === null && workload.updatesPerMonth === null;
  const costs = new Map<PricedOffer, Map<string, number>>();
  const key = ({ replicas, candidate }: Sized): string =>
    `${replicas.min} ${candidate.way.weights.name ?? ''}`;
  return {
    costOf: (one) => costs.get(one.candidate.priced)?.get(key(one)) ?? null,
    learn: ({ sized: one, figures }) => {
      if (!isSame) return;
      const { priced } = one.candidate;
      const known = costs.get(priced) ?? new Map<string, number>();
      costs.set(priced, known.set(key(one), figures.monthly));
    },
  };
}

/** True when a plan that was priced costs no more than another does at least, and is no worse otherwise. */
function beats(
  { figures }: Priced,
  { latencyMs, requestsPerSecond, candidate }: Sized,
  cost: number,
): boolean {
  if (latencyMs === null) return false;
  const { changeCount, way } = candidate;
  const loss = lossOf(way);
  return dominates(figures, { monthly: cost, latencyMs, requestsPerSecond, loss, changeCount });
}
