import { demandOf } from '../advice/demand.ts';
import { plannedCapacity } from '../cost/workload.ts';
import { breakEven } from '../insight/breakEven.ts';
import type { Priced } from '../insight/insight.ts';
import type { Environment } from '../model/environment.ts';
import type { BreakEven } from '../model/insight.ts';
import type { NotCompared } from './comparison.ts';
import { onOneMachine, selfHostedAt, type SelfHosted } from './selfHosted.ts';

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

/**
 * What the traffic of a deployment costs with hosted models of the same kind and with the deployment itself, over the volume of
 * a month: its replicas are counted anew and priced anew at every volume. A step is one volume.
 */
export function* volumeSteps(
  one: Priced,
  environment: Environment,
): Generator<null, VolumeComparison | NotCompared> {
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
  const points: SelfHosted[] = [];
  let endsAt: number | null = null;
  for (const volume of volumesBetween(least, Math.max(largest, least * 10), ofReplica)) {
    const point = at(volume);
    // Beyond what may run at most nothing is served that could be compared.
    if (point.lost > mostLost) {
      endsAt = points.at(-1)?.requests ?? null;
      break;
    }
    points.push(point);
    yield null;
  }
  if (points.length < 2) return { reason: 'Its replicas lose requests at every volume.' };
  const hosted: HostedLine[] = [];
  for (const offer of offers) {
    hosted.push(lineOf(offer, tokens, points, at));
    yield null;
  }
  return {
    endsAt,
    tokensPerRequest: tokens,
    requestsToday: estimate.requestsPerMonth,
    isStated: demand.stated,
    monthlyToday: monthly.expected,
    capacityToday: ofReplica * estimate.replicas.max,
    selfHosted: points,
    hosted,
  };
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
