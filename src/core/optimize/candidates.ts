import { withChanges } from '../advice/consider.ts';
import type { NodesToday } from '../advice/emptyNodes.ts';
import type { Assumed } from '../advice/machineTerms.ts';
import { leastReplicas, replicaFit } from '../advice/replicaFit.ts';
import type { ResolvedAssumptions } from '../assumptions/resolved.ts';
import { servedModel, type ServedModel } from '../cost/model.ts';
import { replicaHour } from '../cost/offer.ts';
import { chooseHardware, type HardwareChoice } from '../cost/supplyHardware.ts';
import type { Change } from '../model/change.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';
import type { Demand } from '../advice/demand.ts';
import type { Hardware, Offer } from './offers.ts';
import type { DividedLayout, PrecisionWay, Space } from './space.ts';

/** What every combination is priced with. `assumptions` state the demand. */
export interface Terms {
  readonly deployment: Deployment;
  readonly assumptions: ResolvedAssumptions;
  readonly environment: Environment;
  readonly demand: Demand;
  readonly today: NodesToday | null;
}

/** How a replica serves: all that speed depends on. */
export interface ServingWay {
  /** Serving so on the first offer of the hardware. */
  readonly deployment: Deployment;
  readonly hardware: Hardware;
  readonly layout: DividedLayout;
  readonly weights: PrecisionWay;
  readonly cache: PrecisionWay;
  readonly sequences: number | null;
}

/** An offer as the cost model prices it. */
export interface PricedOffer {
  readonly offer: Offer;
  readonly assumptions: ResolvedAssumptions;
  readonly choice: HardwareChoice;
  /** USD per hour of a replica. */
  readonly hour: number;
}

/** One combination of the space, but for its replicas, which follow from the demand. */
export interface Candidate {
  readonly way: ServingWay;
  readonly priced: PricedOffer;
  /** USD per month that it costs at least. */
  readonly bound: number;
  /** Fewer of them break ties: nothing is changed that saves nothing. */
  readonly changeCount: number;
}

/** All that has to be written, but for the replicas, in an order in which each can be carried out. */
export function changesOf(way: ServingWay, offer: Offer): readonly Change[] {
  const { layout, weights, cache, sequences } = way;
  return [
    ...layout.before,
    ...offer.changes,
    ...layout.after,
    ...weights.changes,
    ...cache.changes,
    ...sequenceChanges(sequences),
  ];
}

/** The assumptions as they would be after what is written to them. */
export function withAssumed(
  assumptions: ResolvedAssumptions,
  assumed: readonly Assumed[],
): ResolvedAssumptions {
  return assumed.reduce(
    (changed, { field, value }) => ({
      ...changed,
      [field]: { value, origin: { kind: 'derived', formula: 'considered assumption' } },
    }),
    assumptions,
  );
}

/** The ways to serve on some hardware, in the order of the space. Each is made of the one above it by its last change. */
export function* waysOf(hardware: Hardware, space: Space, terms: Terms): Generator<ServingWay> {
  const { catalog } = terms.environment;
  const [first] = hardware.offers;
  if (first === undefined) return;
  const weights = space.weights.filter(({ runsOn }) => runsOn(hardware.accelerator));
  const caches = space.caches.filter(({ runsOn }) => runsOn(hardware.accelerator));
  for (const layout of space.layouts(hardware)) {
    const divided = withChanges(
      terms.deployment,
      [...layout.before, ...first.changes, ...layout.after],
      catalog,
    );
    for (const weight of weights) {
      const quantized = withChanges(divided, weight.changes, catalog);
      for (const cache of caches) {
        const cached = withChanges(quantized, cache.changes, catalog);
        for (const sequences of space.sequences) {
          const deployment = withChanges(cached, sequenceChanges(sequences), catalog);
          yield { deployment, hardware, layout, weights: weight, cache, sequences };
        }
      }
    }
  }
}

/** How many they are. */
export function countWays({ accelerator, ...rest }: Hardware, space: Space): number {
  const runs = (choices: readonly PrecisionWay[]): number =>
    choices.filter(({ runsOn }) => runsOn(accelerator)).length;
  const layouts = space.layouts({ accelerator, ...rest }).length;
  return layouts * runs(space.weights) * runs(space.caches) * space.sequences.length;
}

/** Points of accuracy that weights and cache cost at most together. */
export function lossOf({ weights, cache }: ServingWay): number {
  return weights.loss + cache.loss;
}

function sequenceChanges(sequences: number | null): readonly Change[] {
  return sequences === null
    ? []
    : [{ kind: 'set-engine-setting', setting: 'maxSequences', value: sequences }];
}

/** The offers of some hardware at their prices, cheapest first; without those that have none. */
export function pricedOffers(hardware: Hardware, terms: Terms): readonly PricedOffer[] {
  const { deployment, environment } = terms;
  return hardware.offers
    .flatMap((offer): PricedOffer[] => {
      const assumptions = withAssumed(terms.assumptions, offer.assumed);
      const changed = withChanges(deployment, offer.changes, environment.catalog);
      const choice = chooseHardware(changed, assumptions, environment.catalog);
      const [option] = choice.options;
      const hour = choice.options.length === 1 ? replicaHour(option?.node ?? null) : null;
      return hour === null ? [] : [{ offer, assumptions, choice, hour }];
    })
    .sort((a, b) => a.hour - b.hour);
}

/** The deployment that serves in this way on this offer. */
export function deploymentWith(way: ServingWay, offer: Offer, terms: Terms): Deployment {
  return withChanges(terms.deployment, changesOf(way, offer), terms.environment.catalog);
}

/** The model as it is served in this way; null when it is not known. */
export function modelWith(deployment: Deployment, terms: Terms): ServedModel | null {
  return servedModel(deployment, terms.environment.catalog);
}

/** What speed alone says of a way to serve. */
export interface Fit {
  /** False where only what runs today may go on with its precision. */
  readonly suited: boolean;
  /**
   * Replicas that it takes at least: none serves more than its saturated rate, so no fewer can serve the busiest moment. An
   * autoscaler runs at least its minimum.
   */
  readonly leastReplicas: number;
}

/** Null when the model is not known or does not fit. */
export function fitOf({ deployment, hardware }: ServingWay, terms: Terms): Fit | null {
  const { demand, assumptions, environment } = terms;
  const fit = replicaFit(deployment, hardware.accelerator, assumptions, environment.catalog);
  if (fit === null) return null;
  const floor = leastReplicas(terms.deployment, demand);
  return {
    suited: fit.suited,
    leastReplicas:
      fit.most === null ? floor : Math.max(floor, Math.ceil((demand.peak / fit.most) * (1 - 1e-9))),
  };
}

/** True for the machine that is there today. */
export function isToday({ machine }: Offer): boolean {
  return machine.changes.length === 0 && machine.assumed.length === 0;
}

/**
 * Replicas from which on a lost one leaves enough: with spot capacity two, unless the work can wait; 0 where no more are asked
 * for than by anything else. Null where every answer
 * is awaited in real time and no on-demand capacity stands in.
 */
export function survivingReplicas(
  { purchase }: Offer,
  { workload, terms }: ResolvedAssumptions,
): number | null {
  if (purchase !== 'spot' || workload.latencyClass.value === 'batch') return 0;
  const isAwaited = workload.latencyClass.value === 'real-time';
  return isAwaited && terms.spot.onDemandShare.value === 0 ? null : 2;
}
