import { budgetLabel, budgetWords } from '../budgetWords.ts';
import { shownIn } from '../format.ts';
import type { BudgetReport, FindingReport, Report } from '../reportModel.ts';
import { summaryRows, type SummaryRow } from '../summary.ts';
import { findingCase } from './findingCase.ts';
import { renderJunit, type JunitCase } from './junit.ts';
import { limitCases, type HeldLimit } from './limitCase.ts';

/**
 * The report as test cases: budgets, the month of each deployment (skipped where it has no price), and findings. What fails is
 * what is an error: a broken policy, a limit, and what cannot run.
 */
export function renderReportJunit(report: Report, limit: HeldLimit | null): string {
  const exceeded = new Set(report.budgets.filter(({ isExceeded }) => isExceeded).map(placeOf));
  const isOfBudget = (finding: FindingReport): boolean =>
    finding.code === 'policy-budget' && exceeded.has(placeOf(finding));
  return renderJunit([
    {
      name: 'budgets',
      cases: [...limitCases(limit), ...report.budgets.map((budget) => budgetCase(budget, report))],
    },
    {
      name: 'files',
      cases: report.findings
        .filter((finding) => !isOfBudget(finding))
        .map((finding) => findingCase(finding, finding.file)),
    },
    ...summaryRows(report).map((row) => ({
      name: row.deployment.name,
      cases: [
        monthCase(row),
        ...row.deployment.findings.map((finding) => findingCase(finding, row.deployment.id)),
      ],
    })),
  ]);
}

/** By it a finding is found that says that the budget is exceeded. */
function placeOf({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${file}:${line}`;
}

function budgetCase(budget: BudgetReport, { findings, currency }: Report): JunitCase {
  const { file, line } = budget;
  const told = findings.find(
    (one) => one.code === 'policy-budget' && placeOf(one) === placeOf(budget),
  );
  const isBroken = budget.isExceeded && told?.severity === 'error';
  return {
    name: budgetLabel(budget),
    className: 'budgets',
    file,
    line,
    outcome: isBroken ? 'failed' : 'passed',
    type: 'policy-budget',
    words: isBroken ? told.message : budgetWords(budget, shownIn(currency)),
  };
}

function monthCase({ deployment, hardware, monthly }: SummaryRow): JunitCase {
  const isKnown = deployment.monthly.expected !== null;
  return {
    name: 'month',
    className: deployment.id,
    file: deployment.file,
    line: deployment.line,
    outcome: isKnown ? 'passed' : 'skipped',
    words: isKnown
      ? `${monthly} on ${hardware}`
      : `No price is known: ${deployment.missing.join(', ')}`,
  };
}
