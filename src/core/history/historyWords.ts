import {
  formatMonthly,
  formatMonthlyDifference,
  formatMonthlyRange,
  formatQuantity,
  isSpread,
  shownIn,
} from '../report/format.ts';
import { differenceWords } from '../review/reviewWords.ts';
import type { ChangedDeployment } from './commitCost.ts';
import type { History, HistoryCommit } from './historyModel.ts';

/** Signs of a commit's name that people tell commits apart by. */
export function shortName(commit: string): string {
  return commit.slice(0, 8);
}

/** The first paragraph of a commit's message on one line, as git has it. */
export function subjectOf(message: string): string {
  const [paragraph = ''] = message.replace(/^\s+/, '').split(/\n[^\S\n]*\n/);
  return paragraph.trim().replace(/\s*\n\s*/g, ' ');
}

/** `2026-11-20`, of a commit without a date `no date`. */
export function dayOf(date: string): string {
  return date === '' ? 'no date' : date.slice(0, 10);
}

const notKnown = 'not known';

/** `≥ $8,140/mo`; `not known`. */
export function monthWords({ monthly }: HistoryCommit, currency: string): string {
  const { expected, lowerBound } = monthly;
  return expected === null ? notKnown : formatMonthly(expected, shownIn(currency), lowerBound);
}

/** `$6,000–9,000/mo`; null where it is one figure. */
export function rangeWords({ monthly }: HistoryCommit, currency: string): string | null {
  const { min, expected, max, lowerBound } = monthly;
  if (min === null || expected === null || max === null) return null;
  const range = { min, expected, max };
  return isSpread(range, shownIn(currency))
    ? formatMonthlyRange(range, shownIn(currency), lowerBound)
    : null;
}

/** `+$1,240/mo (+18%)`; `no difference`; `not known`. */
export function deltaWords({ monthly, delta }: HistoryCommit, currency: string): string {
  if (delta === null) return notKnown;
  const before = monthly.expected === null ? null : monthly.expected - delta;
  return differenceWords({ before, delta }, currency);
}

/** `chat +$1,240/mo`; `talk added, +$300/mo`; `chat renamed from talk, no difference`. */
export function changedWords(
  { name, file, change, renamedFrom, delta }: ChangedDeployment,
  currency: string,
): string {
  const amount =
    delta === null
      ? notKnown
      : delta === 0
        ? null
        : formatMonthlyDifference(delta, shownIn(currency));
  const what = [
    ...(change === 'changed' ? [] : [change]),
    ...(renamedFrom === null || renamedFrom.name === name
      ? []
      : [`renamed from ${renamedFrom.name}`]),
    ...(renamedFrom === null || renamedFrom.file === file
      ? []
      : [`moved from ${renamedFrom.file}`]),
  ].join(', ');
  if (what === '') return `${name} ${amount ?? 'another range'}`;
  return amount === null ? `${name} ${what}` : `${name} ${what}, ${amount}`;
}

/** `3 deployments, $6,000–9,000/mo`; null where none could be read. */
export function sizeWords(commit: HistoryCommit, currency: string): string | null {
  if (commit.deployments === null) return null;
  const range = rangeWords(commit, currency);
  const count = formatQuantity(commit.deployments, 'deployment');
  return range === null ? count : `${count}, ${range}`;
}

/** `chat.yaml was not read: is not UTF-8 text`. */
export function unreadWords({ file, reason }: HistoryCommit['unread'][number]): string {
  return file === null ? reason : `${file} was not read: ${reason}`;
}

/** `12 commits that touch serving configs: $3,000/mo on 2026-01-04, $8,140/mo on 2026-11-20`. */
export function summaryWords({ commits, currency }: History): string {
  const [newest] = commits;
  const oldest = commits.at(-1);
  if (newest === undefined || oldest === undefined) {
    return 'No commit touches a serving config.';
  }
  const at = (one: HistoryCommit): string => `${monthWords(one, currency)} on ${dayOf(one.date)}`;
  const count = formatQuantity(commits.length, 'commit');
  const touch = commits.length === 1 ? 'touches' : 'touch';
  const course = newest === oldest ? at(newest) : `${at(oldest)}, ${at(newest)}`;
  return `${count} that ${touch} serving configs: ${course}`;
}

/** What every difference is, and is not. */
export function basisWords({ prices }: Pick<History, 'prices'>): string {
  return `Every commit is priced at the prices of ${prices.asOf} (${prices.id}): a difference is a change of the configs, never of prices.`;
}

/** What is missing from the history; null where nothing is. */
export function cutWords({ shallow }: Pick<History, 'shallow'>): string | null {
  return shallow
    ? 'The clone is shallow: older commits are not in it. git fetch --unshallow gets them.'
    : null;
}
