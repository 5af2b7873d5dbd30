import type { Autoscaler } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import { at, defaulted, textAt, type Located } from '../located.ts';
import type { Notes } from '../pods/notes.ts';
import type { KubernetesObject } from './objects.ts';
import { knativeReactions } from './reactions.ts';
import type { ReadReplicas } from './replicas.ts';
import { countAt } from '../quantity.ts';

const PREFIX = 'autoscaling.knative.dev/';
const TEMPLATE = ['spec', 'template', 'metadata', 'annotations'] as const;

/** Reads the scale of a Knative Service from the annotations of its revision template. */
export function knativeReplicas(object: KubernetesObject, notes: Notes): ReadReplicas {
  const annotations = at(object, ...TEMPLATE);
  const scale = knativeScale(annotations);
  const concurrency = countAt(object, ['spec', 'template', 'spec', 'containerConcurrency']);
  const autoscaler: Autoscaler = {
    kind: 'knative',
    metric: scale.metric ?? 'concurrency',
    target: scale.target ?? (concurrency && concurrency.value > 0 ? concurrency : null),
    ...knativeReactions(annotations),
    uri: object.file.source.uri,
    span: annotations?.node.span ?? object.node.span,
  };
  if (!scale.max) {
    notes.add(
      'unsupported',
      'No max-scale annotation: Knative adds replicas without a limit of its own.',
      annotations ?? object,
      annotations ? null : object.nameNode?.node.span,
    );
  }
  return {
    specification: {
      min: scale.min ?? defaulted(0, 'min-scale', 'Knative scales to zero unless told otherwise'),
      max: scale.max,
      autoscaler,
    },
    place: {
      holder: object,
      minPath: [...TEMPLATE, scale.minKey],
      maxPath: [...TEMPLATE, scale.maxKey],
      quoted: true,
    },
    uris: [],
    open: false,
  };
}

interface KnativeScale {
  readonly min: Sourced<number> | null;
  /** Null: no limit. */
  readonly max: Sourced<number> | null;
  readonly target: Sourced<number> | null;
  readonly metric: string | null;
  readonly minKey: string;
  readonly maxKey: string;
}

/** The autoscaling annotations, in both spellings. A `max-scale` of 0 stands for no limit. */
export function knativeScale(annotations: Located | null): KnativeScale {
  const read = (keys: readonly string[]): { key: string; value: Sourced<number> | null } => {
    for (const key of keys) {
      const value = annotations && countAt(annotations, [PREFIX + key]);
      if (value) return { key: PREFIX + key, value };
    }
    return { key: PREFIX + (keys[0] ?? ''), value: null };
  };
  const min = read(['min-scale', 'minScale']);
  const max = read(['max-scale', 'maxScale']);
  return {
    min: min.value,
    max: max.value && max.value.value > 0 ? max.value : null,
    target: read(['target']).value,
    metric: textAt(annotations, `${PREFIX}metric`),
    minKey: min.key,
    maxKey: max.key,
  };
}
