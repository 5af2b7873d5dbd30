import { layersFor } from '../assumptions/layers.ts';
import { isAssumptionsFile, nearestAssumptions } from '../assumptions/nearestAssumptions.ts';
import { readAssumptions, type Assumptions } from '../assumptions/readAssumptions.ts';
import type { FileEdit } from '../text/edit.ts';
import { spansOverlap, type Span } from '../text/span.ts';
import type { Evaluated, EvaluatedFile, World } from './evaluate.ts';
import { isServedElsewhere } from './gateways.ts';
import { folderOf } from '../text/uris.ts';

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
  const { all, byUri } = indexOf(evaluated);
  const touched = new Set<Evaluated>();
  for (const { uri, edits: textEdits } of edits) {
    const reached = isAssumptionsFile(uri)
      ? reassumed(uri, all, world, edited)
      : textEdits.flatMap(({ span }) => readFrom(uri, span, byUri.get(uri) ?? []));
    for (const one of reached) touched.add(one);
  }
  return touched.size < 2 ? [...touched] : all.filter((one) => touched.has(one));
}

/** What a file deploys, of that which is priced in its own right. */
export function deploymentsIn(
  uri: string,
  evaluated: readonly EvaluatedFile[],
): readonly Evaluated[] {
  const read = indexOf(evaluated).byUri.get(uri) ?? [];
  return read.filter((one) => one.read.deployment.uri === uri);
}

interface DeploymentIndex {
  readonly all: readonly Evaluated[];
  /** Those that a file has a say in. */
  readonly byUri: ReadonlyMap<string, readonly Evaluated[]>;
}

const indexes = new WeakMap<readonly EvaluatedFile[], DeploymentIndex>();

/** What is priced in its own right: not the models that are paid where their server is deployed. */
function indexOf(evaluated: readonly EvaluatedFile[]): DeploymentIndex {
  const known = indexes.get(evaluated);
  if (known !== undefined) return known;
  const all = evaluated
    .flatMap(({ deployments }) => deployments)
    .filter((one) => !isServedElsewhere(one));
  const byUri = new Map<string, Evaluated[]>();
  for (const one of all) {
    const { uri, uris } = one.read.deployment;
    for (const each of new Set([uri, ...uris])) {
      const list = byUri.get(each);
      if (list === undefined) byUri.set(each, [one]);
      else list.push(one);
    }
  }
  const index = { all, byUri };
  indexes.set(evaluated, index);
  return index;
}

/** @param candidates All deployments that are read from the file. */
function readFrom(uri: string, span: Span, candidates: readonly Evaluated[]): readonly Evaluated[] {
  const inside = candidates.filter(
    ({ read: { deployment } }) =>
      deployment.uri === uri &&
      (spansOverlap(deployment.span, span) ||
        (deployment.span.start <= span.start && span.end <= deployment.span.end)),
  );
  if (inside.length === 0) return candidates;
  // The models behind a gateway share its traffic and its cache: what one gets, another one does not.
  return inside.some(isRouted)
    ? candidates.filter((one) => inside.includes(one) || isRouted(one))
    : inside;
}

function isRouted({ read }: Evaluated): boolean {
  return read.deployment.route !== undefined;
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
  const byFolder = new Map<string, Assumptions | null>();
  return (uri) => {
    const folder = folderOf(uri);
    const known = byFolder.get(folder);
    if (known !== undefined) return known;
    const file = world.override ?? nearestAssumptions(uri, world.files);
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
