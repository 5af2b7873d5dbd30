import type { Analysis } from '../analysis.ts';
import { jointChanges } from '../advice/jointChanges.ts';
import type { Subject } from '../advice/rule.ts';
import { subjectOf } from './advise.ts';
import type { Fix } from '../model/finding.ts';
import { mergeFileEdits } from '../text/applyEdits.ts';
import type { FileEdit } from '../text/edit.ts';
import type { AnalysisCache } from './cache.ts';
import { type EvaluatedFile, type World } from './evaluate.ts';
import { editFiles, monthlySaving, repriceWith } from './tryEdits.ts';

/** Several fixes as one change, priced once. */
export interface JointFix {
  readonly edits: readonly FileEdit[];
  /** Ids of the fixes that are in. */
  readonly applied: readonly string[];
  /** Ids of the fixes left out because they cannot stand together with one that is in. */
  readonly conflicting: readonly string[];
  /** USD per month; null when a total is not known. */
  readonly monthlySaving: number | null;
}

/** A fix and the deployment whose finding it solves. */
export interface ChosenFix {
  readonly deploymentId: string;
  readonly fix: Fix;
}

/** What is written in one go: the fixes of one deployment that are joined as changes, or one fix by its edits. */
interface Piece {
  readonly ids: readonly string[];
  readonly edits: readonly FileEdit[];
}

/** Joins fixes in the given order; of two that cannot stand together the earlier one stays. */
export function priceTogether(
  fixes: readonly ChosenFix[],
  world: World,
  evaluated: readonly EvaluatedFile[],
  cache: AnalysisCache,
): JointFix {
  const pieces = piecesOf(fixes, world, evaluated);
  let joined = join(pieces, () => true);
  let repriced = repriceWith(joined.edits, world, evaluated, cache);
  if (repriced === null) {
    // Two pieces may each be right and together write the same key twice: then they are joined one by one.
    joined = join(pieces, (edits) => editFiles(edits, world.files, cache) !== null);
    repriced = repriceWith(joined.edits, world, evaluated, cache);
  }
  const { edits, applied } = joined;
  return {
    edits,
    applied,
    conflicting: fixes.flatMap(({ fix }) => (applied.includes(fix.id) ? [] : [fix.id])),
    monthlySaving: repriced === null ? null : monthlySaving(repriced),
  };
}

/** In the order of the first fix of each. */
function piecesOf(
  fixes: readonly ChosenFix[],
  world: World,
  evaluated: readonly EvaluatedFile[],
): readonly Piece[] {
  const groups = new Map<string, Fix[]>();
  for (const { deploymentId, fix } of fixes) {
    const group = fix.changes === null ? fix.id : deploymentId;
    groups.set(group, [...(groups.get(group) ?? []), fix]);
  }
  const all = evaluated.flatMap(({ deployments }) => deployments);
  return [...groups].flatMap(([deploymentId, group]) => {
    const one = all.find(({ read }) => read.deployment.id === deploymentId);
    return one === undefined || group.length < 2
      ? group.map(pieceOf)
      : [joinedPiece(group, subjectOf(one, world, all)) ?? group.map(pieceOf)].flat();
  });
}

function pieceOf({ id, edits }: Fix): Piece {
  return { ids: [id], edits };
}

/** Null where the format cannot write all of it at once: then the texts are joined. */
function joinedPiece(fixes: readonly Fix[], subject: Subject): Piece | null {
  const { changes, taken } = jointChanges(
    fixes.map((fix) => fix.changes ?? []),
    subject,
  );
  const proposal = subject.propose(changes);
  if ('refused' in proposal) return null;
  const ids = fixes.flatMap(({ id }, index) => (taken.includes(index) ? [id] : []));
  return { ids, edits: proposal.edits };
}

function join(
  pieces: readonly Piece[],
  isRight: (edits: readonly FileEdit[]) => boolean,
): Pick<JointFix, 'edits' | 'applied'> {
  let edits: readonly FileEdit[] = [];
  const applied: string[] = [];
  for (const piece of pieces) {
    const merged = mergeFileEdits([edits, piece.edits]);
    if (merged === null || !isRight(merged)) continue;
    edits = merged;
    applied.push(...piece.ids);
  }
  return { edits, applied };
}

/** The preferred fix of every finding that saves, largest saving first. */
export function preferredFixes(analysis: Pick<Analysis, 'deployments'>): readonly ChosenFix[] {
  return analysis.deployments
    .flatMap(({ deployment, findings }) =>
      findings.flatMap(({ fixes }) =>
        fixes.slice(0, 1).map((fix) => ({ deploymentId: deployment.id, fix })),
      ),
    )
    .filter(({ fix: { monthlySaving: saving } }) => saving !== null && saving > 0)
    .sort((a, b) => (b.fix.monthlySaving ?? 0) - (a.fix.monthlySaving ?? 0));
}
