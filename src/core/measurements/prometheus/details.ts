import type { MetricFamily, Mean } from './families.ts';
import type { Answered, Question, Span, Steps } from './ask.ts';
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
  | `${MeanName}${'Sum' | 'Count' | 'Less' | 'Buckets'}`;

export type MeanName = 'inputTokens' | 'outputTokens' | 'ttft' | 'tpot' | 'endToEnd';

export type Details = ReadonlyMap<Detail, Answered>;

const meanNames: readonly MeanName[] = ['inputTokens', 'outputTokens', 'ttft', 'tpot', 'endToEnd'];

const quarter = 900;

/** Asks what a family says of latency, tokens and load, of the series that the matchers select. */
export function* askDetails(
  family: MetricFamily,
  matchers: readonly string[],
  range: Span,
): Steps<Details> {
  const all = [...matchers, ...family.matchers];
  const questions: (Question & { readonly detail: Detail })[] = [];
  const total = (
    detail: Detail,
    about: string,
    metrics: readonly string[],
    more: readonly string[] = [],
  ): void => {
    if (metrics.length === 0) return;
    questions.push({
      detail,
      about,
      kind: 'total',
      expression: (window) => increaseOf(metrics, all, window, more),
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
  points('peaks', 'peaks', family.requests, (window) => peakRateOf(family.requests, all, window));
  points('generated', 'tokens by hour', family.generated, (window) =>
    rateOf(family.generated, all, window),
  );
  points('running', 'requests in flight', family.running, (window) =>
    meanOf(family.running, all, window),
  );
  points('servers', 'replicas', family.requests, () => serversOf(family.requests, all), quarter);
  for (const name of meanNames) {
    const mean: Mean | null = family[name];
    if (mean === null) continue;
    total(`${name}Sum`, name, mean.sum);
    total(`${name}Count`, name, mean.count);
    total(`${name}Less`, name, mean.less ?? []);
    total(`${name}Buckets`, `p95 of ${name}`, mean.buckets, ['le']);
  }
  total('cacheHits', 'the prefix cache', family.cached?.hits ?? []);
  total('cacheQueries', 'the prefix cache', family.cached?.queries ?? []);
  const gauges = family.busy.map((metric): ShareGauge => ({ metric, all: 1 }));
  questions.push(...busyQuestions(gauges, all));
  const answers = yield* askAll(questions, range);
  return new Map(questions.map(({ detail }, index) => [detail, answers[index] ?? nothing]));
}

/** Asks how busy accelerators are by DCGM, by pod. */
export function* askAccelerators(matchers: readonly string[], range: Span): Steps<Details> {
  const gauges: readonly ShareGauge[] = [
    { metric: dcgm.ratio, all: 1 },
    { metric: dcgm.percent, all: 100 },
  ];
  const questions = busyQuestions(gauges, matchers);
  const answers = yield* askAll(questions, range);
  return new Map(questions.map(({ detail }, index) => [detail, answers[index] ?? nothing]));
}

function busyQuestions(
  gauges: readonly ShareGauge[],
  matchers: readonly string[],
): readonly (Question & { readonly detail: Detail })[] {
  if (gauges.length === 0) return [];
  const about = 'busy accelerators';
  return [
    {
      detail: 'busy',
      about,
      kind: 'total',
      expression: (window) => shareSamplesOf(gauges, matchers, window),
    },
    {
      detail: 'busySamples',
      about,
      kind: 'total',
      expression: (window) => sampleCountOf(gauges, matchers, window),
    },
  ];
}

const nothing: Answered = { series: [], warnings: [], failed: null };
