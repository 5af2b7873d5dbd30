import type { ReadReplicas, ScalerSwitch } from '../kubernetes/replicas.ts';
import { at, defaulted, scalarAt, textAt, type Located } from '../located.ts';
import { fixedReplicas, rangeOfReplicas } from '../parts/replicas.ts';

const COUNTS = ['replicaCount', 'replicas', 'initReplicaCount', 'numReplicas'] as const;

const SCALERS = ['autoscaling', 'hpa', 'keda', 'autoscaler', 'horizontalPodAutoscaler'] as const;

const MINIMA = ['minReplicas', 'minReplicaCount', 'min', 'minimum'] as const;
const MAXIMA = ['maxReplicas', 'maxReplicaCount', 'max', 'maximum'] as const;

const REASON = 'Charts run one replica unless told otherwise';

/**
 * Replicas by the names that charts use for them, looked for in each holder in turn (a server's own part of the values,
 * then the values as a whole). An autoscaler counts where it is switched on.
 */
export function scaledByValues(holders: readonly [Located, ...Located[]]): ReadReplicas {
  for (const holder of holders) {
    const scaler = scalerIn(holder);
    if (scaler) return scaler;
    const key = COUNTS.find((name) => scalarAt(holder, name) !== null);
    if (key !== undefined) return withSwitch(fixedReplicas(holder, [key], 1, REASON), holder);
  }
  return { ...fixedReplicas(holders[0], ['replicaCount'], 1, REASON), place: null };
}

function scalerIn(holder: Located): ReadReplicas | null {
  for (const name of SCALERS) {
    const scaler = at(holder, name);
    // Charts without a switch scale as soon as limits are written.
    const isOn = (textAt(scaler, 'enabled') ?? textAt(scaler, 'enable') ?? 'true') === 'true';
    const range = isOn && scaler ? rangeIn(scaler) : null;
    if (range) return range;
  }
  // Charts with limits beside the count scale without a switch of their own.
  return scalarAt(holder, 'minReplicaCount') && scalarAt(holder, 'maxReplicaCount')
    ? rangeIn(holder)
    : null;
}

/** Charts often ship an autoscaler that is switched off. */
function withSwitch(replicas: ReadReplicas, holder: Located): ReadReplicas {
  return replicas.place === null
    ? replicas
    : { ...replicas, place: { ...replicas.place, switch: switchIn(holder) } };
}

function switchIn(holder: Located): ScalerSwitch | null {
  for (const name of SCALERS) {
    const scaler = at(holder, name);
    const on = ['enabled', 'enable'].find((key) => textAt(scaler, key) === 'false');
    if (!scaler || on === undefined) continue;
    return {
      holder: scaler,
      onPath: [on],
      minPath: [MINIMA.find((key) => scalarAt(scaler, key) !== null) ?? MINIMA[0]],
      maxPath: [MAXIMA.find((key) => scalarAt(scaler, key) !== null) ?? MAXIMA[0]],
    };
  }
  return null;
}

function rangeIn(scaler: Located): ReadReplicas | null {
  const holder = at(scaler, 'replicas')?.node.kind === 'mapping' ? at(scaler, 'replicas') : scaler;
  const min = MINIMA.find((name) => scalarAt(holder, name) !== null);
  const max = MAXIMA.find((name) => scalarAt(holder, name) !== null);
  if (!holder || (min === undefined && max === undefined)) return null;
  return rangeOfReplicas({
    holder,
    minPath: [min ?? MINIMA[0]],
    maxPath: [max ?? MAXIMA[0]],
    minFallback: defaulted(1, MINIMA[0], 'An autoscaler keeps at least one replica'),
    maxFallback: null,
    autoscaler: {
      kind: at(scaler, 'triggers') ? 'keda' : 'hpa',
      metric: textAt(scaler, 'metric', 'name') ?? cpuTarget(scaler),
      target: null,
    },
  });
}

function cpuTarget(scaler: Located): string | null {
  return (scalarAt(scaler, 'targetCPUUtilizationPercentage') ?? scalarAt(scaler, 'cpuUtilization'))
    ? 'cpu'
    : null;
}
