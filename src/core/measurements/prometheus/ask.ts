import {
  readAnswer,
  type PrometheusQuery,
  type PrometheusSeries,
  type WireAnswer,
} from './answer.ts';

/** Seconds since 1970, whole hours. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** An expression over a time range, asked in parts that a server of any size can answer. */
export interface Question {
  /** What it is, in a message. */
  readonly about: string;
  /** `points`: values at every step; `total`: one value for the window, summed over the parts. */
  readonly kind: 'points' | 'total';
  /** `window` is the length of the part (`total`) or of a step (`points`). */
  readonly expression: (window: string) => string;
  /** Seconds between points. */
  readonly step?: number;
}

export interface Answered {
  /** By part and group, in no order. */
  readonly series: readonly PrometheusSeries[];
  readonly warnings: readonly string[];
  /** Why parts of it are missing; null = none are. */
  readonly failed: string | null;
}

/** Asks a batch of queries and is handed their answers in the same order. */
export type Steps<T> = Generator<readonly PrometheusQuery[], T, readonly WireAnswer[]>;

const hour = 3600;
const day = 24 * hour;

interface Part extends Span {
  readonly question: number;
}

/**
 * Asks all questions over the time range, a day at a time; what is too much for the server in half of that and so on, down to
 * an hour.
 */
export function* askAll(questions: readonly Question[], range: Span): Steps<readonly Answered[]> {
  const series = questions.map((): PrometheusSeries[] => []);
  const warnings = questions.map(() => new Set<string>());
  const failed = questions.map((): string | null => null);
  let parts: readonly Part[] = questions.flatMap((_, question) =>
    days(range).map((one) => ({ question, ...one })),
  );
  while (parts.length > 0) {
    const answers = yield parts.flatMap((part) => {
      const question = questions[part.question];
      return question === undefined ? [] : [queryOf(question, part)];
    });
    const smaller: Part[] = [];
    for (const [index, part] of parts.entries()) {
      const answer = readAnswer(answers[index] ?? { failed: 'was not asked', tooMuch: false });
      if (!('failed' in answer)) {
        series[part.question]?.push(...answer.series);
        for (const one of answer.warnings) warnings[part.question]?.add(one);
      } else if (answer.tooMuch && part.to - part.from > hour) {
        smaller.push(...halves(part));
      } else {
        failed[part.question] ??= answer.failed;
      }
    }
    parts = smaller;
  }
  return questions.map((_, index) => ({
    series: series[index] ?? [],
    warnings: [...(warnings[index] ?? [])],
    failed: failed[index] ?? null,
  }));
}

function days({ from, to }: Span): readonly Span[] {
  const count = Math.max(1, Math.ceil((to - from) / day));
  return Array.from({ length: count }, (_, index) => ({
    from: from + index * day,
    to: Math.min(to, from + (index + 1) * day),
  }));
}

function halves({ from, to, question }: Part): readonly Part[] {
  const middle = from + Math.ceil((to - from) / 2 / hour) * hour;
  return [
    { question, from, to: middle },
    { question, from: middle, to },
  ];
}

/** Points stand at the end of their step, so that no hour is asked for twice. */
function queryOf({ kind, expression, step = hour }: Question, { from, to }: Span): PrometheusQuery {
  return kind === 'total'
    ? { kind: 'instant', expression: expression(`${to - from}s`), time: to }
    : { kind: 'range', expression: expression(`${step}s`), start: from + step, end: to, step };
}
