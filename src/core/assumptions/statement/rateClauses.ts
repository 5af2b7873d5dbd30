import { daysPerMonth } from '../rate.ts';
import { clause, numberIn, tidy, type Clause, type Parts, type StatedField } from './clause.ts';

const request = '(?:requests?|reqs?|calls?|queries|r|q)';
const each = '(?:/|per\\b|an?\\b)';
const period =
  '(?<period>seconds?|secs?|s|minutes?|mins?|months?|mo|m|hours?|hrs?|h|days?|d|weeks?|wk|w)';
const rate = `NUMBER (?:${request}? ${each} ${period}|(?<short>[rq]p[smhd]))`;
const words = ['rps', 'qps', 'req', 'requests', 'per', 'second', 'minute', 'hour', 'day', 'month'];

type Period = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month';

function periodIn({ period: written, short }: Parts): Period {
  const word = written?.toLowerCase() ?? short?.[2]?.toLowerCase() ?? 's';
  if (word.startsWith('mo')) return 'month';
  const periods: Readonly<Record<string, Period>> = {
    s: 'second',
    m: 'minute',
    h: 'hour',
    d: 'day',
    w: 'week',
  };
  return periods[word[0] ?? ''] ?? 'second';
}

const secondsIn: Readonly<Record<Period, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 7 * 86_400,
  month: daysPerMonth * 86_400,
};

/** Requests of a day, a week or a month arrive in the hours in which the deployment runs; a rate holds while it runs. */
function meanRate(parts: Parts): readonly StatedField[] {
  const value = numberIn(parts);
  const unit = periodIn(parts);
  switch (unit) {
    case 'day':
      return [['workload.requestsPerDay', value]];
    case 'week':
      return [['workload.requestsPerDay', tidy(value / 7)]];
    case 'month':
      return [['workload.requestsPerMonth', value]];
    default:
      return [['workload.requestsPerSecond', tidy(value / secondsIn[unit])]];
  }
}

function tokens(parts: Parts): readonly StatedField[] | string {
  const value = numberIn(parts);
  switch (periodIn(parts)) {
    case 'month':
      return [['workload.tokensPerMonth', value]];
    case 'day':
      return [['workload.tokensPerMonth', tidy(value * daysPerMonth)]];
    default:
      return 'Tokens are stated a day or a month.';
  }
}

/** How much is asked. */
export const rateClauses: readonly Clause[] = [
  clause(`(?:(?:rate|load|traffic)\\b [:=]? )?${rate}`, words, meanRate),
  clause(
    `(?:max(?:imum)?|limit(?:ed to)?|at most|up to|cap(?:ped at)?|<=?|≤) [:=]? ${rate}`,
    ['max', 'limit'],
    (parts) => [
      ['workload.maxRequestsPerSecond', tidy(numberIn(parts) / secondsIn[periodIn(parts)])],
    ],
  ),
  clause(`NUMBER tok(?:en)?s? ${each} ${period}`, ['tokens'], tokens),
  clause(`NUMBER (?:daily |active )*users?`, ['users'], (parts) => [
    ['workload.users', numberIn(parts)],
  ]),
  clause(
    [
      `(?:[x×*]|each) NUMBER ${request}? (?:${each} (?:user )?(?:${each} )?day)?`,
      `NUMBER ${request}? ${each} user (?:(?:${each}|and) day)?`,
    ],
    ['user'],
    (parts) => [['workload.requestsPerUserPerDay', numberIn(parts)]],
  ),
  clause(
    [`peak(?:s|ing|\\s+factor)? (?:of|at|[:=])? [x×]? NUMBER [x×]?`, `NUMBER [x×] (?:at )?peak`],
    ['peak'],
    (parts) => [['workload.peakFactor', numberIn(parts)]],
  ),
  clause(
    [`peak(?:s|ing)? (?:of|at|[:=])? ${rate}`, `${rate} (?:at )?peak(?! [x×]? [\\d.])`],
    [],
    () => 'A peak is stated as the busiest five minutes over the mean of their hour: peak 2x.',
  ),
  clause(
    `(?:grow(?:th|s|ing)? (?:of|by|[:=])? )?[+]? NUMBER % (?:growth )?(?:(?:/|per|an?|each|every) (?<span>months?|mo|m|years?|yr|y))?`,
    ['growth', 'month', 'year'],
    (parts) => {
      const share = numberIn(parts) / 100;
      const perYear = parts.span?.toLowerCase().startsWith('y') === true;
      const perMonth = perYear ? (1 + share) ** (1 / 12) - 1 : share;
      return [['workload.growthPerMonth', tidy(perMonth)]];
    },
  ),
];
