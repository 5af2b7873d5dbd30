import type { DeploymentAnalysis } from '../analysis.ts';
import { demandOf, replicaChanges, replicasFor, type Demand } from '../advice/demand.ts';
import { withChanges } from '../advice/consider.ts';
import { estimateCost } from '../cost/estimateCost.ts';
import { plannedCapacity } from '../cost/workload.ts';
import { breakEven } from '../insight/breakEven.ts';
import { ownMachine, supposed } from '../insight/ownMachine.ts';
import type { Deployment } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';
import type { BreakEven } from '../model/insight.ts';
import type { NotCompared } from './comparison.ts';

/** Serving it oneself at one volume, with as many replicas as that takes. */
export interface SelfHosted {
  /** Requests a month that are sent. */
  readonly requests: number;
  /** Expected USD per month. */
  readonly monthly: number;
  /** On average, and at most. */
  readonly replicas: number;
  readonly most: number;
  /** Share of the requests that are not answered, 0–1. */
  readonly lost: number;
}

/** A hosted offer over volume: it costs the same for every request. */
export interface HostedLine {
  readonly breakEven: BreakEven;
  /** USD. */
  readonly perRequest: number;
  /**
   * Volumes at which the cheaper of the two changes, with replicas added as they are needed: a replica more can make hosting
   * cheaper again. Requests a month.
   */
  readonly crossings: readonly Crossing[];
  /** Requests a month from which on serving it oneself is cheaper, as far as the volumes go; null = nowhere. */
  readonly cheaperFrom: number | null;
}

interface Crossing {
  readonly requests: number;
  /** Which is cheaper beyond it. */
  readonly then: 'self-hosted' | 'hosted';
  /** Replicas that run there at most. */
  readonly replicas: number;
}

/** A deployment against hosted models, over the volume of a month. */
export interface VolumeComparison {
  /** Input and output tokens of a request. */
  readonly tokensPerRequest: number;
  /** Requests a month today. */
  readonly requestsToday: number;
  readonly isStated: boolean;
  /** Expected USD per month today, as the report has it. */
  readonly monthlyToday: number;
  /** Requests a month that the running replicas answer at most within the limits, by the course of the week. */
  readonly capacityToday: number;
  /** Requests a month beyond which its replicas, as they scale, lose too many; null = not within the volumes. */
  readonly endsAt: number | null;
  /** By volume; two points at one where a replica is added. */
  readonly selfHosted: readonly SelfHosted[];
  /** Cheapest first. */
  readonly hosted: readonly HostedLine[];
}

/** Volumes that are priced between the least and the largest, evenly on a logarithmic scale. */
const volumes = 32;

/** Replicas up to which each step is priced on both its sides. */
const mostSteps = 16;

/** Share of the requests that may be lost before a volume counts as too much. */
const mostLost = 0.01;

/** Halvings of an interval in which the cheaper one changes. */
const halvings = 14;

/** What is compared over volume. */
type Priced = Pick<DeploymentAnalysis, 'deployment' | 'assumptions' | 'estimate'>;

/**
 * What the traffic of a deployment costs with hosted models of the same kind and with the deployment itself, over the volume of
 * a month: its replicas are counted anew and priced anew at every volume.
 */
export function compareVolumes(
  one: Priced,
  environment: Environment,
): VolumeComparison | NotCompared {
  const { deployment, estimate } = one;
  const { monthly, performance, workload, model } = estimate;
  const { kind } = deployment.supply;
  if (kind === 'api') return { reason: 'It is a hosted model already.' };
  if (kind === 'nodes') return { reason: 'A node pool serves no model by itself.' };
  if (kind === 'units') {
    return { reason: 'It is bought in units: how many a volume needs is not known.' };
  }
  if (deployment.phase !== undefined) {
    return { reason: 'It does a part of each request; a hosted model answers whole ones.' };
  }
  if (model === null) return { reason: 'The model is not known.' };
  const demand = demandOf(deployment, estimate, null);
  if (monthly === null) return { reason: 'Its month has no price.' };
  if (performance === null || demand === null) {
    return {
      reason: 'How fast it is, is not known, and so not how many replicas a volume needs.',
    };
  }
  const offers = breakEven(estimate, environment.catalog);
  if (offers.length === 0) {
    return {
      reason: `The price list has no hosted offer of ${model.id}, or of a model of its size.`,
    };
  }
  const tokens = workload.inputTokens.value + workload.outputTokens.value;
  const planned = plannedCapacity(performance, workload.latencyClass.value);
  const peakOverMean = demand.mean > 0 ? demand.peak / demand.mean : 1;
  const seconds = estimate.hoursPerMonth * 3600;
  const ofReplica = (planned / peakOverMean) * seconds;
  if (!(ofReplica > 0) || !Number.isFinite(ofReplica)) {
    return { reason: 'A replica serves next to nothing within the limits.' };
  }
  const settled = { ...one, deployment: onOneMachine(one) };
  const at = (requests: number): SelfHosted => selfHostedAt(requests, settled, environment, demand);
  const reach = [
    ofReplica,
    estimate.requestsPerMonth,
    ...offers.map(({ requestsPerMonth }) => requestsPerMonth),
  ].filter((volume) => volume > 0);
  const least = Math.min(...reach) / 5;
  const largest = Math.min(Math.max(...reach) * 4, ofReplica * 200);
  const all = volumesBetween(least, Math.max(largest, least * 10), ofReplica).map(at);
  // Beyond what may run at most nothing is served that could be compared.
  const points = all.slice(
    0,
    firstOr(all, ({ lost }) => lost > mostLost),
  );
  if (points.length < 2) return { reason: 'Its replicas lose requests at every volume.' };
  return {
    endsAt: points.length < all.length ? (points.at(-1)?.requests ?? null) : null,
    tokensPerRequest: tokens,
    requestsToday: estimate.requestsPerMonth,
    isStated: demand.stated,
    monthlyToday: monthly.expected,
    capacityToday: ofReplica * estimate.replicas.max,
    selfHosted: points,
    hosted: offers.map((offer) => lineOf(offer, tokens, points, at)),
  };
}

function firstOr<Value>(values: readonly Value[], is: (value: Value) => boolean): number {
  const index = values.findIndex(is);
  return index < 0 ? values.length : index;
}

/** Evenly spaced volumes, and those at which a replica is full, with one just above. */
function volumesBetween(least: number, largest: number, ofReplica: number): readonly number[] {
  const even = Array.from(
    { length: volumes },
    (_, index) => least * (largest / least) ** (index / (volumes - 1)),
  );
  const steps = Array.from({ length: mostSteps }, (_, index) => (index + 1) * ofReplica)
    .filter((volume) => volume > least && volume < largest)
    .flatMap((volume) => [volume, volume * (1 + 1e-6)]);
  return [...even, ...steps].sort((a, b) => a - b);
}

/** Of what the config does not name, the machine that counts as expected: it is the one that is priced over and over. */
function onOneMachine({ deployment, assumptions, estimate }: Priced): Deployment {
  if (estimate.candidates.length === 0) return deployment;
  const purchase = estimate.hardware?.purchase.value ?? 'on-demand';
  return ownMachine(deployment, assumptions, estimate)?.(purchase) ?? deployment;
}

function selfHostedAt(
  requests: number,
  {
    deployment,
    assumptions,
    estimate,
  }: Pick<DeploymentAnalysis, 'deployment' | 'assumptions' | 'estimate'>,
  environment: Environment,
  today: Demand,
): SelfHosted {
  const rate = requests / (estimate.hoursPerMonth * 3600);
  const { performance, workload } = estimate;
  const demand: Demand = {
    ...today,
    mean: rate,
    peak: today.mean > 0 ? (rate * today.peak) / today.mean : rate,
    stated: true,
  };
  const needed =
    performance === null
      ? null
      : replicasFor(
          deployment,
          demand,
          performance.capacity.requestsPerSecond > 0
            ? performance
            : { ...performance, capacity: performance.saturated },
          plannedCapacity(performance, workload.latencyClass.value),
        );
  const changes = needed === null ? [] : replicaChanges(deployment, needed);
  const { monthly, replicas, autoscaling } = estimateCost(
    withChanges(deployment, changes, environment.catalog),
    {
      ...assumptions,
      replicas: null,
      workload: { ...assumptions.workload, requestsPerSecond: supposed(rate) },
    },
    environment,
  );
  return {
    requests,
    monthly: monthly?.expected ?? estimate.monthly?.expected ?? 0,
    replicas: replicas.expected,
    most: replicas.max,
    lost: autoscaling?.droppedShare ?? 0,
  };
}

function lineOf(
  offer: BreakEven,
  tokens: number,
  points: readonly SelfHosted[],
  at: (requests: number) => SelfHosted,
): HostedLine {
  const perRequest = (offer.perMillionTokens * tokens) / 1e6;
  const isCheaper = ({ requests, monthly }: SelfHosted): boolean => monthly < perRequest * requests;
  const crossings: Crossing[] = [];
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (before === undefined || isCheaper(before) === isCheaper(point)) return;
    const found = changeBetween(before, point, isCheaper, at);
    crossings.push({
      requests: found.requests,
      then: isCheaper(point) ? 'self-hosted' : 'hosted',
      replicas: found.most,
    });
  });
  const [first] = points;
  const last = points.at(-1);
  const isCheaperAtLast = last !== undefined && isCheaper(last);
  const from = crossings.at(-1)?.requests ?? first?.requests ?? null;
  return { breakEven: offer, perRequest, crossings, cheaperFrom: isCheaperAtLast ? from : null };
}

/** The first point found beyond the change. */
function changeBetween(
  below: SelfHosted,
  above: SelfHosted,
  isCheaper: (point: SelfHosted) => boolean,
  at: (requests: number) => SelfHosted,
): SelfHosted {
  let [low, high] = [below, above];
  for (let step = 0; step < halvings && high.requests > low.requests * (1 + 1e-4); step++) {
    const middle = at(Math.sqrt(low.requests * high.requests));
    if (isCheaper(middle) === isCheaper(below)) low = middle;
    else high = middle;
  }
  return high;
}
