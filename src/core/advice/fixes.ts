import type { Assumed } from '../assumptions/assumedField.ts';
import type { Change, Proposal } from '../model/change.ts';
import type { FixDraft, Subject } from './rule.ts';

/** What a fix says of itself beside its edits. */
export type FixPromise = Omit<FixDraft, 'edits' | 'changes'>;

/** Changes of the deployment as a fix; none where its format cannot write them. */
export function changing(
  subject: Subject,
  changes: readonly Change[],
  fix: FixPromise,
): readonly FixDraft[] {
  return written(subject.propose(changes), changes, fix);
}

/** A field of the deployment in `.servingcost.yaml` as a fix; none where that file cannot be written to. */
export function assuming(
  subject: Subject,
  path: readonly string[],
  value: Assumed,
  fix: FixPromise,
): readonly FixDraft[] {
  return written(subject.assume(path, value), null, fix);
}

function written(
  proposal: Proposal,
  changes: readonly Change[] | null,
  fix: FixPromise,
): readonly FixDraft[] {
  return 'refused' in proposal ? [] : [{ ...fix, edits: proposal.edits, changes }];
}
