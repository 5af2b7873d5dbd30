import type { Paint } from '../report/text.ts';
import { fitted, wrapped } from '../report/textColumns.ts';
import { visibleText } from '../text/visibleText.ts';
import type { History, HistoryCommit } from './historyModel.ts';
import {
  basisWords,
  changedWords,
  cutWords,
  dayOf,
  deltaWords,
  monthWords,
  shortName,
  sizeWords,
  summaryWords,
  unreadWords,
} from './historyWords.ts';

const WIDTH = 100;
const MOST_CHANGED = 8;
const MOST_UNREAD = 3;

/** The history for a terminal: lines of at most 100 columns, the newest commit first. */
export function renderHistoryText(history: History, paint: Paint = (_style, text) => text): string {
  const cut = cutWords(history);
  const sections = [
    paragraph(summaryWords(history))
      .map((line) => paint('bold', line))
      .join('\n'),
    paragraph(basisWords(history)).join('\n'),
    history.commits.map((one) => commit(one, history.currency, paint)).join('\n'),
    cut === null ? '' : paragraph(cut).join('\n'),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function commit(one: HistoryCommit, currency: string, paint: Paint): string {
  const delta = fitted(deltaWords(one, currency), 22, false);
  const style = one.delta === null || one.delta === 0 ? 'dim' : one.delta > 0 ? 'yellow' : 'green';
  const head = [
    fitted(dayOf(one.date), 10, false),
    shortName(one.commit),
    fitted(monthWords(one, currency), 16, true),
    paint(style, delta),
    beginning(visibleText(one.subject), 36),
  ];
  return [head.join('  ').trimEnd(), ...details(one, currency)].join('\n');
}

function details(one: HistoryCommit, currency: string): readonly string[] {
  const changed = one.changed
    .slice(0, MOST_CHANGED)
    .map((deployment) => changedWords(deployment, currency));
  const size = sizeWords(one, currency);
  const parts = [
    ...(size === null ? [] : [size]),
    ...changed,
    ...more(one.changed.length, MOST_CHANGED),
  ];
  const unread = [
    ...one.unread.slice(0, MOST_UNREAD).map(unreadWords),
    ...more(one.unread.length, MOST_UNREAD).map((words) => `${words} that were not read`),
  ];
  return [parts.join('; '), ...unread].flatMap((words) =>
    wrapped(visibleText(words), WIDTH - 12).map((line) => `${' '.repeat(12)}${line}`),
  );
}

function more(count: number, most: number): readonly string[] {
  return count > most ? [`and ${count - most} more`] : [];
}

/** As much of a sentence as there is room for. */
function beginning(text: string, width: number): string {
  const [line = '', ...rest] = wrapped(text, width - 1);
  return rest.length === 0 ? line : `${line}…`;
}

function paragraph(words: string): readonly string[] {
  return wrapped(visibleText(words), WIDTH);
}
