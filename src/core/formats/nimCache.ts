import type { Deployment } from '../model/deployment.ts';
import type { ReadContext } from './format.ts';
import { nearest, objectsNamed } from './kubernetes/joins.ts';
import type { KubernetesObject } from './kubernetes/objects.ts';
import { at, scalarAt, sourced, textAt, type Located } from './located.ts';
import { countAt } from './quantity.ts';

/** The NIMCache that a service mounts; null where it has none, or none is among the files. */
export function cacheOf(
  object: KubernetesObject,
  spec: Located,
  { files }: ReadContext,
): KubernetesObject | null {
  const name = textAt(spec, 'storage', 'nimCache', 'name');
  return name === null ? null : nearest(objectsNamed(files, 'NIMCache', name), object);
}

/**
 * What the cache says of the profile that it holds. A profile is picked by these fields, so an engine that is built for
 * 8 or 4 bits runs with them; what a field leaves open the NIM decides by the GPUs it finds.
 */
export function profileOf(cache: KubernetesObject | null): Deployment['settings'] {
  const model = at(cache, 'spec', 'source', 'ngc', 'model');
  const precision = scalarAt(model, 'precision');
  const ranks = model && countAt(model, ['tensorParallelism']);
  const isQuantized = precision !== null && /^(?:fp8|nvfp4|mxfp4)$/i.test(precision.node.text);
  return {
    ...(precision && isQuantized
      ? { quantization: sourced(precision, precision.node.text.toLowerCase()) }
      : {}),
    ...(ranks ? { tensorParallel: ranks } : {}),
  };
}
