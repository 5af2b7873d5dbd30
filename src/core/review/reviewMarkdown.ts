import { formatMonthlyDifference, formatMonthly, shownIn, UNKNOWN } from '../report/format.ts';
import { fileLinks, table, type FileLink } from '../report/markdownParts.ts';
import { escapeMarkdown } from '../text/escapeMarkdown.ts';
import { pricesWords } from './causeWords.ts';
import { exceededWords, type HeldReview } from './heldReview.ts';
import { folded, markdownDeployments } from './markdownDeployments.ts';
import type { Review, ReviewedFinding } from './reviewModel.ts';
import {
  basisWords,
  changeWords,
  countWords,
  differenceWords,
  findingsTitle,
  lineWords,
  monthsWords,
  movedDeployments,
  runWords,
} from './reviewWords.ts';

/** By this, an earlier comment is found again, so that it can be replaced. */
const commentMark = '<!-- serving-cost-review -->';

const MOST_LINES = 20;

/** The review as a comment on a pull request (GitHub-flavoured Markdown). Text of configs is inert. */
export function renderReviewMarkdown(review: Review, held: HeldReview, links?: string): string {
  const exceeded = exceededWords(held);
  const link = fileLinks(links);
  const prices = pricesWords(review);
  const sections = [
    `${commentMark}\n## Serving cost: ${escapeMarkdown(changeWords(review))}`,
    exceeded === null ? '' : `**${escapeMarkdown(exceeded)}**`,
    escapeMarkdown(`${monthsWords(review)}; ${countWords(review)}`),
    prices === null ? '' : escapeMarkdown(prices),
    markdownDeployments(review, link),
    teams(review),
    changedLines(review, link),
    findings('introduced', review.findings.introduced, link),
    findings('made worse', held.worsened, link),
    findings('resolved', review.findings.resolved, null),
    components(review),
    escapeMarkdown(basisWords(review)),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function teams({ byTeam, currency }: Review): string {
  const moved = byTeam.filter(({ delta }) => delta !== 0);
  if (moved.length === 0) return '';
  const money = shownIn(currency);
  return table(
    ['Team', '-Before', '-After', '-Difference'],
    moved.map(({ name, before, after, delta }) => [
      escapeMarkdown(name ?? 'not named'),
      ...[before, after].map((value) =>
        escapeMarkdown(value === null ? UNKNOWN : formatMonthly(value, money)),
      ),
      escapeMarkdown(differenceWords({ before, delta }, currency)),
    ]),
  );
}

function changedLines({ lines, currency }: Review, link: FileLink): string {
  if (lines === null || lines.length === 0) return '';
  const rows = lines
    .slice(0, MOST_LINES)
    .map((run) => [
      run.whole === 'removed' ? escapeMarkdown(run.file) : link(`${run.file}:${run.line}`, run),
      escapeMarkdown(lineWords(run)),
      escapeMarkdown(runWords(run)),
      escapeMarkdown(formatMonthlyDifference(run.delta, shownIn(currency))),
    ]);
  const more = lines.length > MOST_LINES ? `\n\nand ${lines.length - MOST_LINES} more` : '';
  return `### Lines that moved the total\n\n${table(['Place', 'Line', 'Edit', '-Difference'], rows)}${more}`;
}

/** `link` is null for what is not there any more. */
function findings(what: string, all: readonly ReviewedFinding[], link: FileLink | null): string {
  if (all.length === 0) return '';
  const lines = all.map(({ code, severity, message, file, line, deployment }) => {
    const words = `${file}:${line}`;
    const place = link === null ? escapeMarkdown(words) : link(words, { file, line });
    const name = deployment === null ? '' : ` ${escapeMarkdown(deployment)}:`;
    return `- ${severity} \`${code}\` ${place}:${name} ${escapeMarkdown(message)}`;
  });
  const title = findingsTitle(all.length, what);
  if (link === null) return folded(title, lines.join('\n'));
  const rest = lines.slice(MOST_LINES);
  const more = rest.length === 0 ? '' : `\n\n${folded(`${rest.length} more`, rest.join('\n'))}`;
  return `### ${title}\n\n${lines.slice(0, MOST_LINES).join('\n')}${more}`;
}

function components(review: Review): string {
  const money = shownIn(review.currency);
  const rows = movedDeployments(review).flatMap((one) =>
    one.components
      .filter(({ delta }) => delta !== 0)
      .map(({ name, category, before, after, delta }) =>
        [
          one.name,
          name,
          category,
          before === null ? UNKNOWN : formatMonthly(before, money),
          after === null ? UNKNOWN : formatMonthly(after, money),
          formatMonthlyDifference(delta, money),
        ].map(escapeMarkdown),
      ),
  );
  if (rows.length === 0) return '';
  const content = table(
    ['Deployment', 'Component', 'Category', '-Before', '-After', '-Difference'],
    rows,
  );
  return folded(`Components (${rows.length})`, content);
}
