import { csvText, type Cell } from '../report/csvText.ts';
import type { Paint } from '../report/text.ts';
import type { ChangedDeployment } from './commitCost.ts';
import { renderHistoryMarkdown } from './historyMarkdown.ts';
import type { History, HistoryCommit } from './historyModel.ts';
import { renderHistoryText } from './historyText.ts';
import { unreadWords } from './historyWords.ts';

export const historyFormats = ['text', 'markdown', 'csv', 'json'] as const;

/** The history in one of its formats; ends with a line break. */
export function renderHistory(
  history: History,
  format: (typeof historyFormats)[number],
  paint?: Paint,
): string {
  switch (format) {
    case 'text':
      return renderHistoryText(history, paint);
    case 'markdown':
      return renderHistoryMarkdown(history);
    case 'csv':
      return csv(history);
    case 'json':
      return `${JSON.stringify(history, null, 2)}\n`;
  }
}

/** Titles and cells. Money has its currency in the title, so that two of them never get into one column. */
const columns: Readonly<Record<string, (one: HistoryCommit, history: History) => Cell>> = {
  commit: ({ commit }) => commit,
  date: ({ date }) => date,
  subject: ({ subject }) => subject,
  deployments: ({ deployments }) => deployments,
  monthly_min_CURRENCY: ({ monthly }) => monthly.min,
  monthly_expected_CURRENCY: ({ monthly }) => monthly.expected,
  monthly_max_CURRENCY: ({ monthly }) => monthly.max,
  lower_bound: ({ monthly }) => monthly.lowerBound,
  delta_CURRENCY: ({ delta }) => delta,
  added: ({ changed }) => namesOf(changed, 'added'),
  removed: ({ changed }) => namesOf(changed, 'removed'),
  changed: ({ changed }) => namesOf(changed, 'changed'),
  unread: ({ unread }) => unread.map(unreadWords).join('; '),
  currency: (_one, { currency }) => currency,
  prices_as_of: (_one, { prices }) => prices.asOf,
  prices_id: (_one, { prices }) => prices.id,
};

function csv(history: History): string {
  const currency = history.currency.toLowerCase();
  const titles = Object.keys(columns).map((title) => title.replace('CURRENCY', currency));
  const rows = history.commits.map((one) =>
    Object.values(columns).map((cell) => cell(one, history)),
  );
  return csvText([titles, ...rows]);
}

function namesOf(
  changed: readonly ChangedDeployment[],
  change: ChangedDeployment['change'],
): string {
  return changed
    .filter((one) => one.change === change)
    .map(({ name }) => name)
    .join('; ');
}
