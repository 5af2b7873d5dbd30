import { clause, numberIn, tidy, type Clause } from './clause.ts';
import { daysPerMonth } from '../rate.ts';

/** A word, or one of several for the same, that states a field by itself. */
function word(path: string, value: string, ...spellings: readonly string[]): Clause {
  const all = [value, ...spellings];
  const pattern = all.map((each) => each.replaceAll('-', '[- ]')).join('|');
  return clause(`(?:${pattern})`, all, () => [[path, value]]);
}

/** A key and the name behind it, as it is written. */
function named(path: string, ...keys: readonly string[]): Clause {
  return clause(`(?:${keys.join('|')})(?: [:=] |\\s+)(?<name>[\\w][\\w.-]*)`, keys, ({ name }) => [
    [path, name],
  ]);
}

/** Shape, class and place. */
export const wordClauses: readonly Clause[] = [
  word('workload.shape', 'steady', 'constant', 'flat'),
  word('workload.shape', 'business-hours', 'office-hours', 'weekdays'),
  word('workload.shape', 'diurnal', 'daily'),
  word('workload.shape', 'spiky', 'bursty'),
  word('workload.latencyClass', 'batch', 'offline'),
  word('workload.latencyClass', 'interactive'),
  word('workload.latencyClass', 'real-time', 'realtime'),
  word('purchase', 'spot'),
  word('purchase', 'on-demand'),
  named('region', 'region'),
  named('provider', 'provider', 'cloud'),
  named('accelerator', 'accelerator', 'gpu', 'on'),
  clause(
    'NUMBER (?:updates?|releases?|rollouts?) (?:/|per|an?|each) (?<span>months?|mo|weeks?|w|days?|d)',
    ['updates', 'releases', 'rollouts'],
    (parts) => {
      const span = parts.span?.toLowerCase() ?? 'mo';
      const perMonth = span.startsWith('w')
        ? daysPerMonth / 7
        : span.startsWith('d')
          ? daysPerMonth
          : 1;
      return [['workload.updatesPerMonth', tidy(numberIn(parts) * perMonth)]];
    },
  ),
];
