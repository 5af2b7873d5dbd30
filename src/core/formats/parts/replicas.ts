import type { Autoscaler } from '../../model/deployment.ts';
import type { Sourced } from '../../model/sourced.ts';
import type { ReadReplicas } from '../kubernetes/replicas.ts';
import { defaulted, isHole, scalarAt, type Located } from '../located.ts';
import { countAt } from '../quantity.ts';

/** One number of replicas; `fallback` where none is written, for the reason given. */
export function fixedReplicas(
  holder: Located,
  path: readonly string[],
  fallback: number,
  reason: string,
): ReadReplicas {
  const count = countAt(holder, path) ?? defaulted(fallback, path.join('.'), reason);
  return {
    specification: { min: count, max: count, autoscaler: null },
    place: { holder, minPath: path, maxPath: null, quoted: false },
    uris: [],
    open: isOpen(holder, path),
  };
}

/** Replicas that nothing in the object says: `count` of them run, and no edit changes that here. */
export function unwrittenReplicas(count: number, reason: string): ReadReplicas {
  const value = defaulted(count, 'replicas', reason);
  return {
    specification: { min: value, max: value, autoscaler: null },
    place: null,
    uris: [],
    open: false,
  };
}

interface Limits {
  readonly holder: Located;
  readonly minPath: readonly string[];
  readonly maxPath: readonly string[];
  readonly minFallback: Sourced<number>;
  /** Null: no upper limit unless one is written. */
  readonly maxFallback: Sourced<number> | null;
  readonly autoscaler: Pick<Autoscaler, 'kind' | 'metric' | 'target'>;
  /** True where the limits are annotations, which must be strings. */
  readonly quoted?: boolean;
}

/** A range of replicas that an autoscaler of the object's own keeps. */
export function rangeOfReplicas(limits: Limits): ReadReplicas {
  const { holder, minPath, maxPath, minFallback, maxFallback, autoscaler } = limits;
  const min = countAt(holder, minPath) ?? minFallback;
  const written = countAt(holder, maxPath) ?? maxFallback;
  const max = written && written.value < min.value ? { ...written, value: min.value } : written;
  const uri = holder.file.source.uri;
  return {
    specification: { min, max, autoscaler: { ...autoscaler, uri, span: holder.node.span } },
    place: { holder, minPath, maxPath, quoted: limits.quoted === true },
    uris: [],
    open: isOpen(holder, minPath) || isOpen(holder, maxPath),
  };
}

function isOpen(holder: Located, path: readonly string[]): boolean {
  const value = scalarAt(holder, ...path);
  return value !== null && isHole(value);
}
