import { escapeMarkdown } from '../text/escapeMarkdown.ts';
import { checklistTotal, countsText } from './checklistReport.ts';
import { courseTexts } from './demandText.ts';
import { formatInput, formatMonthly, shownIn } from './format.ts';
import { fileLinks, table, type FileLink } from './markdownParts.ts';
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

const MOST_SAVINGS = 5;
const MOST_NAMES = 5;

/** The report for pull requests and documents (GitHub-flavoured Markdown). Text of configs is inert. */
export function renderMarkdown(report: Report, links?: string): string {
  const link = fileLinks(links);
  const sections = [
    `# Serving cost: ${escapeMarkdown(totalText(report))}`,
    escapeMarkdown(basisText(report)),
    report.remarks.map((remark) => `- ${escapeMarkdown(remark)}`).join('\n'),
    deployments(report, link),
    missing(report, link),
    groups(report),
    trafficSplitTexts(report)
      .map((text) => `- ${escapeMarkdown(text)}`)
      .join('\n'),
    savings(report, link),
    problems(report, link),
    course(report, link),
    checklist(report, link),
    assumptions(report),
    suppressed(report, link),
    skipped(report),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function deployments(report: Report, link: FileLink): string {
  const rows = summaryRows(report);
  if (rows.length === 0) return 'No serving deployments found.';
  return table(
    ['Deployment', 'Hardware', '-Monthly', '-Unit cost', '-Busy', '-Save up to'],
    rows.map(({ deployment, hardware, monthly, unitCost, busy, saving }) => [
      link(deployment.name, deployment),
      ...[hardware, monthly, unitCost, busy, saving].map(escapeMarkdown),
    ]),
  );
}

/** Why a price is not known, or what of it. */
function missing(report: Report, link: FileLink): string {
  return report.deployments
    .filter((deployment) => deployment.missing.length > 0)
    .map(
      (deployment) =>
        `- ${link(deployment.name, deployment)}, not in the total: ${escapeMarkdown(deployment.missing.join(', '))}`,
    )
    .join('\n');
}

function groups(report: Report): string {
  return groupTables(report)
    .map(({ title, rows }) =>
      table(
        [title, 'Deployments', '-Monthly'],
        rows.map(({ name, deployments, monthly }) =>
          [name, deployments, monthly].map(escapeMarkdown),
        ),
      ),
    )
    .join('\n\n');
}

function savings(report: Report, link: FileLink): string {
  const all = largestSavings(report);
  if (all.length === 0) return '';
  const currency = shownIn(report.currency);
  const joint = jointSavingText(report);
  const together =
    joint === null ? '' : `\n\nAll preferred suggestions together: ${escapeMarkdown(joint)}.`;
  const lines = all.slice(0, MOST_SAVINGS).map((saving) => {
    const { deployment, finding, fix } = saving;
    const amount = escapeMarkdown(formatMonthly(fix.monthlySaving, currency));
    const place = link(`${finding.file}:${finding.line}`, finding);
    const price = escapeMarkdown(inReturnText(saving));
    const inReturn = price === '' ? '' : ` In return: ${price}.`;
    return `- **${amount}** ${escapeMarkdown(`${fix.title}: ${deployment.name}`)} (${place}).${inReturn}`;
  });
  return `## Largest savings\n\n${lines.join('\n')}${together}`;
}

function problems(report: Report, link: FileLink): string {
  const all = problemsOf(report);
  if (all.length === 0) return '';
  const lines = all.map((finding) => {
    const place = link(`${finding.file}:${finding.line}`, finding);
    return `- ${finding.severity} \`${finding.code}\` ${place}: ${escapeMarkdown(finding.message)}`;
  });
  return `## Problems\n\n${lines.join('\n')}`;
}

/** Deployments whose week is not all answered in time. */
function course(report: Report, link: FileLink): string {
  const lines = report.deployments.flatMap((deployment) => {
    const texts = courseTexts(deployment.autoscaling, deployment.coldStart);
    return texts.length === 0
      ? []
      : [`- ${link(deployment.name, deployment)}: ${escapeMarkdown(texts.join(', '))}`];
  });
  return lines.length === 0 ? '' : `## Over a week\n\n${lines.join('\n')}`;
}

function assumptions(report: Report): string {
  const rows = report.deployments.flatMap(({ name, assumptions: inputs }) =>
    inputs.map(({ field, value, unit, from }) =>
      [name, field, formatInput(value, unit, shownIn(report.currency)), from].map(escapeMarkdown),
    ),
  );
  if (rows.length === 0) return '';
  const content = table(['Deployment', 'Input', '-Value', 'From'], rows);
  return `<details><summary>Assumptions (${rows.length})</summary>\n\n${content}\n\n</details>`;
}

function checklist(report: Report, link: FileLink): string {
  if (report.checklist.length === 0) return '';
  const content = table(
    ['Item', '-Done', 'Missing'],
    report.checklist.map((item) => {
      const open = item.answers
        .filter(({ status }) => status === 'missing')
        .map((one) => `${link(one.name, one)}: ${escapeMarkdown(one.note)}`);
      const more = open.length > MOST_NAMES ? [`and ${open.length - MOST_NAMES} more`] : [];
      const shown = [...open.slice(0, MOST_NAMES), ...more];
      return [escapeMarkdown(item.title), countsText(item), shown.join('<br>')];
    }),
  );
  return `<details><summary>Checklist (${checklistTotal(report.checklist)})</summary>\n\n${content}\n\n</details>`;
}

function suppressed({ suppressed: all }: Report, link: FileLink): string {
  if (all.length === 0) return '';
  const lines = suppressedTexts(all).map(
    ({ text, of }) => `- ${escapeMarkdown(text)} (${link(`${of.file}:${of.line}`, of)})`,
  );
  return `<details><summary>Suppressed (${all.length})</summary>\n\n${lines.join('\n')}\n\n</details>`;
}

function skipped({ skipped: all }: Report): string {
  if (all.length === 0) return '';
  const lines = all.map(({ file, line, reason }) => {
    const place = line === null ? file : `${file}:${line}`;
    return `- ${escapeMarkdown(`${place}: ${reason}`)}`;
  });
  return `<details><summary>Skipped (${all.length})</summary>\n\n${lines.join('\n')}\n\n</details>`;
}
