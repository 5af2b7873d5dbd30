import { table, type FileLink } from '../report/markdownParts.ts';
import { escapeMarkdown } from '../text/escapeMarkdown.ts';
import type { Review, ReviewedDeployment } from './reviewModel.ts';
import { detailWords, monthWords, movedDeployments, movedWords } from './reviewWords.ts';

/** Rows that are seen without a click. */
const MOST_ROWS = 20;

const titles = ['Deployment', '', '-Before', '-After', '-Difference', 'What changed'] as const;

/** The deployments that differ, the largest difference first; those of one name with their files. */
export function markdownDeployments(review: Review, link: FileLink): string {
  const moved = movedDeployments(review);
  if (moved.length === 0) return '';
  const names = moved.map(({ name }) => name);
  const rows = moved.map((one) => {
    const isAlone = names.indexOf(one.name) === names.lastIndexOf(one.name);
    return row(one, review.currency, link, isAlone);
  });
  const rest = rows.slice(MOST_ROWS);
  const first = table(titles, rows.slice(0, MOST_ROWS));
  return rest.length === 0
    ? first
    : `${first}\n\n${folded(`${rest.length} more`, table(titles, rest))}`;
}

function row(
  one: ReviewedDeployment,
  currency: string,
  link: FileLink,
  isAlone: boolean,
): readonly string[] {
  const name = one.change === 'removed' ? escapeMarkdown(one.name) : link(one.name, one);
  return [
    isAlone ? name : `${name}<br>${escapeMarkdown(one.file)}`,
    one.change,
    one.change === 'added' ? '' : escapeMarkdown(monthWords(one, one.before, currency)),
    one.change === 'removed' ? '' : escapeMarkdown(monthWords(one, one.after, currency)),
    `**${escapeMarkdown(movedWords(one, currency))}**`,
    detailWords(one, currency).map(escapeMarkdown).join('<br>'),
  ];
}

/** What is seen with a click; `title` is no text of a config. */
export function folded(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}
