import { clause, numberIn, tidy, type Clause, type StatedField } from './clause.ts';

const tokenWord = '(?:tok(?:en)?s?)';
const side = '(?<side>input|prompt|in|output|completion|generated|out)';
const p95 = '(?:[(]? p95 [:=<]? NUMBER:tail [)]?)?';

const limit = '(?:<=?|≤|[:=]|under|below|at most|max|within|of)?';
const time = '(?<unit>milliseconds?|ms|seconds?|secs?|s|minutes?|mins?)?';
const percentile = (name: string): string =>
  `(?:(?:at|@|for)? [(]? p(?<${name}>\\d+(?:\\.\\d+)?) [)]?)?`;

const limits: Readonly<Record<string, string>> = {
  ttft: 'ttftMs',
  'time to first token': 'ttftMs',
  tpot: 'tpotMs',
  itl: 'tpotMs',
  e2e: 'e2eMs',
  latency: 'e2eMs',
};

function millisecondsIn(unit: string): number {
  if (/^m(?:s|illi)/i.test(unit)) return 1;
  return unit.toLowerCase().startsWith('m') ? 60_000 : 1000;
}

/** What one request is like, and how fast it has to be answered. */
export const requestClauses: readonly Clause[] = [
  clause(
    [
      `NUMBER ${tokenWord}? ${side} ${tokenWord}? ${p95}`,
      `${side} ${tokenWord}? [:=]? NUMBER ${tokenWord}? ${p95}`,
    ],
    ['in', 'out', 'input', 'output', 'tokens'],
    (parts) => {
      const isInput = /^(?:in|prompt)/i.test(parts.side ?? '');
      const mean = numberIn(parts);
      const tail = numberIn(parts, 'tail');
      return [
        [
          isInput ? 'workload.inputTokens' : 'workload.outputTokens',
          Number.isNaN(tail) ? mean : { mean, p95: tail },
        ],
      ];
    },
  ),
  clause(
    `${percentile('before')} (?<which>ttft|time to first token|tpot|itl|e2e|latency) ${percentile('inside')} ${limit} NUMBER ${time} ${percentile('after')}`,
    ['ttft', 'tpot', 'itl', 'e2e', 'latency', 'ms'],
    (parts) => {
      const { which = '', unit, before, inside, after } = parts;
      const written = numberIn(parts);
      if (unit === undefined) return `${which} needs a unit: ${written} ms or ${written} s.`;
      const name = limits[which.toLowerCase().replace(/\s+/g, ' ')] ?? 'e2eMs';
      const share = before ?? inside ?? after;
      const fields: StatedField[] = [
        [`workload.latency.${name}`, tidy(written * millisecondsIn(unit))],
      ];
      return share === undefined
        ? fields
        : [...fields, ['workload.latency.percentile', Number(share)]];
    },
  ),
  clause('p(?<share>\\d+(?:\\.\\d+)?)', [], ({ share }) => [
    ['workload.latency.percentile', Number(share)],
  ]),
  clause(
    [
      'NUMBER % (?:of (?:the )?(?:input|prompts?) )?(?:is )?(?:cached|prefix(?:es)?(?: cached)?)',
      '(?:cached|prefix(?:es)?) [:=]? NUMBER %',
    ],
    ['cached', 'prefix'],
    (parts) => [['workload.cachedPrefixShare', tidy(numberIn(parts) / 100)]],
  ),
  clause(['NUMBER % (?:is )?cacheable', 'cacheable [:=]? NUMBER %'], ['cacheable'], (parts) => [
    ['workload.cacheableShare', tidy(numberIn(parts) / 100)],
  ]),
  clause('NUMBER (?<unit>seconds?|secs?|s|minutes?|mins?) (?:of )?audio', ['audio'], (parts) => [
    ['workload.audioSeconds', tidy((numberIn(parts) * millisecondsIn(parts.unit ?? 's')) / 1000)],
  ]),
];
