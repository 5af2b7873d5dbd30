import type { Deployment } from '../model/deployment.ts';
import type { Sourced } from '../model/sourced.ts';
import type { Span } from '../text/span.ts';
import { spanAt, type NodePath } from './nodePath.ts';
import type { Assumptions } from './readAssumptions.ts';
import type { AssumptionsValues, DeploymentAssumptions } from './schema.ts';

/** One block of an assumptions file that speaks about a deployment. */
interface Layer {
  readonly values: Partial<DeploymentAssumptions>;
  readonly path: NodePath;
}

/** The blocks that hold for one deployment, most specific first, and where their values stand. */
export interface AssumptionLayers {
  readonly layers: readonly Layer[];
  readonly file: AssumptionsValues;
  /** A value with its place in the file. */
  sourced<T>(value: T, path: NodePath): Sourced<T>;
  /** Where a path ends in the file. */
  place(path: NodePath): { readonly uri: string; readonly span: Span };
}

/** Names come before patterns, later patterns before earlier ones, the file's own top level last. */
export function layersFor(
  deployment: Deployment,
  assumptions: Assumptions | null,
): AssumptionLayers {
  const file = assumptions?.values ?? {};
  const named: Layer[] = [];
  const patterned: Layer[] = [];
  for (const [key, values] of Object.entries(file.deployments ?? {})) {
    const layer = { values, path: ['deployments', key] };
    if (isPattern(key)) {
      if (matches(key, deployment)) patterned.unshift(layer);
    } else if (names(deployment).includes(key)) {
      named.push(layer);
    }
  }
  return {
    layers: [...named, ...patterned, { values: file, path: [] }],
    file,
    sourced: (value, path) => ({
      value,
      origin: { kind: 'assumptions', ...placeOf(path, assumptions) },
    }),
    place: (path) => placeOf(path, assumptions),
  };
}

function placeOf(path: NodePath, assumptions: Assumptions | null): { uri: string; span: Span } {
  // A value only ever comes from a file that has a tree; without one there is nothing to point at.
  const span = assumptions?.root ? spanAt(assumptions.root, path) : { start: 0, end: 0 };
  return { uri: assumptions?.uri ?? '', span };
}

/**
 * The value of the most specific block that states one. `read` takes the value out of a block, `path` says where it
 * stands in it.
 */
export function pick<T>(
  of: AssumptionLayers,
  path: NodePath,
  read: (values: Layer['values']) => T | undefined,
): Sourced<T> | null {
  for (const layer of of.layers) {
    const value = read(layer.values);
    if (value !== undefined) return of.sourced(value, [...layer.path, ...path]);
  }
  return null;
}

function names(deployment: Deployment): readonly string[] {
  return deployment.namespace === null
    ? [deployment.name]
    : [`${deployment.namespace}/${deployment.name}`, deployment.name];
}

function isPattern(key: string): boolean {
  return key.includes('*');
}

/** `*` stands for any characters. Matched piece by piece, so that no pattern can be slow. */
function matches(pattern: string, deployment: Deployment): boolean {
  const pieces = pattern.split('*');
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  return names(deployment).some((name) => {
    if (!name.startsWith(first) || !name.endsWith(last)) return false;
    if (name.length < first.length + last.length) return false;
    const end = name.length - last.length;
    let position = first.length;
    for (const piece of pieces.slice(1, -1)) {
      const found = name.indexOf(piece, position);
      if (found < 0 || found + piece.length > end) return false;
      position = found + piece.length;
    }
    return true;
  });
}
