import {
  changesOf,
  fitOf,
  isToday,
  pricedOffers,
  waysOf,
  type Candidate,
  type Terms,
} from './candidates.ts';
import { dominates, isDominated } from './fronts.ts';
import type { DropReason, SearchCounts, SearchOptions } from './optimization.ts';
import { price, sized, type Priced, type Sized } from './price.ts';
import type { Space } from './space.ts';

/** What a search found: no combination of the space within the band is better in cost, latency or throughput. */
export interface Found {
  readonly plans: readonly Priced[];
  readonly counts: SearchCounts;
}

/** Plans that cost more than so many times the cheapest are not worth a look, however fast they are. */
export const band = 2;

/**
 * The plans of a space that no other one beats in cost, latency and throughput together, among those that cost at most
 * `band` times the cheapest. Nothing that could be one is left out: a combination is passed over only when what it costs at
 * least (its fewest replicas at its price of an hour; everything else adds to that) is beyond the band, or when a plan
 * that was priced costs no more than that, answers no later and serves no less.
 */
export function search(space: Space, terms: Terms, options: SearchOptions): Found {
  const tally = new Map<DropReason, number>();
  const drop = (reason: DropReason, count = 1): void => {
    tally.set(reason, (tally.get(reason) ?? 0) + count);
  };
  drop('policy', space.dropped.policy);
  drop('not-writable', space.dropped.notWritable);
  const { candidates, considered } = bounded(space, terms, drop);
  const plans: Priced[] = [];
  let cheapest = Infinity;
  let priced = 0;
  let pruned = 0;
  for (const candidate of candidates) {
    if (candidate.bound > band * cheapest) {
      pruned += 1;
      continue;
    }
    const one = sized(candidate, terms, options);
    if (typeof one === 'string') {
      drop(one);
      continue;
    }
    if (one.cost > band * cheapest || plans.some((plan) => beats(plan, one))) {
      pruned += 1;
      continue;
    }
    const plan = price(one, terms);
    priced += 1;
    if (typeof plan === 'string') {
      drop(plan);
      continue;
    }
    cheapest = Math.min(cheapest, plan.figures.monthly);
    if (
      !isDominated(
        plan.figures,
        plans.map(({ figures }) => figures),
      )
    ) {
      const left = plans.filter(({ figures }) => !dominates(plan.figures, figures));
      plans.splice(0, plans.length, ...left, plan);
    }
  }
  const within = plans.filter(({ figures }) => figures.monthly <= band * cheapest);
  within.sort((a, b) => a.figures.monthly - b.figures.monthly);
  return {
    plans: within,
    counts: { considered, priced, pruned, dropped: Object.fromEntries(tally) },
  };
}

/** All that fits, cheapest bound first; of equals that which changes least. */
function bounded(
  space: Space,
  terms: Terms,
  drop: (reason: DropReason, count?: number) => void,
): { readonly candidates: readonly Candidate[]; readonly considered: number } {
  const hours = terms.assumptions.hoursPerMonth.value;
  const candidates: Candidate[] = [];
  let considered = space.dropped.policy + space.dropped.notWritable;
  for (const hardware of space.hardware) {
    const offers = pricedOffers(hardware, terms);
    drop('no-price', hardware.offers.length - offers.length);
    considered += hardware.offers.length - offers.length;
    for (const way of waysOf(hardware, space)) {
      considered += offers.length;
      const loss = way.weights.loss + way.cache.loss;
      if (loss > terms.assumptions.workload.maxAccuracyLoss.value) {
        drop('accuracy', offers.length);
        continue;
      }
      const [first] = offers;
      const fit = first === undefined ? null : fitOf(way, first.offer, terms);
      if (fit === null) {
        drop('memory', offers.length);
        continue;
      }
      for (const priced of offers) {
        if (!fit.suited && !isToday(priced.offer)) {
          drop('precision');
          continue;
        }
        candidates.push({
          way,
          priced,
          bound: fit.leastReplicas * priced.hour * hours,
          changeCount: changesOf(way, priced.offer).length,
        });
      }
    }
  }
  candidates.sort((a, b) => a.bound - b.bound || a.changeCount - b.changeCount);
  return { candidates, considered };
}

/** True when a plan that was priced costs no more than another does at least, and is no worse otherwise. */
function beats({ figures }: Priced, { cost, latencyMs, requestsPerSecond }: Sized): boolean {
  return (
    latencyMs !== null &&
    figures.latencyMs !== null &&
    figures.monthly <= cost &&
    figures.latencyMs <= latencyMs &&
    (figures.requestsPerSecond ?? 0) >= requestsPerSecond
  );
}
