import type { ParsedFile } from '../../model/document.ts';
import { fileIndex } from '../../model/fileIndex.ts';
import type { Autoscaler, ReplicaSpecification } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { at, defaulted, itemsAt, scalarAt, sourced, textAt, type Located } from '../located.ts';
import { countAt, parseQuantity } from '../quantity.ts';
import { nearest, objectsNamed } from './joins.ts';
import { objectsOf, type KubernetesObject } from './objects.ts';
import { behaviorOf, kedaReactions } from './reactions.ts';

/** An autoscaler that targets a workload, with the two places that its limits are written in. */
export interface JoinedAutoscaler {
  readonly object: KubernetesObject;
  readonly replicas: ReplicaSpecification;
  readonly minPath: readonly string[];
  readonly maxPath: readonly string[];
}

/**
 * The HorizontalPodAutoscaler, KEDA ScaledObject or PodAutoscaler of AIBrix that targets the workload. KEDA makes its
 * own autoscaler, so it wins where both exist.
 */
export function autoscalerOf(
  workload: KubernetesObject,
  files: readonly ParsedFile[],
): JoinedAutoscaler | null {
  for (const [kind, read] of [
    ['ScaledObject', readScaledObject],
    ['HorizontalPodAutoscaler', readHorizontalPodAutoscaler],
    ['PodAutoscaler', readPodAutoscaler],
  ] as const) {
    const found = nearest(
      scalersOf(files, `${kind}/${workload.kind}/${workload.name ?? ''}`).filter((object) =>
        isNearestTo(object, workload, files),
      ),
      workload,
    );
    if (found) return read(found);
  }
  return null;
}

/** The reference must lead back: an autoscaler belongs to the workload that is nearest to it. */
function isNearestTo(
  autoscaler: KubernetesObject,
  workload: KubernetesObject,
  files: readonly ParsedFile[],
): boolean {
  const { kind, name } = workload;
  return (
    name !== null && nearest(objectsNamed(files, kind, name), autoscaler)?.node === workload.node
  );
}

/** Objects that refer to something to scale, by their own kind and the kind and name that they refer to. */
const scalersOf = fileIndex((file) =>
  objectsOf(file).flatMap((object): [string, KubernetesObject][] => {
    const reference = at(object, 'spec', 'scaleTargetRef');
    const kind = textAt(reference, 'kind') ?? 'Deployment';
    const name = textAt(reference, 'name');
    return name === null ? [] : [[`${object.kind}/${kind}/${name}`, object]];
  }),
);

function readHorizontalPodAutoscaler(object: KubernetesObject): JoinedAutoscaler {
  const minPath = ['spec', 'minReplicas'];
  const maxPath = ['spec', 'maxReplicas'];
  const min =
    countAt(object, minPath) ??
    defaulted(1, 'minReplicas', 'A HorizontalPodAutoscaler keeps at least one replica');
  const written = countAt(object, maxPath);
  const max: Sourced<number> | null =
    written && written.value < min.value ? { ...written, value: min.value } : written;
  return {
    object,
    minPath,
    maxPath,
    replicas: {
      min,
      max,
      autoscaler: {
        ...describe(object, 'hpa'),
        ...hpaMetric(object),
        ...behaviorOf(at(object, 'spec', 'behavior')),
      },
    },
  };
}

/** AIBrix's own autoscaler has the limits of an HPA and metrics of its own. */
function readPodAutoscaler(object: KubernetesObject): JoinedAutoscaler {
  const read = readHorizontalPodAutoscaler(object);
  const [source] = itemsAt(object, 'spec', 'metricsSources');
  const target = scalarAt(source ?? null, 'targetValue');
  const metric = textAt(source ?? null, 'targetMetric');
  const { autoscaler } = read.replicas;
  return {
    ...read,
    replicas: {
      ...read.replicas,
      autoscaler: autoscaler && { ...autoscaler, metric, target: target && quantity(target) },
    },
  };
}

function hpaMetric(object: KubernetesObject): Pick<Autoscaler, 'metric' | 'target'> {
  const legacy = countAt(object, ['spec', 'targetCPUUtilizationPercentage']);
  if (legacy) return { metric: 'cpu', target: legacy };
  const [metric] = itemsAt(object, 'spec', 'metrics');
  return metric ? readMetric(metric) : { metric: null, target: null };
}

const METRIC_SOURCES = ['resource', 'containerResource', 'pods', 'external', 'object'] as const;

/** One item of `metrics`: also what KServe's `autoScaling.metrics` holds. */
export function readMetric(metric: Located): Pick<Autoscaler, 'metric' | 'target'> {
  for (const source of METRIC_SOURCES) {
    const spec = at(metric, source);
    if (!spec) continue;
    const target = at(spec, 'target');
    const value =
      scalarAt(target, 'averageUtilization') ??
      scalarAt(target, 'averageValue') ??
      scalarAt(target, 'value') ??
      scalarAt(spec, 'targetAverageUtilization') ??
      scalarAt(spec, 'targetAverageValue');
    const name =
      textAt(spec, 'name') ??
      textAt(spec, 'metric', 'name') ??
      textAt(spec, 'metric', 'query') ??
      textAt(spec, 'metricName');
    return { metric: name, target: value && quantity(value) };
  }
  return { metric: null, target: null };
}

function readScaledObject(object: KubernetesObject): JoinedAutoscaler {
  const idle = countAt(object, ['spec', 'idleReplicaCount']);
  const minPath = ['spec', idle ? 'idleReplicaCount' : 'minReplicaCount'];
  const maxPath = ['spec', 'maxReplicaCount'];
  const [trigger] = itemsAt(object, 'spec', 'triggers');
  const threshold = ['threshold', 'value', 'queueLength', 'targetValue', 'lagThreshold']
    .map((key) => scalarAt(trigger ?? null, 'metadata', key))
    .find((found) => found !== null);
  return {
    object,
    minPath,
    maxPath,
    replicas: {
      min:
        idle ??
        countAt(object, minPath) ??
        defaulted(0, 'minReplicaCount', 'KEDA scales to zero unless told otherwise'),
      max:
        countAt(object, maxPath) ??
        defaulted(100, 'maxReplicaCount', 'KEDA stops at 100 replicas unless told otherwise'),
      autoscaler: {
        ...describe(object, 'keda'),
        metric:
          textAt(trigger ?? null, 'metadata', 'metricName') ??
          textAt(trigger ?? null, 'metadata', 'query') ??
          textAt(trigger ?? null, 'type'),
        target: threshold ? quantity(threshold) : null,
        ...kedaReactions(at(object, 'spec')),
      },
    },
  };
}

function describe(
  object: KubernetesObject,
  kind: Autoscaler['kind'],
): Pick<Autoscaler, 'kind' | 'uri' | 'span'> {
  return { kind, uri: object.file.source.uri, span: object.node.span };
}

function quantity(found: NonNullable<ReturnType<typeof scalarAt>>): Sourced<number> | null {
  const value = parseQuantity(found.node.text);
  return value === null ? null : sourced(found, value);
}
