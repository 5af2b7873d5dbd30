import type { CodeAction, Range } from 'vscode-languageserver-types';
import type { Analysis, DeploymentAnalysis } from '../analysis.ts';
import type { Currency } from '../model/environment.ts';
import type { Finding, Fix } from '../model/finding.ts';
import { formatSaving } from '../report/format.ts';
import type { FileEdit } from '../text/edit.ts';
import { commandTo } from './commands.ts';
import { findingsIn, toDiagnostic } from './diagnostics.ts';
import { sourcesOf, type Sources } from './sources.ts';
import { lacksRate, stateWorkloadEdits } from './stateWorkload.ts';
import { toWorkspaceEdit } from './workspaceEdit.ts';

/** Fixes of a file applied together and priced once. */
export interface SafeFixes {
  readonly edits: readonly FileEdit[];
  readonly monthlySaving: number | null;
  /** Ids of the fixes that are in. */
  readonly applied: readonly string[];
}

/**
 * Quick fixes for the findings that touch `range`, preferred first. `safeFixes` are the safe fixes of the whole file,
 * priced together: offered beside them when there are several.
 */
export function getCodeActions(
  analysis: Analysis,
  uri: string,
  range: Range,
  safeFixes: SafeFixes | null = null,
): CodeAction[] {
  const sources = sourcesOf(analysis);
  const { currency } = analysis.environment;
  const findings = findingsIn(analysis, uri).filter((finding) =>
    touches(sources.range(uri, finding.span), range),
  );
  const unstated = analysis.deployments.filter(
    (one) =>
      one.deployment.uri === uri &&
      lacksRate(one) &&
      (findings.some(({ deploymentId }) => deploymentId === one.deployment.id) ||
        touches(sources.range(uri, one.deployment.nameSpan), range)),
  );
  return [
    ...findings.flatMap((finding) => fixActions(finding, sources, currency)),
    ...(safeFixes === null || safeFixes.applied.length < 2 || findings.length === 0
      ? []
      : [allSafeFixes(safeFixes, sources, currency)]),
    ...unstated.slice(0, 1).flatMap((one) => stateWorkload(one, analysis, sources)),
    ...findings
      .filter(({ deploymentId }) => deploymentId !== null)
      .map((finding) => ignore(finding, sources)),
  ];
}

function fixActions(finding: Finding, sources: Sources, currency: Currency): CodeAction[] {
  const diagnostics = [toDiagnostic(finding, sources)];
  if (finding.fixes.length === 0) {
    return [
      {
        title: `No automatic fix for ${finding.code}`,
        kind: 'quickfix',
        diagnostics,
        disabled: { reason: `A person has to decide this. ${finding.message}` },
      },
    ];
  }
  return finding.fixes.map((fix, index) => ({
    title: fixTitle(fix, finding, currency),
    kind: 'quickfix',
    diagnostics,
    isPreferred: index === 0,
    edit: toWorkspaceEdit(fix.edits, sources),
  }));
}

const LONGEST_TRADE_OFF = 48;

/** "Quantize to FP8 (saves $2,310/mo, −0.3 points of accuracy)"; longer trade-offs are told elsewhere. */
function fixTitle(fix: Fix, { tradeOffs }: Finding, currency: Currency): string {
  const [tradeOff] = tradeOffs.filter(({ length }) => length <= LONGEST_TRADE_OFF);
  const effects = [
    formatSaving(fix.monthlySaving, currency),
    tradeOff?.replace(/\.$/, ''),
    fix.needs === null ? undefined : 'needs a step by hand',
  ];
  return `${fix.title} (${effects.filter((part) => part !== undefined).join(', ')})`;
}

function allSafeFixes(fixes: SafeFixes, sources: Sources, currency: Currency): CodeAction {
  const saving = formatSaving(fixes.monthlySaving, currency);
  return {
    title: `Apply all safe fixes (${saving} together)`,
    kind: 'quickfix',
    edit: toWorkspaceEdit(fixes.edits, sources),
  };
}

/** Nothing where a comment cannot stand. */
function stateWorkload(
  one: DeploymentAnalysis,
  analysis: Analysis,
  sources: Sources,
): readonly CodeAction[] {
  const proposal = stateWorkloadEdits(analysis, one);
  if ('refused' in proposal) return [];
  const title = 'State the workload here, in a comment';
  return [{ title, kind: 'quickfix', edit: toWorkspaceEdit(proposal.edits, sources) }];
}

function ignore(finding: Finding, sources: Sources): CodeAction {
  const { uri, deploymentId, code } = finding;
  const title = `Ignore ${code} for this deployment…`;
  return {
    title,
    kind: 'quickfix',
    diagnostics: [toDiagnostic(finding, sources)],
    command: commandTo('ignoreFinding', title, { uri, deploymentId, code }),
  };
}

/** Lines decide: a cursor anywhere on the line of a value reaches its fixes. */
function touches(a: Range, b: Range): boolean {
  return a.start.line <= b.end.line && b.start.line <= a.end.line;
}
