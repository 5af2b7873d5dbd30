import type { BeforeAfter, Finding, Fix } from '../model/finding.ts';
import type { FileEdit } from '../text/edit.ts';
import { figure, type ReportContext } from './reportContext.ts';
import type { EditReport, FindingReport, FixReport } from './reportModel.ts';

/** A finding with its places as lines and columns and its fixes as edits of files. `owner` is the file of its deployment. */
export function findingReport(
  finding: Finding,
  context: ReportContext,
  owner: string,
): FindingReport {
  const range = context.sources.range(finding.uri, finding.span);
  const [preferred, ...alternatives] = finding.fixes.map((fix) => fixReport(fix, context, owner));
  return {
    code: finding.code,
    severity: finding.level,
    message: finding.message,
    file: context.file(finding.uri),
    line: range.start.line + 1,
    column: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
    start: finding.span.start,
    end: finding.span.end,
    fix: preferred ?? null,
    alternatives,
    tradeOffs: finding.tradeOffs,
    consequence: finding.consequence,
  };
}

function fixReport(fix: Fix, context: ReportContext, owner: string): FixReport {
  return {
    id: context.id(fix.id, owner),
    title: fix.title,
    monthlySaving: context.money(fix.monthlySaving),
    safe: fix.safe,
    needs: fix.needs,
    effect: effectReport(fix, context),
    edits: editReports(fix.edits, context),
  };
}

/** Edits with the names of files that a report has. */
export function editReports(
  files: readonly FileEdit[],
  context: ReportContext,
): readonly EditReport[] {
  return files.flatMap(({ uri, create, edits }) =>
    edits.map(({ span, newText }) => ({
      file: context.file(uri),
      start: span.start,
      end: span.end,
      newText,
      create: create ?? false,
    })),
  );
}

function effectReport({ effect }: Fix, context: ReportContext): FixReport['effect'] {
  if (effect === null) return null;
  const rounded = ({ before, after }: BeforeAfter): BeforeAfter => ({
    before: figure(before),
    after: figure(after),
  });
  const { monthly, ttftMs, tpotMs, missedShare } = effect;
  return {
    monthly: { before: context.money(monthly.before), after: context.money(monthly.after) },
    ttftMs: rounded(ttftMs),
    tpotMs: rounded(tpotMs),
    missedShare: rounded(missedShare),
  };
}
