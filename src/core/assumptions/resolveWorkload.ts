import type { Deployment } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';
import type { Sourced } from '../model/sourced.ts';
import {
  defaultHoursPerMonth,
  defaultLatencyClass,
  defaultMaxAccuracyLoss,
  defaultPeakFactor,
  defaultPercentile,
  defaultShape,
  defaultTokenLengths,
  realTimeTtftMs,
} from './defaults.ts';
import { pick, type AssumptionLayers } from './layers.ts';
import { statedRate } from './rate.ts';
import type { AssumedWorkload } from './resolved.ts';

/**
 * Demand of a deployment: stated in the assumptions file or measured, else by default; the rate is null when nobody states
 * it. `hours` a month that it runs.
 */
export function resolveWorkload(
  layers: AssumptionLayers,
  deployment: Deployment,
  environment: Environment,
  hours: number,
): AssumedWorkload {
  const defaults = defaultTokenLengths(modality(deployment, environment));
  const of = reader(layers);
  const input = of(['inputTokens'], (w) => w.inputTokens);
  const output = of(['outputTokens'], (w) => w.outputTokens);
  const lengths = {
    inputTokens: meanOf(input) ?? defaults.input,
    outputTokens: meanOf(output) ?? defaults.output,
  };
  const series = of(['series'], (w) => w.series);
  const shape = of(['shape'], (w) => w.shape) ?? shapeOf(series);
  const latencyClass = of(['latencyClass'], (w) => w.latencyClass) ?? defaultLatencyClass;
  return {
    ...lengths,
    ...rates(layers, deployment, lengths, hours),
    shape,
    series: shape.value === 'measured' ? series : null,
    peakFactor: of(['peakFactor'], (w) => w.peakFactor) ?? defaultPeakFactor,
    growthPerMonth: of(['growthPerMonth'], (w) => w.growthPerMonth),
    inputTokensP95: percentileOf(input),
    outputTokensP95: percentileOf(output),
    cachedPrefixShare: of(['cachedPrefixShare'], (w) => w.cachedPrefixShare),
    cacheableShare: of(['cacheableShare'], (w) => sharesOf(w.cacheableShare).exact),
    semanticShare: of(['cacheableShare'], (w) => sharesOf(w.cacheableShare).semantic),
    routableShare: of(['routableShare'], (w) => w.routableShare),
    images: {
      perRequest: of(['images', 'perRequest'], (w) => w.images?.perRequest),
      width: of(['images', 'width'], (w) => w.images?.width),
      height: of(['images', 'height'], (w) => w.images?.height),
      steps: of(['images', 'steps'], (w) => w.images?.steps),
    },
    audioSeconds: of(['audioSeconds'], (w) => w.audioSeconds),
    ...limitsOfPhase(limits(of, latencyClass), deployment),
    percentile: of(['latency', 'percentile'], (w) => w.latency?.percentile) ?? defaultPercentile,
    latencyClass,
    updatesPerMonth: of(['updatesPerMonth'], (w) => w.updatesPerMonth),
    maxAccuracyLoss: of(['maxAccuracyLoss'], (w) => w.maxAccuracyLoss) ?? defaultMaxAccuracyLoss,
  };
}

type LayerWorkload = NonNullable<AssumptionLayers['layers'][number]['values']['workload']>;

type Reader = <T>(
  path: readonly string[],
  read: (workload: LayerWorkload) => T | undefined,
) => Sourced<T> | null;

function reader(layers: AssumptionLayers): Reader {
  return (path, read) => pick(layers, ['workload', ...path], (v) => v.workload && read(v.workload));
}

/** One number holds for both kinds of cache; a semantic cache also answers what an exact one does. */
function sharesOf(stated: LayerWorkload['cacheableShare']): {
  readonly exact?: number | undefined;
  readonly semantic?: number | undefined;
} {
  if (typeof stated !== 'object') return { exact: stated, semantic: stated };
  const { exact, semantic } = stated;
  return { exact, semantic: semantic ?? exact };
}

type StatedTokens = Sourced<NonNullable<LayerWorkload['inputTokens']>> | null;

function meanOf(stated: StatedTokens): Sourced<number> | null {
  if (stated === null) return null;
  const { value, origin } = stated;
  return { value: typeof value === 'object' ? value.mean : value, origin };
}

/** Only from the block that states the mean: a percentile belongs to its own distribution. */
function percentileOf(stated: StatedTokens): Sourced<number> | null {
  if (stated === null || typeof stated.value !== 'object') return null;
  const { p95 } = stated.value;
  return p95 === undefined ? null : { value: p95, origin: stated.origin };
}

function shapeOf(series: Sourced<readonly number[]> | null): AssumedWorkload['shape'] {
  return series === null ? defaultShape : { value: 'measured', origin: series.origin };
}

/** A variant that takes a share of the traffic gets that share of the rate, and of the rate limit in front. */
function rates(
  layers: AssumptionLayers,
  deployment: Deployment,
  lengths: Pick<AssumedWorkload, 'inputTokens' | 'outputTokens'>,
  hours: number,
): Pick<AssumedWorkload, 'requestsPerSecond' | 'maxRequestsPerSecond'> {
  const share = deployment.trafficShare;
  const ofShare = (stated: Sourced<number> | null): Sourced<number> | null => {
    // What was measured was measured of this variant.
    if (stated === null || share === null || stated.origin.kind === 'measured') return stated;
    const formula = `${short(stated.value)} req/s × ${short(share.value)} of the traffic`;
    return { value: stated.value * share.value, origin: { kind: 'derived', formula } };
  };
  // Traffic that is stated for all goes to the models that answer it, not once more to those that wait for a failure.
  const counted =
    deployment.route?.fallbackOnly === true
      ? { ...layers, layers: layers.layers.filter(({ path }) => path.length > 0) }
      : layers;
  const tokens = lengths.inputTokens.value + lengths.outputTokens.value;
  return {
    requestsPerSecond: whileItRuns(ofShare(statedRate(counted, tokens)), hours),
    maxRequestsPerSecond: ofShare(
      reader(layers)(['maxRequestsPerSecond'], (w) => w.maxRequestsPerSecond),
    ),
  };
}

/** A rate is measured over all hours, and counts in those in which the deployment runs. */
function whileItRuns(rate: Sourced<number> | null, hours: number): Sourced<number> | null {
  const calendar = defaultHoursPerMonth.value;
  if (rate?.origin.kind !== 'measured' || hours === calendar) return rate;
  const { from, to } = rate.origin;
  const formula = `${short(rate.value)} req/s measured from ${from} to ${to} × ${calendar} h / ${short(hours)} h in which it runs`;
  return { value: (rate.value * calendar) / hours, origin: { kind: 'derived', formula } };
}

/** Three significant digits, which is what rates are shown with. */
function short(value: number): number {
  return Number(value.toPrecision(3));
}

/** Batch work has no limits whatever is written; real-time work has one even where none is. */
function limits(
  of: Reader,
  latencyClass: AssumedWorkload['latencyClass'],
): Pick<AssumedWorkload, 'ttftMs' | 'tpotMs' | 'e2eMs'> {
  if (latencyClass.value === 'batch') return { ttftMs: null, tpotMs: null, e2eMs: null };
  const ttftMs = of(['latency', 'ttftMs'], (w) => w.latency?.ttftMs);
  const tpotMs = of(['latency', 'tpotMs'], (w) => w.latency?.tpotMs);
  const e2eMs = of(['latency', 'e2eMs'], (w) => w.latency?.e2eMs);
  const stated = ttftMs ?? tpotMs ?? e2eMs;
  return {
    ttftMs: stated === null && latencyClass.value === 'real-time' ? realTimeTtftMs : ttftMs,
    tpotMs,
    e2eMs,
  };
}

/** A worker that makes the first token only has no TPOT to hold, one that gets its prompts prefilled no TTFT. */
function limitsOfPhase(stated: ReturnType<typeof limits>, { phase }: Deployment): typeof stated {
  return {
    ...stated,
    ...(phase === 'decode' && { ttftMs: null }),
    ...(phase === 'prefill' && { tpotMs: null }),
  };
}

/** What the model does, as far as its name or the engine tells. */
function modality(deployment: Deployment, environment: Environment): string | null {
  const id = deployment.model.id?.value;
  const known = id === undefined ? null : environment.catalog.model(id);
  if (known !== null) return known.facts.modality;
  const own = deployment.model.facts;
  if (own !== undefined) return own.value.facts.modality;
  switch (deployment.engine?.value) {
    case 'tei':
      return 'embedding';
    case 'kserve-sklearn':
    case 'kserve-xgboost':
    case 'mlserver':
    case 'torchserve':
    case 'tensorflow-serving':
    case 'openvino':
      return 'tabular';
    default:
      return null;
  }
}
