import type { Autoscaler, ReplicaSpecification } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { MappingNode } from '../../syntax/tree.ts';
import { readMetric } from '../kubernetes/autoscalers.ts';
import { knativeScale } from '../kubernetes/knative.ts';
import type { KubernetesObject } from '../kubernetes/objects.ts';
import { behaviorOf, knativeReactions } from '../kubernetes/reactions.ts';
import type { ReadReplicas } from '../kubernetes/replicas.ts';
import { at, defaulted, isHole, itemsAt, scalarAt, textAt, type Located } from '../located.ts';
import type { Notes } from '../pods/notes.ts';
import { countAt } from '../quantity.ts';

export type DeploymentMode = 'knative' | 'standard' | 'modelmesh';

const MODES: Readonly<Record<string, DeploymentMode>> = {
  serverless: 'knative',
  knative: 'knative',
  rawdeployment: 'standard',
  standard: 'standard',
  modelmesh: 'modelmesh',
};

/** The mode that the service's annotation asks for; null where the cluster's configuration decides. */
export function deploymentModeOf(service: KubernetesObject): DeploymentMode | null {
  const written = textAt(service, 'metadata', 'annotations', 'serving.kserve.io/deploymentMode');
  return MODES[(written ?? '').toLowerCase()] ?? null;
}

/**
 * How many replicas of a component run. Annotations of Knative win over the fields. Without Knative or KEDA KServe
 * raises a minimum of zero to one without a word (`hpa_reconciler.go`).
 */
export function componentReplicas(
  service: KubernetesObject,
  node: Located<MappingNode>,
  notes: Notes,
): ReadReplicas {
  const mode = deploymentModeOf(service);
  const autoscalerClass =
    textAt(node, 'annotations', 'serving.kserve.io/autoscalerClass') ??
    textAt(service, 'metadata', 'annotations', 'serving.kserve.io/autoscalerClass');
  const scale = annotatedScale(service, node, mode);
  const written = scale.min ?? countAt(node, ['minReplicas']);
  const min = lowest(written, mode, autoscalerClass, notes, node);
  const max = highest(scale.max ?? countAt(node, ['maxReplicas']), min, mode);
  const open = ['minReplicas', 'maxReplicas'].some((key) => {
    const value = scalarAt(node, key);
    return value !== null && isHole(value);
  });
  noteStop(service, notes);
  return {
    specification: {
      min,
      max,
      autoscaler: autoscalerOf(service, node, min, max, mode, autoscalerClass, scale),
    },
    place: {
      holder: scale.holder ?? node,
      minPath: scale.min ? [scale.minKey] : ['minReplicas'],
      maxPath: scale.min ? [scale.maxKey] : ['maxReplicas'],
      quoted: scale.min !== null,
    },
    uris: [],
    open,
  };
}

type AnnotatedScale = ReturnType<typeof knativeScale> & { readonly holder: Located | null };

/** Annotations of the component or the service; they have no meaning in Standard mode. */
function annotatedScale(
  service: KubernetesObject,
  node: Located<MappingNode>,
  mode: DeploymentMode | null,
): AnnotatedScale {
  const holders = [at(node, 'annotations'), at(service, 'metadata', 'annotations')];
  if (mode !== 'standard') {
    for (const holder of holders) {
      const scale = knativeScale(holder);
      if (scale.min ?? scale.max ?? scale.target) return { ...scale, holder: scale.min && holder };
    }
  }
  return { ...knativeScale(null), holder: null };
}

function lowest(
  written: Sourced<number> | null,
  mode: DeploymentMode | null,
  autoscalerClass: string | null,
  notes: Notes,
  node: Located<MappingNode>,
): Sourced<number> {
  if (!written) {
    return defaulted(1, 'minReplicas', 'KServe keeps one replica unless told otherwise');
  }
  const place = scalarAt(node, 'minReplicas') ?? node;
  if (written.value > 0 || autoscalerClass === 'keda') return written;
  if (mode === 'standard') {
    notes.add('conflict', 'In Standard mode KServe raises 0 replicas to 1.', place);
    return { ...written, value: 1 };
  }
  if (mode === null) {
    notes.add(
      'unsupported',
      'Scale to zero needs Knative or KEDA: in Standard mode KServe raises 0 replicas to 1.',
      place,
    );
  }
  return written;
}

/** Zero or nothing is no limit of its own: Knative grows without one, otherwise the minimum stays. */
function highest(
  written: Sourced<number> | null,
  min: Sourced<number>,
  mode: DeploymentMode | null,
): Sourced<number> | null {
  if (written && written.value > 0) {
    return written.value < min.value ? { ...written, value: min.value } : written;
  }
  if (mode === 'knative') return null;
  return min.value > 0
    ? min
    : defaulted(1, 'maxReplicas', 'One replica runs while there are requests');
}

function autoscalerOf(
  service: KubernetesObject,
  node: Located<MappingNode>,
  min: Sourced<number>,
  max: Sourced<number> | null,
  mode: DeploymentMode | null,
  autoscalerClass: string | null,
  scale: AnnotatedScale,
): Autoscaler | null {
  if (autoscalerClass === 'none' || autoscalerClass === 'external') return null;
  if (max?.value === min.value) return null;
  const [metric] = itemsAt(node, 'autoScaling', 'metrics');
  const read = metric ? readMetric(metric) : { metric: null, target: null };
  const concurrency = countAt(node, ['containerConcurrency']);
  return {
    kind: autoscalerClass === 'keda' ? 'keda' : 'kserve',
    metric:
      textAt(node, 'scaleMetric') ??
      scale.metric ??
      read.metric ??
      (mode === 'standard' ? 'cpu' : 'concurrency'),
    target:
      countAt(node, ['scaleTarget']) ??
      scale.target ??
      read.target ??
      (concurrency && concurrency.value > 0 ? concurrency : null),
    ...(mode === 'standard'
      ? behaviorOf(at(node, 'autoScaling', 'behavior'))
      : {
          ...knativeReactions(at(service, 'metadata', 'annotations')),
          ...knativeReactions(at(node, 'annotations')),
        }),
    uri: node.file.source.uri,
    span: node.node.span,
  };
}

function noteStop(service: KubernetesObject, notes: Notes): void {
  const stop = scalarAt(service, 'metadata', 'annotations', 'serving.kserve.io/stop');
  if (stop?.node.text === 'true') {
    notes.add('conflict', 'The service is stopped; it is priced as if it ran.', stop);
  }
}

/** One replica, whatever the fields say: KServe does not scale multi-node predictors. */
export function singleReplica(): ReplicaSpecification {
  const one = defaulted(1, 'replicas', 'KServe does not scale a multi-node predictor');
  return { min: one, max: one, autoscaler: null };
}
