import type { Deployment } from '../model/deployment.ts';
import type { Sourced } from '../model/sourced.ts';
import type { StatedComment } from '../model/statedComment.ts';
import type { Span } from '../text/span.ts';
import { spanAt, type NodePath } from './nodePath.ts';
import {
  measuredLayers,
  measuredValue,
  type MeasuredBlock,
  type MeasuredLayer,
} from './measuredLayer.ts';
import { isPattern, matchesPattern } from './pattern.ts';
import type { Assumptions } from './readAssumptions.ts';
import type { AssumptionsValues, DeploymentAssumptions } from './schema.ts';

/** One block of an assumptions file that speaks about a deployment, or a comment of its config that does. */
interface Layer {
  readonly values: Partial<DeploymentAssumptions>;
  /** Where the block stands in its file; empty for what is said of all deployments. */
  readonly path: NodePath;
  /** The comment that says it; absent for a block of an assumptions file. */
  readonly comment?: StatedComment;
  /** The measurements that say it; absent for what somebody states. */
  readonly measured?: MeasuredLayer['measured'];
}

/** The blocks that hold for one deployment, most specific first, and where their values stand. */
export interface AssumptionLayers {
  readonly layers: readonly Layer[];
  /** What was measured of it, the first counts. */
  readonly measured: readonly MeasuredBlock[];
  readonly file: AssumptionsValues;
  /** A value of the assumptions file with its place in it. */
  sourced<T>(value: T, path: NodePath): Sourced<T>;
  /** A value of a layer; `path` leads to it from there. */
  sourcedIn<T>(layer: Layer, value: T, path: NodePath): Sourced<T>;
  /** Where a path ends in the file. */
  place(path: NodePath): { readonly uri: string; readonly span: Span };
}

/**
 * The nearest first: comments of the config on the deployment; blocks of the assumptions file by name, then by pattern, later
 * ones before earlier ones; comments on the whole config; the top level of the assumptions file. What was measured counts
 * right behind what the block it stands in states. `measurements` is a file of measurements beside the assumptions
 * (`--measured FILE`): they count before those of the assumptions file, and nothing else of it does.
 */
export function layersFor(
  deployment: Deployment,
  assumptions: Assumptions | null,
  measurements: Assumptions | null = null,
): AssumptionLayers {
  const file = assumptions?.values ?? {};
  const own = blocksOf(deployment, assumptions);
  const beside = blocksOf(deployment, measurements);
  const measured = [
    ...measuredIn(beside.named, measurements),
    ...measuredIn(own.named, assumptions),
  ];
  const sourced = <T>(value: T, path: NodePath): Sourced<T> => ({
    value,
    origin: { kind: 'assumptions', ...placeOf(path, assumptions) },
  });
  const comments = deployment.stated?.map(commentLayer) ?? [];
  return {
    layers: [
      ...comments.filter(({ path }) => path.length > 0),
      ...own.named,
      ...measured.flatMap(measuredLayers),
      ...own.patterned,
      ...comments.filter(({ path }) => path.length === 0),
      { values: file, path: [] },
    ],
    measured,
    file,
    sourced,
    sourcedIn: ({ path: base, comment, measured }, value, path) => {
      if (measured !== undefined) return measuredValue(measured, value, path);
      return comment === undefined
        ? sourced(value, [...base, ...path])
        : { value, origin: { kind: 'assumptions', uri: comment.uri, span: comment.span } };
    },
    place: (path) => placeOf(path, assumptions),
  };
}

/** Blocks that speak of the deployment, by name and by pattern. */
function blocksOf(
  deployment: Deployment,
  assumptions: Assumptions | null,
): { readonly named: readonly Layer[]; readonly patterned: readonly Layer[] } {
  const named: Layer[] = [];
  const patterned: Layer[] = [];
  for (const [key, values] of Object.entries(assumptions?.values.deployments ?? {})) {
    const layer = { values, path: ['deployments', key] };
    if (isPattern(key)) {
      if (namesOf(deployment).some((name) => matchesPattern(key, name))) patterned.unshift(layer);
    } else if (namesOf(deployment).includes(key)) {
      named.push(layer);
    }
  }
  return { named, patterned };
}

/** What was measured, as far as blocks of the file say. */
function measuredIn(blocks: readonly Layer[], file: Assumptions | null): readonly MeasuredBlock[] {
  return blocks.flatMap(({ values: { measured }, path }) =>
    measured === undefined || file === null
      ? []
      : [{ values: measured, path: [...path, 'measured'], file }],
  );
}

function commentLayer(comment: StatedComment): Layer {
  return { values: comment.values, path: comment.wholeFile ? [] : ['comment'], comment };
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
    if (value !== undefined) return of.sourcedIn(layer, value, path);
  }
  return null;
}

/** What an assumptions file may call a deployment. */
export function namesOf(deployment: Deployment): readonly string[] {
  return deployment.namespace === null
    ? [deployment.name]
    : [`${deployment.namespace}/${deployment.name}`, deployment.name];
}
