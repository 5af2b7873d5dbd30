import type { Finding, FindingLevel, Fix } from '../model/finding.ts';
import type { FileEdit } from '../text/edit.ts';
import type { FindingDraft, FixDraft, Rule, Subject, Trial } from './rule.ts';

/** Applies edits in memory, parses and prices again; null when the result does not parse or the deployment is gone. */
export type TryEdits = (edits: readonly FileEdit[], deploymentId: string) => Trial | null;

/** A saving below either is not worth a line in anybody's editor: USD per month, and share of what is paid. */
const leastSaving = 5;
const leastShare = 0.02;

/**
 * Runs one rule on one deployment and keeps what holds: a fix is shown only when its edited text parses, is what it
 * promises, and, for a saving, saves. The saving shown is the measured one. `chosenLevel` is what the user asked for, null
 * when that is nothing.
 */
export function checkRule(
  rule: Rule,
  chosenLevel: FindingLevel | null,
  subject: Subject,
  tryEdits: TryEdits,
): readonly Finding[] {
  if (chosenLevel === 'off') return [];
  const { deployment } = subject;
  return rule.check(subject).flatMap((draft) => {
    const verified = draft.fixes.flatMap((fix) => {
      const trial = tryEdits(fix.edits, deployment.id);
      return trial !== null && isWorthShowing(draft, fix, trial, subject) ? [{ fix, trial }] : [];
    });
    if (draft.kind === 'saving') {
      if (verified.length === 0) return [];
      verified.sort((a, b) => (b.trial.monthlySaving ?? 0) - (a.trial.monthlySaving ?? 0));
    }
    return [
      {
        code: rule.code,
        level: chosenLevel ?? draft.level ?? rule.level,
        deploymentId: deployment.id,
        uri: draft.uri,
        span: draft.span,
        message: draft.message(verified[0]?.trial ?? null),
        tradeOffs: draft.tradeOffs,
        fixes: verified.map(({ fix, trial }): Fix => ({
          id: `${deployment.id}:${rule.code}:${fix.variant}`,
          title: fix.title,
          edits: fix.edits,
          monthlySaving: trial.monthlySaving,
          safe: fix.safe,
          needs: fix.needs,
        })),
      },
    ];
  });
}

function isWorthShowing(
  draft: FindingDraft,
  fix: FixDraft,
  trial: Trial,
  { estimate }: Subject,
): boolean {
  if (!fix.accepts(trial)) return false;
  if (draft.kind === 'problem') return true;
  const paid = estimate.monthly?.expected ?? 0;
  return (trial.monthlySaving ?? 0) >= Math.max(leastSaving, leastShare * paid);
}
