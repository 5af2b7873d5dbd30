import { UNKNOWN } from '../report/format.ts';
import type { PanelHistory } from '../report/panelHistorySchema.ts';
import { historyChart } from './historyChart.ts';
import type { History } from './historyModel.ts';
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

/** How far the reading of a history has come. */
export interface HistoryProgress {
  readonly hasMore: boolean;
  /** Null when nothing is being done. */
  readonly progress: string | null;
}

/** The page of a history that nobody asked for yet. */
export const unreadHistory: PanelHistory = {
  summary: '',
  notes: [],
  chart: null,
  rows: [],
  hasMore: true,
  progress: null,
};

/** The history in words for the panel. */
export function getPanelHistory(
  history: History,
  { hasMore, progress }: HistoryProgress,
): PanelHistory {
  const { commits, currency } = history;
  const cut = hasMore ? null : cutWords(history);
  const isNothing = commits.length === 0;
  return {
    // That nothing was found is known when all was looked at.
    summary: isNothing && (hasMore || progress !== null) ? '' : summaryWords(history),
    notes: [...(isNothing ? [] : [basisWords(history)]), ...(cut === null ? [] : [cut])],
    chart: historyChart(history),
    rows: commits.map((one) => ({
      commit: one.commit,
      short: shortName(one.commit),
      date: dayOf(one.date),
      subject: one.subject,
      month: monthWords(one, currency),
      range: rangeWords(one, currency),
      difference: { text: deltaWords(one, currency), value: one.delta },
      deployments: one.deployments === null ? UNKNOWN : String(one.deployments),
      changes: [
        ...one.changed.map((deployment) => changedWords(deployment, currency)),
        ...one.unread.map(unreadWords),
      ],
    })),
    hasMore,
    progress,
  };
}
