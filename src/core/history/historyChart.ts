import { linearAxis } from '../report/chart/axis.ts';
import type { Chart, ChartSeries } from '../report/chart/chartSchema.ts';
import { formatMoney, shownIn } from '../report/format.ts';
import { monthNames } from '../report/monthNames.ts';
import type { History, HistoryCommit } from './historyModel.ts';
import { dayOf, deltaWords, monthWords, rangeWords, shortName } from './historyWords.ts';

/** Words that the axis of time may have at most. */
const mostTicks = 12;

/**
 * The expected month from commit to commit as steps, the range around it as a band; commits stand side by side whenever they
 * were written. Where the month is not known there is a gap. Null where no month is known.
 */
export function historyChart({ commits, currency }: History): Chart | null {
  const oldestFirst = commits.toReversed();
  const known = oldestFirst.flatMap(({ monthly: { max } }) => max ?? []);
  if (known.length === 0) return null;
  const money = shownIn(currency);
  const hasRange = commits.some((one) => rangeWords(one, currency) !== null);
  const runs = knownRuns(oldestFirst);
  return {
    id: 'history',
    title: 'The month, commit by commit',
    description: 'Choose a commit to see what everything since it costs.',
    x: {
      title: 'Commits',
      scale: 'linear',
      from: 0,
      to: oldestFirst.length,
      ticks: ticksOf(oldestFirst),
    },
    panes: [
      {
        y: linearAxis(`${currency} a month`, known, (amount) => formatMoney(amount, money)),
        series: [...(hasRange ? runs.map(band) : []), ...runs.map(steps)],
        thresholds: [],
        marks: [],
      },
    ],
    verticals: [],
    columns: [
      { title: 'Commit', isNumber: false },
      { title: 'Expected', isNumber: true },
      ...(hasRange ? [{ title: 'At least to at most', isNumber: true }] : []),
      { title: 'Difference', isNumber: true },
      { title: 'Subject', isNumber: false },
    ],
    stops: oldestFirst.map((one, x) => ({
      title: `${dayOf(one.date)} ${shortName(one.commit)}`,
      values: [
        monthWords(one, currency),
        ...(hasRange ? [rangeWords(one, currency) ?? monthWords(one, currency)] : []),
        deltaWords(one, currency),
        one.subject,
      ],
      x,
      dots: one.monthly.expected === null ? [] : [{ pane: 0, y: one.monthly.expected }],
    })),
  };
}

/** Commits in a row whose months are known, with their places. */
type Run = readonly { readonly x: number; readonly monthly: HistoryCommit['monthly'] }[];

function knownRuns(commits: readonly HistoryCommit[]): readonly Run[] {
  const runs: { x: number; monthly: HistoryCommit['monthly'] }[][] = [];
  let isOpen = false;
  for (const [x, { monthly }] of commits.entries()) {
    const isKnown = monthly.expected !== null;
    if (isKnown && isOpen) runs.at(-1)?.push({ x, monthly });
    else if (isKnown) runs.push([{ x, monthly }]);
    isOpen = isKnown;
  }
  return runs;
}

/** A month lasts until the next commit. */
function untilOf(run: Run): number {
  return (run.at(-1)?.x ?? 0) + 1;
}

function steps(run: Run): ChartSeries {
  return {
    name: 'Expected',
    mark: 'steps',
    tone: 'first',
    points: run.map(({ x, monthly }) => ({ x, y: monthly.expected ?? 0 })),
    until: untilOf(run),
  };
}

function band(run: Run): ChartSeries {
  return {
    name: 'At least to at most',
    mark: 'stepArea',
    tone: 'quiet',
    points: run.map(({ x, monthly }) => ({ x, y: monthly.max ?? 0, from: monthly.min ?? 0 })),
    until: untilOf(run),
  };
}

/** Where a month begins, or where all lie in few of them, a day. */
function ticksOf(commits: readonly HistoryCommit[]): Chart['x']['ticks'] {
  const dated = commits.map(({ date }, at) => ({ at, day: date.slice(0, 10) }));
  const months = firstOfEach(dated, ({ day }) => day.slice(0, 7));
  const isLong = months.length > 2;
  const ticks = isLong ? months : firstOfEach(dated, ({ day }) => day);
  const every = Math.ceil(ticks.length / mostTicks);
  return ticks
    .filter((_, index) => index % every === 0)
    .map(({ at, day }) => ({ at, label: isLong ? (monthNames(day, 1)[0] ?? '') : day }));
}

interface Dated {
  readonly at: number;
  readonly day: string;
}

function firstOfEach(all: readonly Dated[], part: (one: Dated) => string): readonly Dated[] {
  return all.filter((one, index) => {
    const before = all[index - 1];
    return one.day !== '' && (before === undefined || part(before) !== part(one));
  });
}
