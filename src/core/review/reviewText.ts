import { formatMonthlyDifference, shownIn } from '../report/format.ts';
import type { Paint } from '../report/text.ts';
import { fitted, wrapped } from '../report/textColumns.ts';
import { visibleText } from '../text/visibleText.ts';
import { pricesWords } from './causeWords.ts';
import { exceededWords, type HeldReview } from './heldReview.ts';
import type { Review, ReviewedDeployment, ReviewedFinding } from './reviewModel.ts';
import {
  countWords,
  detailWords,
  differenceWords,
  findingsTitle,
  headline,
  lineWords,
  monthWords,
  movedDeployments,
  movedWords,
} from './reviewWords.ts';

const WIDTH = 100;
const MOST_LINES = 10;
const MOST_FINDINGS = 20;

/** The review for a terminal: lines of at most 100 columns. */
export function renderReviewText(
  review: Review,
  held: HeldReview,
  paint: Paint = (_style, text) => text,
): string {
  const exceeded = exceededWords(held);
  const prices = pricesWords(review);
  const sections = [
    movedDeployments(review)
      .map((one) => deployment(one, review.currency, paint))
      .join('\n'),
    wrapped(visibleText(headline(review)), WIDTH)
      .map((line) => paint('bold', line))
      .join('\n'),
    [countWords(review), ...(prices === null ? [] : wrapped(visibleText(prices), WIDTH))].join(
      '\n',
    ),
    exceeded === null ? '' : wrapped(visibleText(exceeded), WIDTH).join('\n'),
    teams(review, paint),
    lines(review, paint),
    findings('introduced', review.findings.introduced, paint),
    findings('made worse', held.worsened, paint),
    findings('resolved', review.findings.resolved, paint),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

const marks = { added: '+', removed: '-', changed: '~', same: ' ' } as const;

function deployment(one: ReviewedDeployment, currency: string, paint: Paint): string {
  const month = (value: number | null): string => monthWords(one, value, currency);
  const style = (one.delta ?? 1) > 0 ? 'yellow' : 'green';
  const name = fitted(visibleText(one.name), 40, false);
  const amount = paint(style, movedWords(one, currency));
  const details = [
    ...(one.change === 'changed' && one.delta !== 0
      ? [`${month(one.before)} to ${month(one.after)}`]
      : []),
    ...detailWords(one, currency),
  ];
  return [
    `${marks[one.change]} ${name}  ${amount}`,
    ...indented(`${one.file}:${one.line}`),
    ...indented(details.join('; ')),
  ].join('\n');
}

function indented(text: string): readonly string[] {
  return wrapped(visibleText(text), WIDTH - 4).map((line) => `    ${line}`);
}

function teams({ byTeam, currency }: Review, paint: Paint): string {
  const moved = byTeam.filter(({ delta }) => delta !== 0);
  if (moved.length === 0) return '';
  const rows = moved.map(
    (group) =>
      `  ${fitted(visibleText(group.name ?? 'not named'), 28, false)}  ${differenceWords(group, currency)}`,
  );
  return [paint('bold', 'By team'), ...rows].join('\n');
}

function lines({ lines: all, currency }: Review, paint: Paint): string {
  if (all === null || all.length === 0) return '';
  const rows = all.slice(0, MOST_LINES).flatMap((run) => {
    const amount = formatMonthlyDifference(run.delta, shownIn(currency)).padStart(14);
    const place = fitted(visibleText(`${run.file}:${run.line}`), 40, false).trimEnd();
    return [
      `${amount}  ${place}`,
      ...wrapped(visibleText(lineWords(run)), WIDTH - 16)
        .slice(0, 1)
        .map((line) => `${' '.repeat(16)}${line}`),
    ];
  });
  const more = all.length > MOST_LINES ? [`  and ${all.length - MOST_LINES} more`] : [];
  return [paint('bold', 'Lines that moved the total'), ...rows, ...more].join('\n');
}

function findings(what: string, all: readonly ReviewedFinding[], paint: Paint): string {
  if (all.length === 0) return '';
  const rows = all
    .slice(0, MOST_FINDINGS)
    .flatMap(({ code, severity, message, file, line }) => [
      `  ${severity} ${code} ${visibleText(`${file}:${line}`)}`,
      ...indented(message),
    ]);
  const more = all.length > MOST_FINDINGS ? [`  and ${all.length - MOST_FINDINGS} more`] : [];
  return [paint('bold', findingsTitle(all.length, what)), ...rows, ...more].join('\n');
}
