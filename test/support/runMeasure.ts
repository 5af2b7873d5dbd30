import { measureSteps } from '../../src/core/measurements/prometheus/measure.ts';
import type { Measurements } from '../../src/core/measurements/measured.ts';
import type { PrometheusQuery, WireAnswer } from '../../src/core/measurements/prometheus/answer.ts';
import type { Target } from '../../src/core/measurements/target.ts';
import { secondsOf } from '../../src/core/text/days.ts';
import { apiAnswer, type Answering } from './fakePrometheus.ts';
import { servingText, targetsIn } from './measuredTargets.ts';

/** End of the time range: a Monday. */
export const to = secondsOf('2026-11-23T00:00Z') ?? 0;
export const day = 86_400;
const chat = targetsIn({ 'chat.yaml': servingText('chat', { namespace: 'prod' }) });
/** Of the series of that deployment. */
export const labels = {
  namespace: 'prod',
  workload: 'chat',
  job: 'prod/chat',
  model_name: 'llama',
};

interface MeasureRun {
  readonly result: Measurements | { readonly failed: string };
  readonly queries: readonly PrometheusQuery[];
}

function urlOf(query: PrometheusQuery): URL {
  const url = new URL(`http://fake/api/v1/${query.kind === 'range' ? 'query_range' : 'query'}`);
  for (const [name, value] of Object.entries({ ...query, query: query.expression })) {
    url.searchParams.set(name, String(value));
  }
  return url;
}

/** Takes the steps with a monitoring that answers so, for the week before `to`. */
export function runMeasure(
  answering: Answering,
  {
    targets = chat,
    days = 7,
    fault = () => null,
    matchers = [],
  }: {
    targets?: readonly Target[];
    days?: number;
    fault?: (query: PrometheusQuery) => WireAnswer | null;
    matchers?: readonly string[];
  } = {},
): MeasureRun {
  const steps = measureSteps({
    targets,
    range: { from: to - days * day, to },
    matchers,
    host: 'prom',
  });
  const queries: PrometheusQuery[] = [];
  let step = steps.next([]);
  while (step.done !== true) {
    queries.push(...step.value);
    step = steps.next(
      step.value.map(
        (query) => fault(query) ?? { status: 200, text: apiAnswer(urlOf(query), answering) },
      ),
    );
  }
  return { result: step.value, queries };
}

/** What was measured of one deployment in production. */
export const productionOf = ({ result }: MeasureRun, index = 0) =>
  'measured' in result ? result.measured[index]?.values.production : undefined;
export const notesOf = ({ result }: MeasureRun): readonly string[] =>
  'notes' in result ? result.notes : [];
