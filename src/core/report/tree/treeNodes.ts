import type { DeploymentAnalysis } from '../../analysis.ts';
import { isLowerBound, total } from '../../cost/total.ts';
import {
  busyText,
  hardwareText,
  largestSaving,
  monthlyText,
  unitCostText,
} from '../../features/headline.ts';
import type { Currency } from '../../model/environment.ts';
import type { Finding } from '../../model/finding.ts';
import { escapeMarkdown } from '../../text/escapeMarkdown.ts';
import { formatMonthly, formatQuantity } from '../format.ts';
import { relativePath } from '../relativePath.ts';
import type {
  AnalysedFolder,
  DeploymentState,
  ProblemCount,
  TreeDeployment,
  TreeProblem,
} from './treeModel.ts';

/** Findings that a tooltip repeats; the others are counted. */
const MOST_MESSAGES = 3;

export function problemCount(findings: readonly Pick<Finding, 'level'>[]): ProblemCount {
  const count = (level: Finding['level']): number =>
    findings.filter((finding) => finding.level === level).length;
  return { errors: count('error'), warnings: count('warning') };
}

/** `2 errors, 1 warning`; nothing when there are none. */
export function problemText({ errors, warnings }: ProblemCount): string {
  return [
    ...(errors > 0 ? [formatQuantity(errors, 'error')] : []),
    ...(warnings > 0 ? [formatQuantity(warnings, 'warning')] : []),
  ].join(', ');
}

export function deploymentNode(one: DeploymentAnalysis, folder: AnalysedFolder): TreeDeployment {
  const { deployment, estimate, findings } = one;
  const { currency } = folder.analysis.environment;
  const largest = largestSaving(findings)?.monthlySaving ?? null;
  const problems = problemText(problemCount(findings));
  const row = {
    name: deployment.name,
    file: relativePath(deployment.uri, folder.base),
    hardware: hardwareText(one),
    monthly: monthlyText(estimate, currency),
    saving: largest === null ? '' : formatMonthly(largest, currency),
  };
  const saving = row.saving === '' ? '' : `save up to ${row.saving}`;
  return {
    kind: 'deployment',
    id: deployment.id,
    label: deployment.name,
    description: `${row.monthly} · ${row.hardware}`,
    tooltip: tooltip([
      `**${escapeMarkdown(deployment.name)}** · ${escapeMarkdown(deployment.kind)}`,
      ...[
        row.file,
        [row.monthly, row.hardware].join(' · '),
        [unitCostText(estimate, currency) ?? '', busyText(estimate) ?? ''].filter(said).join(' · '),
        saving,
      ].map(escapeMarkdown),
      ...messages(findings),
    ]),
    spoken: [row.name, row.monthly, row.hardware, problems, saving].filter(said).join(', '),
    uri: deployment.uri,
    deploymentId: deployment.id,
    folder: folder.base,
    span: deployment.nameSpan,
    extent: deployment.span,
    state: stateOf(one, largest),
    canFix: findings.some(({ fixes }) => fixes.length > 0),
    row,
  };
}

function said(text: string): boolean {
  return text !== '';
}

function tooltip(lines: readonly string[]): string {
  return lines.filter(said).join('\n\n');
}

function messages(findings: readonly Finding[]): readonly string[] {
  const problems = (['error', 'warning'] as const).flatMap((level) =>
    findings.filter((finding) => finding.level === level),
  );
  const hidden = problems.length - MOST_MESSAGES;
  return [
    ...problems
      .slice(0, MOST_MESSAGES)
      .map(
        ({ level, message }) =>
          `${level === 'error' ? 'Error' : 'Warning'}: ${escapeMarkdown(message)}`,
      ),
    ...(hidden > 0 ? [`and ${hidden} more`] : []),
  ];
}

function stateOf(
  { estimate, findings }: DeploymentAnalysis,
  largest: number | null,
): DeploymentState {
  const { errors, warnings } = problemCount(findings);
  if (errors > 0) return 'error';
  if (warnings > 0) return 'warning';
  if (estimate.monthly === null) return 'unpriced';
  return largest === null ? 'plain' : 'saving';
}

/** What a group says of its members. */
export function groupTexts(
  label: string,
  members: readonly DeploymentAnalysis[],
  currency: Currency,
): { readonly description: string; readonly tooltip: string; readonly spoken: string } {
  const estimates = members.map(({ estimate }) => estimate);
  const lowerBound = isLowerBound(estimates);
  const monthly = monthlyText({ monthly: total(estimates), lowerBound, candidates: [] }, currency);
  const problems = problemText(problemCount(members.flatMap(({ findings }) => findings)));
  const count = formatQuantity(members.length, 'deployment');
  return {
    description: monthly,
    tooltip: tooltip([
      `**${escapeMarkdown(label)}**`,
      escapeMarkdown(`${monthly} · ${count}`),
      problems,
    ]),
    spoken: [label, monthly, count, problems].filter(said).join(', '),
  };
}

/** Budgets that are exceeded, and mistakes in assumptions files: what no deployment stands for. */
export function problemNodes({ analysis, base }: AnalysedFolder): readonly TreeProblem[] {
  const findings = [...analysis.findings, ...analysis.files.flatMap((file) => file.findings)];
  return findings.flatMap(({ code, level, message, uri, span }, index): TreeProblem[] => {
    if (level === 'information') return [];
    const file = relativePath(uri, base);
    return [
      {
        kind: 'problem',
        id: `${uri}#${code}/${index}`,
        label: message,
        description: file,
        tooltip: tooltip([escapeMarkdown(message), escapeMarkdown(file)]),
        spoken: `${level === 'error' ? 'Error' : 'Warning'}: ${message}`,
        uri,
        span,
        level,
      },
    ];
  });
}
