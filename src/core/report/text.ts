import { visibleText } from '../text/visibleText.ts';
import { checklistTotal, openItems } from './checklistReport.ts';
import { courseTexts } from './demandText.ts';
import { formatMonthly, shownIn } from './format.ts';
import type { FindingReport, Report } from './reportModel.ts';
import { suppressedTexts } from './suppressedReport.ts';
import { fitted, lengthOf, wrapped } from './textColumns.ts';
import {
  basisText,
  groupTables,
  jointSavingText,
  largestSavings,
  problemsOf,
  summaryRows,
  totalText,
  trafficSplitTexts,
  type SummaryRow,
} from './summary.ts';

export type TextStyle = 'bold' | 'dim' | 'green' | 'yellow' | 'red';

/** Puts a style around text; the default leaves it as it is. */
export type Paint = (style: TextStyle, text: string) => string;

const WIDTH = 100;
const GAP = '  ';
const MOST_SAVINGS = 5;
const MOST_PROBLEMS = 10;
const MOST_SKIPPED = 20;

/** The month, and what it rests on: on the same line where there is room. */
function total(report: Report, paint: Paint): string {
  const month = `Total ${totalText(report)}`;
  const basis = basisText(report);
  const isShort = lengthOf(`${month} · ${basis}`) <= WIDTH;
  return isShort
    ? `${paint('bold', month)} · ${basis}`
    : [paint('bold', month), ...wrapped(basis, WIDTH)].join('\n');
}

/** The report for a terminal: lines of at most 100 columns. */
export function renderText(report: Report, paint: Paint = (_style, text) => text): string {
  const sections = [
    table(report, paint),
    total(report, paint),
    remarks(report),
    missing(report, paint),
    groups(report, paint),
    trafficSplitTexts(report)
      .flatMap((text) => wrapped(visibleText(text), WIDTH))
      .join('\n'),
    savings(report, paint),
    problems(report, paint),
    course(report, paint),
    checklist(report, paint),
    suppressed(report, paint),
    skipped(report, paint),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

const columns: readonly {
  readonly title: string;
  readonly width: number;
  readonly right: boolean;
  readonly cell: (row: SummaryRow) => string;
}[] = [
  { title: 'Deployment', width: 28, right: false, cell: (row) => row.deployment.name },
  {
    title: 'Hardware',
    width: 22,
    right: false,
    cell: (row) => row.hardware.replace(/ worker$/, ''),
  },
  { title: 'Monthly', width: 26, right: true, cell: (row) => row.monthly.replace('/mo', '') },
  { title: 'Unit cost', width: 18, right: true, cell: (row) => row.shortUnitCost },
  {
    title: 'Busy',
    width: 6,
    right: true,
    cell: (row) => row.busy.replace('does not fit', 'no fit'),
  },
  { title: 'Save', width: 8, right: true, cell: (row) => row.saving },
];

function table(report: Report, paint: Paint): string {
  const rows = summaryRows(report);
  if (rows.length === 0) return 'No serving deployments found.';
  const widths = columns.map(({ title, width, cell }) =>
    Math.min(width, Math.max(title.length, ...rows.map((row) => lengthOf(visibleText(cell(row)))))),
  );
  // Where all columns are at their widest, names give way.
  const excess = Math.max(0, sum(widths) + GAP.length * columns.length - WIDTH);
  widths[0] = Math.max(10, (widths[0] ?? 0) - excess);

  const line = (cells: readonly string[]): string =>
    columns
      .map(({ right }, index) => fitted(cells[index] ?? '', widths[index] ?? 0, right))
      .join(GAP)
      .trimEnd();
  const lines = [paint('dim', `${GAP}${line(columns.map(({ title }) => title))}`)];
  let file: string | null = null;
  for (const row of rows) {
    const { deployment } = row;
    if (deployment.file !== file) {
      file = deployment.file;
      lines.push(paint('dim', fitted(visibleText(file), WIDTH, false).trimEnd()));
    }
    lines.push(`${GAP}${line(columns.map(({ cell }) => visibleText(cell(row))))}`);
  }
  return lines.join('\n');
}

/** What has to be known of a report that was made of others. */
function remarks(report: Report): string {
  return report.remarks.flatMap((remark) => wrapped(visibleText(remark), WIDTH)).join('\n');
}

/** Why a price is not known, or what of it. */
function missing({ deployments }: Report, paint: Paint): string {
  const lines = deployments.flatMap(({ name, missing: reasons }) =>
    reasons.length === 0 ? [] : entry(`${name}: ${reasons.join(', ')}`),
  );
  return lines.length === 0 ? '' : [paint('bold', 'Not in the total'), ...lines].join('\n');
}

/** An entry of a list, wrapped with its further lines set in. */
function entry(text: string): readonly string[] {
  const [first = '', ...more] = wrapped(visibleText(text), WIDTH - 4);
  return [`${GAP}${first}`, ...more.map((rest) => `    ${rest}`)];
}

function groups(report: Report, paint: Paint): string {
  return groupTables(report)
    .map(({ title, rows }) => {
      const lines = rows.map(({ name, deployments, monthly }) => {
        const amount = fitted(monthly.replace('/mo', ''), 26, true);
        return `${GAP}${fitted(visibleText(name), 28, false)}${GAP}${amount}${GAP}${deployments}`;
      });
      return [paint('bold', title), ...lines].join('\n');
    })
    .join('\n\n');
}

function savings(report: Report, paint: Paint): string {
  const all = largestSavings(report);
  if (all.length === 0) return '';
  const currency = shownIn(report.currency);
  const lines = all.slice(0, MOST_SAVINGS).flatMap(({ deployment, finding, fix }) => {
    const amount = formatMonthly(fix.monthlySaving, currency).padStart(12);
    const place = `${deployment.name}, ${finding.file}:${finding.line}`;
    const [first = '', ...more] = wrapped(visibleText(`${fix.title} · ${place}`), WIDTH - 16);
    const indent = ' '.repeat(16);
    return [`${GAP}${paint('green', amount)}${GAP}${first}`, ...more.map((line) => indent + line)];
  });
  const joint = jointSavingText(report);
  const together = joint === null ? '' : ` (all together ${joint})`;
  return [paint('bold', `Largest savings${together}`), ...lines].join('\n');
}

function problems(report: Report, paint: Paint): string {
  const all = problemsOf(report);
  if (all.length === 0) return '';
  const lines = all.slice(0, MOST_PROBLEMS).flatMap((finding) => problemLines(finding, paint));
  const hidden = all.length - MOST_PROBLEMS;
  return [
    paint('bold', 'Problems'),
    ...lines,
    ...(hidden > 0 ? [`${GAP}and ${hidden} more`] : []),
  ].join('\n');
}

function problemLines(finding: FindingReport, paint: Paint): readonly string[] {
  const place = visibleText(`${finding.file}:${finding.line}`);
  const style = finding.severity === 'error' ? 'red' : 'yellow';
  return [
    `${GAP}${paint(style, `${finding.severity} ${finding.code}`)} ${place}`,
    ...wrapped(visibleText(finding.message), WIDTH - 4).map((line) => `    ${line}`),
  ];
}

/** Deployments whose week is not all answered in time. */
function course({ deployments }: Report, paint: Paint): string {
  const lines = deployments.flatMap(({ name, autoscaling, coldStart }) => {
    const texts = courseTexts(autoscaling, coldStart);
    return texts.length === 0 ? [] : entry(`${name}: ${texts.join(', ')}`);
  });
  return lines.length === 0 ? '' : [paint('bold', 'Over a week'), ...lines].join('\n');
}

/** What is missing, in few lines; the other formats go through all of it. */
function checklist(report: Report, paint: Paint): string {
  if (report.checklist.length === 0) return '';
  const head = `${paint('bold', 'Checklist')} ${checklistTotal(report.checklist)}`;
  const words = openItems(report).map(({ title, missing }) => `${title} (${missing})`);
  if (words.length === 0) return head;
  const lines = wrapped(`Missing: ${words.join(', ')}`, WIDTH - GAP.length);
  return [head, ...lines.map((line) => GAP + line)].join('\n');
}

function suppressed({ suppressed: all }: Report, paint: Paint): string {
  if (all.length === 0) return '';
  const lines = suppressedTexts(all).map(({ text, of }) => `${text} (${of.file}:${of.line})`);
  return [
    paint('dim', `Suppressed ${all.length}`),
    ...lines.slice(0, MOST_PROBLEMS).flatMap((line) => {
      const [first = '', ...more] = wrapped(visibleText(line), WIDTH - 4);
      return [`${GAP}${first}`, ...more.map((rest) => `    ${rest}`)];
    }),
    ...(lines.length > MOST_PROBLEMS ? [`${GAP}and ${lines.length - MOST_PROBLEMS} more`] : []),
  ].join('\n');
}

function skipped({ skipped: all }: Report, paint: Paint): string {
  if (all.length === 0) return '';
  const lines = all.slice(0, MOST_SKIPPED).flatMap(({ file, line, reason }) => {
    const place = line === null ? file : `${file}:${line}`;
    return entry(`${place}: ${reason}`);
  });
  const hidden = all.length - MOST_SKIPPED;
  return [
    paint('dim', `Skipped ${all.length}`),
    ...lines,
    ...(hidden > 0 ? [`${GAP}and ${hidden} more`] : []),
  ].join('\n');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
