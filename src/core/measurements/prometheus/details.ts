import type { MetricFamily, Mean } from './families/family.ts';
import type { Answered, Question, HourRange, Steps } from './ask.ts';
import { askAll } from './ask.ts';
import { dcgm } from './dcgm.ts';
import {
  increaseOf,
  meanOf,
  peakRateOf,
  rateOf,
  sampleCountOf,
  serversOf,
  shareSamplesOf,
  type ShareGauge,
} from './promql.ts';

/** What of a family is asked beside its requests. */
export type Detail =
  | 'peaks'
  | 'generated'
  | 'running'
  | 'servers'
  | 'cacheHits'
  | 'cacheQueries'
  | 'busy'
  | 'busySamples'
  | 'cacheUsed'
  | 'cacheSamples'
  | `${MeanName}${'Sum' | 'Count' | 'Less' | 'Buckets'}`;

export type MeanName = 'inputTokens' | 'outputTokens' | 'ttft' | 'tpot' | 'endToEnd';

export type Details = ReadonlyMap<Detail, Answered>;

const meanNames: readonly MeanName[] = ['inputTokens', 'outputTokens', 'ttft', 'tpot', 'endToEnd'];

const quarter = 900;

/** Asks what a family says of latency, tokens and load, of the series that the matchers select. */
export function* askDetails(
  family: MetricFamily,
  matchers: readonly string[],
  range: HourRange,
): Steps<Details> {
  const questions: (Question & { readonly detail: Detail })[] = [];
  const total = (
    detail: Detail,
    about: string,
    metrics: readonly string[],
    { more = [], own = [] }: { more?: readonly string[]; own?: readonly string[] } = {},
  ): void => {
    if (metrics.length === 0) return;
    questions.push({
      detail,
      about,
      kind: 'total',
      expression: (window) => increaseOf(metrics, [...matchers, ...own], window, more),
    });
  };
  const points = (
    detail: Detail,
    about: string,
    metrics: readonly string[],
    expression: (window: string) => string,
    step?: number,
  ): void => {
    if (metrics.length === 0) return;
    questions.push({ detail, about, kind: 'points', expression, ...(step && { step }) });
  };
  points('peaks', 'peaks', family.requests, (window) =>
    peakRateOf(family.requests, matchers, window),
  );
  points('generated', 'tokens by hour', family.generated, (window) =>
    rateOf(family.generated, matchers, window),
  );
  const { running } = family;
  if (running !== null) {
    points('running', 'requests in flight', running.gauges, (window) =>
      meanOf(running.gauges, [...matchers, ...running.matchers], window, running.ranks),
    );
  }
  points(
    'servers',
    'replicas',
    family.requests,
    () => serversOf(family.requests, matchers),
    quarter,
  );
  for (const name of meanNames) {
    const mean: Mean | null = family[name];
    if (mean === null) continue;
    const own = mean.matchers ?? [];
    total(`${name}Sum`, name, mean.sum, { own });
    total(`${name}Count`, name, mean.count, { own });
    total(`${name}Less`, name, mean.less ?? [], { own });
    total(`${name}Buckets`, `p95 of ${name}`, mean.buckets, { own, more: ['le'] });
  }
  total('cacheHits', 'the prefix cache', family.cached?.hits ?? []);
  total('cacheQueries', 'the prefix cache', family.cached?.queries ?? []);
  const shares = (metrics: readonly string[]): readonly ShareGauge[] =>
    metrics.map((metric) => ({ metric, all: 1 }));
  questions.push(...shareQuestions(cacheUse, shares(family.cacheUsage), matchers));
  questions.push(...shareQuestions(busyAccelerators, shares(family.busy), matchers));
  const answers = yield* askAll(questions, range);
  return new Map(questions.map(({ detail }, index) => [detail, answers[index] ?? nothing]));
}

/** Asks how busy accelerators are by DCGM, by pod. */
export function* askAccelerators(matchers: readonly string[], range: HourRange): Steps<Details> {
  const gauges: readonly ShareGauge[] = [
    { metric: dcgm.ratio, all: 1 },
    { metric: dcgm.percent, all: 100 },
  ];
  const questions = shareQuestions(busyAccelerators, gauges, matchers);
  const answers = yield* askAll(questions, range);
  return new Map(questions.map(({ detail }, index) => [detail, answers[index] ?? nothing]));
}

interface ShareDetails {
  readonly about: string;
  /** Sum of the samples, and their number. */
  readonly sum: Detail;
  readonly count: Detail;
}

const busyAccelerators: ShareDetails = {
  about: 'busy accelerators',
  sum: 'busy',
  count: 'busySamples',
};
const cacheUse: ShareDetails = { about: 'the KV cache', sum: 'cacheUsed', count: 'cacheSamples' };

function shareQuestions(
  { about, sum, count }: ShareDetails,
  gauges: readonly ShareGauge[],
  matchers: readonly string[],
): readonly (Question & { readonly detail: Detail })[] {
  if (gauges.length === 0) return [];
  return [
    {
      detail: sum,
      about,
      kind: 'total',
      expression: (window) => shareSamplesOf(gauges, matchers, window),
    },
    {
      detail: count,
      about,
      kind: 'total',
      expression: (window) => sampleCountOf(gauges, matchers, window),
    },
  ];
}

const nothing: Answered = { series: [], warnings: [], failed: null };
