import { formatMonthly, formatQuantity, shownIn } from '../report/format.ts';
import type { Report } from '../report/reportModel.ts';
import {
  basisText,
  inReturnText,
  jointSavingText,
  largestSavings,
  problemsOf,
  summaryRows,
  totalText,
} from '../report/summary.ts';
import { visibleText } from '../text/visibleText.ts';

const MOST_SAVINGS = 5;
const MOST_PROBLEMS = 5;

/** The report in a few lines of Markdown: the month, the dearest deployments, the largest savings, what is wrong. */
export function shortReport(report: Report, most: number): string {
  const skipped = report.skipped.length;
  return [
    `${totalText(report)} for ${basisText(report)}.`,
    deployments(report, most),
    savings(report),
    problems(report),
    skipped === 0
      ? ''
      : `${formatQuantity(skipped, 'file or object', 'files or objects')} skipped.`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function deployments(report: Report, most: number): string {
  const rows = summaryRows(report).toSorted(
    (a, b) => (b.deployment.monthly.expected ?? 0) - (a.deployment.monthly.expected ?? 0),
  );
  const lines = rows.slice(0, most).map(({ deployment, hardware, monthly, unitCost, busy }) => {
    const { name, file, line, performance } = deployment;
    const facts = [monthly, visibleText(hardware), unitCost, busyWords(busy)];
    const slow = performance.meetsSlo === false ? ['misses its latency objective'] : [];
    return `- ${visibleText(`${name} (${file}:${line})`)}: ${[...facts, ...slow].join(' · ')}`;
  });
  const more = rows.length - lines.length;
  return [...lines, ...(more > 0 ? [`- and ${more} more, in the total`] : [])].join('\n');
}

function busyWords(busy: string): string {
  return busy.endsWith('%') ? `${busy} busy` : busy;
}

function savings(report: Report): string {
  const all = largestSavings(report);
  if (all.length === 0) return '';
  const currency = shownIn(report.currency);
  const lines = all.slice(0, MOST_SAVINGS).map((saving) => {
    const { deployment, finding, fix } = saving;
    const price = inReturnText(saving);
    return (
      `- ${formatMonthly(fix.monthlySaving, currency)}: ` +
      visibleText(`${fix.title}, ${deployment.name} (${finding.code})`) +
      (price === '' ? '' : `. In return: ${visibleText(price)}`)
    );
  });
  const joint = jointSavingText(report);
  const together = joint === null ? '' : `; all preferred ones together save ${joint}`;
  return `Savings, each on its own${together}:\n${lines.join('\n')}`;
}

function problems(report: Report): string {
  const all = problemsOf(report);
  if (all.length === 0) return '';
  const lines = all
    .slice(0, MOST_PROBLEMS)
    .map(
      ({ severity, code, file, line, message }) =>
        `- ${severity} ${code} ${visibleText(`${file}:${line}: ${message}`)}`,
    );
  const more = all.length - lines.length;
  return `Problems:\n${[...lines, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n')}`;
}
