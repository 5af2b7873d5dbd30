import { layersFor } from '../assumptions/layers.ts';
import { isAssumptionsFile, nearestAssumptions } from '../assumptions/nearestAssumptions.ts';
import { readAssumptions, type Assumptions } from '../assumptions/readAssumptions.ts';
import type { FileEdit } from '../text/edit.ts';
import { spansOverlap, type Span } from '../text/span.ts';
import type { Evaluated, EvaluatedFile, World } from './evaluate.ts';
import { isServedElsewhere } from './gateways.ts';

/**
 * The deployments that edits may change. Edits inside objects that deploy something touch those deployments; an edit
 * elsewhere in a file (an autoscaler, a runtime) touches all that read from it; one to an assumptions file those whose
 * assumptions it changes. `edited` is the world after the edits.
 */
export function touchedBy(
  edits: readonly FileEdit[],
  evaluated: readonly EvaluatedFile[],
  world: World,
  edited: World,
): readonly Evaluated[] {
  const all = evaluated
    .flatMap(({ deployments }) => deployments)
    .filter((one) => !isServedElsewhere(one));
  const touched = new Set<Evaluated>();
  for (const { uri, edits: textEdits } of edits) {
    const reached = isAssumptionsFile(uri)
      ? reassumed(uri, all, world, edited)
      : textEdits.flatMap(({ span }) => readFrom(uri, span, all));
    for (const one of reached) touched.add(one);
  }
  return all.filter((one) => touched.has(one));
}

function readFrom(uri: string, span: Span, all: readonly Evaluated[]): readonly Evaluated[] {
  const inside = all.filter(
    ({ read: { deployment } }) =>
      deployment.uri === uri &&
      (spansOverlap(deployment.span, span) ||
        (deployment.span.start <= span.start && span.end <= deployment.span.end)),
  );
  return inside.length > 0
    ? inside
    : all.filter(({ read: { deployment } }) => deployment.uris.includes(uri));
}

/** What one assumptions file says other than another one. */
interface Difference {
  /** True when something outside the blocks of single deployments differs. */
  readonly everywhere: boolean;
  /** Names and patterns of the blocks that differ. */
  readonly blocks: ReadonlySet<string>;
}

/** Deployments below the file's folder for which the file that counts, or what it says of them, is another one. */
function reassumed(
  uri: string,
  all: readonly Evaluated[],
  world: World,
  edited: World,
): readonly Evaluated[] {
  const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
  const before = nearestIn(world);
  const after = nearestIn(edited);
  const differences = new Map<Assumptions | null, Map<Assumptions | null, Difference>>();
  return all.filter(({ read: { deployment } }) => {
    if (!deployment.uri.startsWith(folder)) return false;
    const [from, to] = [before(deployment.uri), after(deployment.uri)];
    if (from === to) return false;
    const known = differences.get(from) ?? new Map<Assumptions | null, Difference>();
    differences.set(from, known);
    const difference = known.get(to) ?? differenceOf(from, to);
    known.set(to, difference);
    if (difference.everywhere) return true;
    return [from, to].some((one) =>
      layersFor(deployment, one).layers.some(
        ({ path }) => path[0] === 'deployments' && difference.blocks.has(String(path[1])),
      ),
    );
  });
}

/** The assumptions that count for a config file, looked up once for each folder. */
function nearestIn(world: World): (uri: string) => Assumptions | null {
  const files = world.files.filter(({ source }) => isAssumptionsFile(source.uri));
  const byFolder = new Map<string, Assumptions | null>();
  return (uri) => {
    const folder = uri.slice(0, uri.lastIndexOf('/'));
    const known = byFolder.get(folder);
    if (known !== undefined) return known;
    const file = world.override ?? nearestAssumptions(uri, files);
    const found = file === null ? null : readAssumptions(file).assumptions;
    byFolder.set(folder, found);
    return found;
  };
}

function differenceOf(from: Assumptions | null, to: Assumptions | null): Difference {
  const { deployments: oldBlocks = {}, ...oldRest } = from?.values ?? {};
  const { deployments: newBlocks = {}, ...newRest } = to?.values ?? {};
  const names = new Set([...Object.keys(oldBlocks), ...Object.keys(newBlocks)]);
  const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  return {
    everywhere: !isSame(withoutVersion(oldRest), withoutVersion(newRest)),
    blocks: new Set([...names].filter((name) => !isSame(oldBlocks[name], newBlocks[name]))),
  };
}

function withoutVersion(values: object): object {
  return { ...values, version: undefined };
}
