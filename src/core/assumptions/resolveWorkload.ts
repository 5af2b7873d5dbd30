import type { Deployment } from '../model/deployment.ts';
import type { Environment } from '../model/environment.ts';
import type { Sourced } from '../model/sourced.ts';
import {
  defaultLatencyClass,
  defaultMaxAccuracyLoss,
  defaultPercentile,
  defaultShape,
  defaultTokenLengths,
} from './defaults.ts';
import { pick, type AssumptionLayers } from './layers.ts';
import type { AssumedWorkload } from './resolved.ts';

const secondsPerDay = 86_400;

/** Demand of a deployment: stated in the assumptions file, else by default; the rate is null when nobody states it. */
export function resolveWorkload(
  layers: AssumptionLayers,
  deployment: Deployment,
  environment: Environment,
): AssumedWorkload {
  const lengths = defaultTokenLengths(modality(deployment, environment));
  const of = <T>(
    path: readonly string[],
    read: (workload: LayerWorkload) => T | undefined,
  ): Sourced<T> | null =>
    pick(layers, ['workload', ...path], (v) => v.workload && read(v.workload));
  return {
    requestsPerSecond: stateRate(layers, deployment),
    shape: of(['shape'], (w) => w.shape) ?? defaultShape,
    inputTokens: of(['inputTokens'], (w) => w.inputTokens) ?? lengths.input,
    outputTokens: of(['outputTokens'], (w) => w.outputTokens) ?? lengths.output,
    ttftMs: of(['latency', 'ttftMs'], (w) => w.latency?.ttftMs),
    tpotMs: of(['latency', 'tpotMs'], (w) => w.latency?.tpotMs),
    percentile: of(['latency', 'percentile'], (w) => w.latency?.percentile) ?? defaultPercentile,
    latencyClass: of(['latencyClass'], (w) => w.latencyClass) ?? defaultLatencyClass,
    maxAccuracyLoss: of(['maxAccuracyLoss'], (w) => w.maxAccuracyLoss) ?? defaultMaxAccuracyLoss,
  };
}

type LayerWorkload = NonNullable<AssumptionLayers['layers'][number]['values']['workload']>;

/**
 * The rate of the most specific block that states one, as requests a second or as users × requests a day; a variant
 * that takes a share of the traffic gets that share of it.
 */
function stateRate(layers: AssumptionLayers, deployment: Deployment): Sourced<number> | null {
  const stated = ratesOf(layers);
  const share = deployment.trafficShare;
  if (stated === null || share === null) return stated;
  return {
    value: stated.value * share.value,
    origin: {
      kind: 'derived',
      formula: `${stated.value} req/s × ${share.value} of the traffic`,
    },
  };
}

function ratesOf(layers: AssumptionLayers): Sourced<number> | null {
  for (const layer of layers.layers) {
    const workload = layer.values.workload;
    if (workload?.requestsPerSecond !== undefined) {
      return layers.sourced(workload.requestsPerSecond, [
        ...layer.path,
        'workload',
        'requestsPerSecond',
      ]);
    }
    if (workload?.users !== undefined && workload.requestsPerUserPerDay !== undefined) {
      const rate = (workload.users * workload.requestsPerUserPerDay) / secondsPerDay;
      return layers.sourced(rate, [...layer.path, 'workload', 'users']);
    }
  }
  return null;
}

/** What the model does, as far as its name or the engine tells. */
function modality(deployment: Deployment, environment: Environment): string | null {
  const id = deployment.model.id?.value;
  const known = id === undefined ? null : environment.catalog.model(id);
  if (known !== null) return known.facts.modality;
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
