import { UNKNOWN } from '../report/format.ts';
import { table } from '../report/markdownParts.ts';
import { escapeMarkdown } from '../text/escapeMarkdown.ts';
import type { History, HistoryCommit } from './historyModel.ts';
import {
  basisWords,
  changedWords,
  cutWords,
  dayOf,
  deltaWords,
  monthWords,
  rangeWords,
  shortName,
  summaryWords,
  unreadWords,
} from './historyWords.ts';

/** The history as GitHub-flavoured Markdown, the newest commit first. Subjects and text of configs are inert. */
export function renderHistoryMarkdown(history: History): string {
  const { commits, currency } = history;
  const cut = cutWords(history);
  const sections = [
    `## Serving cost over time`,
    escapeMarkdown(summaryWords(history)),
    commits.length === 0
      ? ''
      : table(
          ['Commit', 'Date', 'Subject', '-Deployments', '-Month', '-Difference', 'What changed'],
          commits.map((one) => row(one, currency)),
        ),
    escapeMarkdown(basisWords(history)),
    cut === null ? '' : escapeMarkdown(cut),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function row(one: HistoryCommit, currency: string): readonly string[] {
  const range = rangeWords(one, currency);
  const month = monthWords(one, currency);
  const changes = [
    ...one.changed.map((deployment) => changedWords(deployment, currency)),
    ...one.unread.map(unreadWords),
  ];
  return [
    `\`${shortName(one.commit)}\``,
    dayOf(one.date),
    escapeMarkdown(one.subject),
    one.deployments === null ? UNKNOWN : String(one.deployments),
    [month, ...(range === null ? [] : [range])].map(escapeMarkdown).join('<br>'),
    escapeMarkdown(deltaWords(one, currency)),
    changes.map(escapeMarkdown).join('<br>'),
  ];
}
