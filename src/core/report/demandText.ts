import { formatDuration, formatNumber, formatPercent } from './format.ts';

/** What becomes of requests and replicas over the week, as the estimate and the report hold it. */
interface Course {
  readonly waitingShare: number | null;
  readonly lateShare: number | null;
  readonly droppedShare: number | null;
  readonly refusedShare: number | null;
  readonly coldStartsPerMonth: number | null;
  readonly monthsUntilFull: number | null;
}

interface Start {
  readonly seconds: number | null;
  readonly lowerBound: boolean;
}

/** Shares below this are not worth a word. */
const noticeable = 0.0005;

/** What a reader should know about the week, one phrase each; empty where every request is answered in time. */
export function courseTexts(course: Course | null, start: Start): readonly string[] {
  if (course === null) return [];
  const share = (value: number | null, what: string): readonly string[] =>
    (value ?? 0) < noticeable ? [] : [`${formatPercent(value ?? 0)} of the requests ${what}`];
  const { coldStartsPerMonth, monthsUntilFull } = course;
  const starts = coldStartsPerMonth ?? 0;
  return [
    ...share(course.waitingShare, 'wait for a replica to start'),
    ...share(course.lateShare, 'are answered late'),
    ...share(course.droppedShare, 'are dropped'),
    ...share(course.refusedShare, 'are refused by the rate limit'),
    ...(starts < 0.5 || start.seconds === null
      ? []
      : [`${formatNumber(Math.round(starts))} cold starts a month, ${startText(start)} each`]),
    ...(monthsUntilFull === null
      ? []
      : [
          monthsUntilFull === 0
            ? 'the maximum of replicas is too small for the busiest hour'
            : `at this growth the maximum of replicas is reached in ${formatNumber(monthsUntilFull)} months`,
        ]),
  ];
}

/** `4 min 20 s`; `≥ 3 min` where the model is not known. */
export function startText({ seconds, lowerBound }: Start): string {
  return `${lowerBound ? '≥ ' : ''}${formatDuration(seconds ?? 0)}`;
}
