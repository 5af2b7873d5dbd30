import type { Analysis } from '../analysis.ts';
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

/** Joins fixes in the given order; of two that cannot stand together the earlier one stays. */
export function priceTogether(
  fixes: readonly Fix[],
  world: World,
  evaluated: readonly EvaluatedFile[],
  cache: AnalysisCache,
): JointFix {
  let joined = join(fixes, () => true);
  let repriced = repriceWith(joined.edits, world, evaluated, cache);
  if (repriced === null) {
    // Two fixes may each be right and together write the same key twice: then they are joined one by one.
    joined = join(fixes, (edits) => editFiles(edits, world.files, cache) !== null);
    repriced = repriceWith(joined.edits, world, evaluated, cache);
  }
  const { edits, applied, conflicting } = joined;
  return {
    edits,
    applied,
    conflicting,
    monthlySaving: repriced === null ? null : monthlySaving(repriced),
  };
}

function join(
  fixes: readonly Fix[],
  isRight: (edits: readonly FileEdit[]) => boolean,
): Pick<JointFix, 'edits' | 'applied' | 'conflicting'> {
  let edits: readonly FileEdit[] = [];
  const applied: string[] = [];
  const conflicting: string[] = [];
  for (const fix of fixes) {
    const merged = mergeFileEdits([edits, fix.edits]);
    if (merged === null || !isRight(merged)) {
      conflicting.push(fix.id);
    } else {
      edits = merged;
      applied.push(fix.id);
    }
  }
  return { edits, applied, conflicting };
}

/** The preferred fix of every finding that saves, largest saving first. */
export function preferredFixes(analysis: Pick<Analysis, 'deployments'>): readonly Fix[] {
  return analysis.deployments
    .flatMap(({ findings }) => findings.flatMap(({ fixes }) => fixes.slice(0, 1)))
    .filter(({ monthlySaving: saving }) => saving !== null && saving > 0)
    .sort((a, b) => (b.monthlySaving ?? 0) - (a.monthlySaving ?? 0));
}
