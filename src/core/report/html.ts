import { checklistTotal, countsText } from './checklistReport.ts';
import { formatMonthly, formatPercent, shownIn } from './format.ts';
import { element, type Html, type HtmlContent } from './htmlElement.ts';
import { deploymentSection } from './htmlDeployment.ts';
import { htmlPage } from './htmlPage.ts';
import { htmlTable } from './htmlTable.ts';
import { figureCell, withCode } from './htmlText.ts';
import type { Report } from './reportModel.ts';
import { suppressedTexts } from './suppressedReport.ts';
import {
  basisText,
  groupTables,
  inReturnText,
  jointSavingText,
  largestSavings,
  problemsOf,
  summaryRows,
  totalText,
  trafficSplitTexts,
} from './summary.ts';

/** The report as one file without scripts or anything to load; made to be read, mailed and printed. */
export function renderHtml(report: Report): string {
  const title = `Serving cost: ${totalText(report)}`;
  return htmlPage(
    title,
    element('p', { class: 'quiet' }, `${basisText(report)} · report of ${report.date}`),
    report.remarks.map((remark) => element('p', {}, remark)),
    overview(report),
    groups(report),
    trafficSplitTexts(report).map((text) => element('p', {}, `${text}.`)),
    categories(report),
    savings(report),
    problems(report),
    checklist(report),
    report.deployments.length === 0 ? [] : element('h2', {}, 'Why'),
    report.deployments.map((one, index) =>
      deploymentSection(one, report.currency, sectionId(index)),
    ),
    suppressed(report),
    skipped(report),
  );
}

/** Where the overview leads to. */
function sectionId(index: number): string {
  return `deployment-${index + 1}`;
}

function overview(report: Report): Html {
  const rows = summaryRows(report);
  if (rows.length === 0) return element('p', {}, 'No serving deployments found.');
  return htmlTable(
    'Deployments',
    ['Deployment', 'Hardware', '-Monthly', '-Unit cost', '-Busy', '-Save up to'],
    rows.map(({ deployment, hardware, monthly, unitCost, busy, saving }, index) => [
      [
        element('a', { href: `#${sectionId(index)}` }, element('strong', {}, deployment.name)),
        element('br', {}),
        element('span', { class: 'quiet' }, `${deployment.file}:${deployment.line}`),
      ],
      hardware,
      figureCell(monthly),
      figureCell(unitCost),
      busy,
      saving,
    ]),
  );
}

function groups(report: Report): HtmlContent {
  return groupTables(report).map(({ title, rows }) =>
    htmlTable(
      title,
      ['Name', 'Deployments', '-Monthly'],
      rows.map(({ name, deployments, monthly }) => [name, deployments, figureCell(monthly)]),
    ),
  );
}

function categories(report: Report): HtmlContent {
  const currency = shownIn(report.currency);
  const known = report.categories.filter(({ share }) => share !== null);
  if (known.length === 0) return [];
  return htmlTable(
    'Where the money goes',
    ['Category', '-Monthly', '-Share', '-Usual', 'Why'],
    known.map(({ category, expected, share, usual, remark }) => [
      category,
      formatMonthly(expected, currency),
      formatPercent(share ?? 0),
      `${formatPercent(usual.from)}–${formatPercent(usual.to)}`,
      withCode(remark ?? 'as is usual'),
    ]),
  );
}

function savings(report: Report): HtmlContent {
  const all = largestSavings(report);
  if (all.length === 0) return [];
  const currency = shownIn(report.currency);
  const joint = jointSavingText(report);
  return [
    element('h2', {}, 'Suggestions'),
    joint === null ? [] : element('p', {}, `All preferred suggestions together save ${joint}.`),
    htmlTable(
      'Each on its own; they overlap',
      ['-Saves', 'Change', 'Where', 'In return'],
      all.map((saving) => [
        formatMonthly(saving.fix.monthlySaving, currency),
        [
          saving.fix.title,
          element('br', {}),
          element('span', { class: 'quiet' }, saving.finding.message),
        ],
        [
          saving.deployment.name,
          element('br', {}),
          element('span', { class: 'quiet' }, `${saving.finding.file}:${saving.finding.line}`),
        ],
        inReturnText(saving),
      ]),
    ),
  ];
}

function problems(report: Report): HtmlContent {
  const all = problemsOf(report);
  if (all.length === 0) return [];
  const items = all.map(({ severity, code, file, line, message }) =>
    element(
      'li',
      {},
      element('strong', {}, severity),
      ' ',
      element('code', {}, code),
      ` ${file}:${line}: ${message}`,
    ),
  );
  return [element('h2', {}, 'Problems'), element('ul', {}, items)];
}

function checklist({ checklist: items }: Report): HtmlContent {
  if (items.length === 0) return [];
  return [
    element('h2', {}, 'Checklist'),
    htmlTable(
      `Answered from the configs: ${checklistTotal(items)}`,
      ['Item', 'Answer', 'Deployments'],
      items.map((item) => [
        item.title,
        countsText(item),
        item.answers.map(({ name, status, note, file, line }) =>
          element(
            'div',
            status === 'missing' ? {} : { class: 'quiet' },
            `${name}: ${status === 'not-applicable' ? 'does not apply' : status}, ${note} (${file}:${line})`,
          ),
        ),
      ]),
    ),
  ];
}

function suppressed({ suppressed: all }: Report): HtmlContent {
  if (all.length === 0) return [];
  const items = suppressedTexts(all).map(({ text, of }) =>
    element('li', {}, `${text} (${of.file}:${of.line})`),
  );
  return [element('h2', {}, `Suppressed (${all.length})`), element('ul', {}, items)];
}

function skipped({ skipped: all }: Report): HtmlContent {
  if (all.length === 0) return [];
  const items = all.map(({ file, line, reason }) =>
    element('li', {}, `${line === null ? file : `${file}:${line}`}: ${reason}`),
  );
  return [element('h2', {}, 'Skipped'), element('ul', {}, items)];
}
