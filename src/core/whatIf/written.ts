import type { AnalysisCache } from '../analysis/cache.ts';
import { repriceWith } from '../analysis/tryEdits.ts';
import type { DeploymentAnalysis } from '../analysis.ts';
import type { EvaluatedWorld } from '../analyze.ts';
import type { ReadDeployment } from '../formats/format.ts';
import type { Change } from '../model/change.ts';
import type { FileEdit } from '../text/edit.ts';

/** What became of changes of a config: those it can say are written in memory and read again. */
export interface Written {
  readonly edits: readonly FileEdit[];
  /** The deployment as the edited files read. */
  readonly read: ReadDeployment;
  /** What shares its server, as the edited files read; itself left out. */
  readonly besides: readonly ReadDeployment[];
  /** By the list of changes: why it cannot be written; absent = it is. */
  readonly refused: ReadonlyMap<readonly Change[], string>;
}

/** Sets of changes of one deployment after which the memory starts anew: each keeps a reading of its files. */
const mostKept = 100;

const kept = new WeakMap<DeploymentAnalysis, Map<string, Written>>();

/** Remembered for a deployment of an analysis: while somebody drags a slider, what is written stays the same. */
export function writtenChanges(
  one: DeploymentAnalysis,
  changes: readonly (readonly Change[])[],
  world: EvaluatedWorld,
  cache: AnalysisCache,
): Written {
  const known = kept.get(one) ?? new Map<string, Written>();
  kept.set(one, known);
  const key = JSON.stringify(changes);
  const found = known.get(key);
  if (found !== undefined) return sameReasons(found, changes);
  const made = write(one, changes, world, cache);
  if (known.size >= mostKept) known.clear();
  known.set(key, made);
  return made;
}

/** The reasons of lists that are equal, by the lists that are asked about. */
function sameReasons(written: Written, changes: readonly (readonly Change[])[]): Written {
  const reasons = new Map(
    [...written.refused].map(([list, reason]) => [JSON.stringify(list), reason]),
  );
  return {
    ...written,
    refused: new Map(
      changes.flatMap((list) => {
        const reason = reasons.get(JSON.stringify(list));
        return reason === undefined ? [] : [[list, reason] as const];
      }),
    ),
  };
}

/** Each list is written as a whole, beside those before it that can be. */
function write(
  one: DeploymentAnalysis,
  changes: readonly (readonly Change[])[],
  world: EvaluatedWorld,
  cache: AnalysisCache,
): Written {
  const refused = new Map<readonly Change[], string>();
  let accepted: readonly Change[] = [];
  let edits: readonly FileEdit[] = [];
  let after = asRead(one, world);
  for (const list of changes) {
    const all = [...accepted, ...list];
    const proposal = one.deployment.broken
      ? { refused: 'Its text has syntax problems.' }
      : one.propose(all);
    if ('refused' in proposal) {
      refused.set(list, proposal.refused);
      continue;
    }
    const reading =
      proposal.edits.length === 0
        ? asRead(one, world)
        : readAgain(one, proposal.edits, world, cache);
    if (reading === null) {
      refused.set(list, 'The changed config can no longer be read.');
      continue;
    }
    [accepted, edits, after] = [all, proposal.edits, reading];
  }
  return { edits, ...after, refused };
}

type Reading = Pick<Written, 'read' | 'besides'>;

function asRead(one: DeploymentAnalysis, world: EvaluatedWorld): Reading {
  return { read: one, besides: sharing(one, world) };
}

function readAgain(
  one: DeploymentAnalysis,
  edits: readonly FileEdit[],
  world: EvaluatedWorld,
  cache: AnalysisCache,
): Reading | null {
  const repriced = repriceWith(edits, world.world, world.evaluated, cache);
  if (repriced === null) return null;
  const after = new Map(repriced.after.map(({ read }) => [read.deployment.id, read]));
  const read = after.get(one.deployment.id);
  if (read === undefined) return null;
  const besides = sharing(one, world).map((other) => after.get(other.deployment.id) ?? other);
  return { read, besides };
}

/** The other models of the file on the same server. */
function sharing(
  one: DeploymentAnalysis,
  { evaluated }: EvaluatedWorld,
): readonly ReadDeployment[] {
  const { id, uri, server } = one.deployment;
  if (server === undefined) return [];
  return evaluated
    .flatMap(({ deployments }) => deployments.map(({ read }) => read))
    .filter(
      ({ deployment: other }) => other.uri === uri && other.server === server && other.id !== id,
    );
}
