import { formatMonthly, formatMonthlyDifference, shownIn, UNKNOWN } from '../report/format.ts';
import { element, type Html, type HtmlContent } from '../report/htmlElement.ts';
import { htmlPage } from '../report/htmlPage.ts';
import { htmlTable } from '../report/htmlTable.ts';
import { pricesWords } from './causeWords.ts';
import { exceededWords, type HeldReview } from './heldReview.ts';
import type { Review, ReviewedFinding } from './reviewModel.ts';
import {
  basisWords,
  countWords,
  detailWords,
  differenceWords,
  findingsTitle,
  headline,
  lineWords,
  monthWords,
  movedDeployments,
  movedWords,
  runWords,
} from './reviewWords.ts';

/** The review as one page to read, mail and print. */
export function renderReviewHtml(review: Review, held: HeldReview): string {
  const exceeded = exceededWords(held);
  const prices = pricesWords(review);
  return htmlPage(
    `Serving cost: ${headline(review)}`,
    element('p', { class: 'quiet' }, basisWords(review)),
    exceeded === null ? [] : element('p', {}, element('strong', {}, exceeded)),
    element('p', {}, countWords(review)),
    prices === null ? [] : element('p', {}, prices),
    deployments(review),
    teams(review),
    lines(review),
    findings('introduced', review.findings.introduced),
    findings('made worse', held.worsened),
    findings('resolved', review.findings.resolved),
    components(review),
  );
}

function month(value: number | null, currency: string): string {
  return value === null ? UNKNOWN : formatMonthly(value, shownIn(currency));
}

function quiet(text: string): HtmlContent {
  return [element('br', {}), element('span', { class: 'quiet' }, text)];
}

function deployments(review: Review): HtmlContent {
  const { currency } = review;
  const moved = movedDeployments(review);
  if (moved.length === 0) return [];
  return htmlTable(
    'Deployments that differ',
    ['Deployment', 'Change', '-Before', '-After', '-Difference', 'What changed'],
    moved.map((one) => [
      [element('strong', {}, one.name), quiet(`${one.file}:${one.line}`)],
      one.change,
      one.change === 'added' ? '' : monthWords(one, one.before, currency),
      one.change === 'removed' ? '' : monthWords(one, one.after, currency),
      element('strong', {}, movedWords(one, currency)),
      detailWords(one, currency).map((words) => element('div', {}, words)),
    ]),
  );
}

function teams({ byTeam, currency }: Review): HtmlContent {
  const moved = byTeam.filter(({ delta }) => delta !== 0);
  if (moved.length === 0) return [];
  return htmlTable(
    'By team',
    ['Team', '-Before', '-After', '-Difference'],
    moved.map((team) => [
      team.name ?? 'not named',
      month(team.before, currency),
      month(team.after, currency),
      differenceWords(team, currency),
    ]),
  );
}

function lines({ lines: all, currency }: Review): HtmlContent {
  if (all === null || all.length === 0) return [];
  return htmlTable(
    'Lines that moved the total',
    ['Place', 'Line', 'Edit', '-Difference'],
    all.map((run) => [
      `${run.file}:${run.line}`,
      run.whole === null ? element('code', {}, run.text) : lineWords(run),
      runWords(run),
      formatMonthlyDifference(run.delta, shownIn(currency)),
    ]),
  );
}

function findings(what: string, all: readonly ReviewedFinding[]): HtmlContent {
  if (all.length === 0) return [];
  return [
    element('h2', {}, findingsTitle(all.length, what)),
    element('ul', {}, all.map(findingItem)),
  ];
}

function findingItem(finding: ReviewedFinding): Html {
  const { code, severity, message, file, line, deployment } = finding;
  const name = deployment === null ? '' : `${deployment}: `;
  return element(
    'li',
    {},
    element('strong', {}, severity),
    ' ',
    element('code', {}, code),
    ` ${file}:${line}: ${name}${message}`,
  );
}

function components(review: Review): HtmlContent {
  const { currency } = review;
  const rows = movedDeployments(review).flatMap((one) =>
    one.components
      .filter(({ delta }) => delta !== 0)
      .map(({ name, category, before, after, delta }) => [
        one.name,
        `${name} (${category})`,
        month(before, currency),
        month(after, currency),
        formatMonthlyDifference(delta, shownIn(currency)),
      ]),
  );
  if (rows.length === 0) return [];
  return htmlTable(
    'Components that differ',
    ['Deployment', 'Component', '-Before', '-After', '-Difference'],
    rows,
  );
}
