import type {
  Finding,
  FindingLevel,
  Fix,
  FixEffect,
  HeldBack,
  Suppressed,
} from '../model/finding.ts';
import type { CostEstimate } from '../model/estimate.ts';
import type { FileEdit } from '../text/edit.ts';
import { lateShare } from '../cost/missed.ts';
import type { Span } from '../text/span.ts';
import { reasonAgainst } from './hold.ts';
import { notAllowed } from './policyGuard.ts';
import type { FindingDraft, FixDraft, Rule, Subject, Trial } from './rule.ts';

/** Applies edits in memory, parses and prices again; null when the result does not parse or the deployment is gone. */
export type TryEdits = (edits: readonly FileEdit[], deploymentId: string) => Trial | null;

/** What one rule comes to on one deployment. */
export interface CheckedRule {
  readonly findings: readonly Finding[];
  readonly heldBack: readonly HeldBack[];
  /** What was found at places where it is not wanted: not verified, and not shown. */
  readonly suppressed: readonly Suppressed[];
}

/** Who says that findings of a code are not wanted at a place; null when nobody does. */
export type SuppressionAt = (code: string, uri: string, span: Span) => Suppressed | null;

/** Where there is nothing to say. */
export const saysNothing: CheckedRule = { findings: [], heldBack: [], suppressed: [] };

/** What several rules come to, in their order. */
export function joined(parts: readonly CheckedRule[]): CheckedRule {
  return {
    findings: parts.flatMap(({ findings }) => findings),
    heldBack: parts.flatMap(({ heldBack }) => heldBack),
    suppressed: parts.flatMap(({ suppressed }) => suppressed),
  };
}

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
  suppressionAt: SuppressionAt = () => null,
): CheckedRule {
  if (chosenLevel === 'off') return saysNothing;
  const parts = rule.check(subject).map((each): CheckedRule => {
    if (each.kind === 'held-back') {
      return { ...saysNothing, heldBack: [{ code: rule.code, reason: each.reason }] };
    }
    const suppressed = suppressionAt(rule.code, each.uri, each.span);
    return suppressed === null
      ? checkDraft(each, rule, chosenLevel, subject, tryEdits)
      : { ...saysNothing, suppressed: [suppressed] };
  });
  return joined(parts);
}

interface TriedFix {
  readonly fix: FixDraft;
  readonly trial: Trial;
}

function checkDraft(
  draft: FindingDraft,
  rule: Rule,
  chosenLevel: Finding['level'] | null,
  subject: Subject,
  tryEdits: TryEdits,
): CheckedRule {
  const { deployment } = subject;
  const tried = draft.fixes.flatMap((fix): TriedFix[] => {
    const trial = tryEdits(fix.edits, deployment.id);
    return trial === null ? [] : [{ fix, trial }];
  });
  const verified = tried.filter(({ fix, trial }) => isWorthShowing(draft, fix, trial, subject));
  if (draft.kind === 'saving') {
    if (verified.length === 0) return { ...saysNothing, heldBack: whyNone(rule, tried, subject) };
    if (!draft.inOrder) {
      verified.sort((a, b) => (b.trial.monthlySaving ?? 0) - (a.trial.monthlySaving ?? 0));
    }
  }
  const finding: Finding = {
    code: rule.code,
    level: chosenLevel ?? draft.level ?? rule.level,
    deploymentId: deployment.id,
    uri: draft.uri,
    span: draft.span,
    message: draft.message(verified[0]?.trial ?? null),
    tradeOffs: draft.tradeOffs,
    consequence: draft.consequence ?? rule.consequence,
    fixes: verified.map(({ fix, trial }): Fix => ({
      id: `${deployment.id}:${rule.code}:${fix.variant}`,
      title: fix.title,
      edits: fix.edits,
      monthlySaving: trial.monthlySaving,
      safe: fix.safe,
      needs: fix.needs,
      changes: fix.changes,
      effect: effectOf(subject.estimate, trial.estimate),
    })),
  };
  return { ...saysNothing, findings: [finding] };
}

/** Where a fix would save and something speaks against it, that is said. */
function whyNone(
  { code }: Rule,
  tried: readonly TriedFix[],
  subject: Subject,
): readonly HeldBack[] {
  for (const { trial } of tried) {
    if (!savesEnough(trial, subject)) continue;
    const reason =
      reasonAgainst(trial.estimate, subject.estimate) ?? notAllowed(trial.estimate, subject);
    if (reason !== null) return [{ code, reason }];
  }
  return [];
}

function isWorthShowing(
  draft: FindingDraft,
  fix: FixDraft,
  trial: Trial,
  subject: Subject,
): boolean {
  if (!fix.accepts(trial) || notAllowed(trial.estimate, subject) !== null) return false;
  return draft.kind === 'problem' || savesEnough(trial, subject);
}

function savesEnough(trial: Trial, { estimate }: Subject): boolean {
  const paid = estimate.monthly?.expected ?? 0;
  return (trial.monthlySaving ?? 0) >= Math.max(leastSaving, leastShare * paid);
}

function effectOf(before: CostEstimate, after: CostEstimate): FixEffect {
  const pair = (of: (estimate: CostEstimate) => number | null) => ({
    before: of(before),
    after: of(after),
  });
  return {
    monthly: pair(({ monthly }) => monthly?.expected ?? null),
    ttftMs: pair(({ ttftMs }) => ttftMs),
    tpotMs: pair(({ tpotMs }) => tpotMs),
    missedShare: pair(({ autoscaling }) => (autoscaling === null ? null : lateShare(autoscaling))),
  };
}
