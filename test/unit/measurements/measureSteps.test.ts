import { describe, expect, it } from 'vitest';
import type {
  PrometheusQuery,
  WireAnswer,
} from '../../../src/core/measurements/prometheus/answer.ts';
import { monitoring, vllmService } from '../../support/fakeMonitoring.ts';
import type { Answering } from '../../support/fakePrometheus.ts';
import { servingText, targetsIn } from '../../support/measuredTargets.ts';
import { day, labels, notesOf, productionOf, runMeasure, to } from '../../support/runMeasure.ts';

describe('monitoring is read', () => {
  const done = runMeasure(
    monitoring(vllmService(labels, (time) => (new Date(time * 1000).getUTCHours() < 12 ? 1 : 3))),
  );

  it('into demand, load and latency of the time range', () => {
    const { series, ...rest } = productionOf(done) ?? {};
    expect(rest).toEqual({
      source: 'vLLM at prom',
      from: '2026-11-16T00:00Z',
      to: '2026-11-23T00:00Z',
      requestsPerSecond: 2,
      inputTokens: 800,
      outputTokens: 200,
      peakFactor: 1.5,
      cachedPrefixShare: 0.25,
      replicas: 2,
      concurrency: 6.625,
      ttftMs: { mean: 300, p95: 487.5 },
      tpotMs: 25,
      e2eMs: 5275,
      busiestOutputTokensPerSecond: 300,
    });
    expect(series).toHaveLength(168);
    expect(notesOf(done)).toEqual([]);
  });

  it('a day at a time, added up by the server, and of what was found alone', () => {
    const [greeting, ...queries] = done.queries;
    expect(greeting?.expression).toBe('vector(1)');
    for (const query of queries) {
      if (query.kind === 'range') expect(query.end - query.start).toBeLessThan(day);
      else expect(query.expression).toContain('[86400s]');
      expect(query.expression).toMatch(/sum by|count\(up\)/);
    }
    const details = done.queries.filter(({ expression }) => expression.includes('time_to_first'));
    expect(details.length).toBeGreaterThan(0);
    for (const { expression } of details) {
      expect(expression).toContain('{namespace=~"prod",model_name=~"llama"}');
    }
    expect(done.queries.length).toBeLessThan(400);
  });

  it('with the matchers of a person in every selector of servers', () => {
    const { queries } = runMeasure(monitoring(), { matchers: ['cluster="eu"'] });
    for (const { expression } of queries.slice(1)) {
      if (expression !== 'count(up)') expect(expression).toContain('cluster="eu"');
    }
  });
});

describe('a server that cannot answer so much at once', () => {
  const limit =
    (seconds: number) =>
    (query: PrometheusQuery): WireAnswer | null => {
      const length =
        query.kind === 'range'
          ? query.end - query.start + query.step
          : Number(/\[(\d+)s\]/.exec(query.expression)?.[1]);
      return length > seconds
        ? {
            status: 422,
            text: JSON.stringify({
              status: 'error',
              errorType: 'execution',
              error: 'query processing would load too many samples into memory in query execution',
            }),
          }
        : null;
    };
  const service = monitoring(vllmService(labels));

  it('is asked for less, with the same result', () => {
    const whole = productionOf(runMeasure(service, { days: 2 }));
    expect(whole).toBeDefined();
    expect(productionOf(runMeasure(service, { days: 2, fault: limit(4 * 3600) }))).toEqual(whole);
  });

  it('is given up below an hour, with its own words', () => {
    const { result } = runMeasure(service, { days: 1, fault: limit(60) });
    expect(result).toEqual({
      failed:
        'answers 422: query processing would load too many samples into memory in query execution',
    });
  });

  it('is asked once where it does not greet back', () => {
    const { result, queries } = runMeasure(service, {
      fault: () => ({ failed: 'does not answer within 120 s', tooMuch: true }),
    });
    expect(result).toEqual({ failed: 'does not answer within 120 s' });
    expect(queries).toHaveLength(1);
  });

  it('may fail at a part: the others count, and that is said', () => {
    const fault = ({ expression }: PrometheusQuery): WireAnswer | null =>
      expression.includes('time_to_first') ? { status: 500, text: 'oops' } : null;
    const done = runMeasure(service, { fault });
    expect(productionOf(done)).not.toHaveProperty('ttftMs');
    expect(productionOf(done)).toHaveProperty('tpotMs', 25);
    expect(notesOf(done)).toEqual(['A part is missing: the monitoring answers 500.']);
  });
});

describe('what is not clear is said and left out', () => {
  it('series that may be of several deployments', () => {
    const targets = targetsIn({
      'a.yaml': servingText('a', { args: ['--served-model-name=llama'] }),
      'b.yaml': servingText('b', { args: ['--served-model-name=llama'] }),
    });
    const done = runMeasure(monitoring(vllmService({ job: 'vllm', model_name: 'llama' })), {
      targets,
    });
    expect(productionOf(done)).toBeUndefined();
    expect(notesOf(done)).toEqual([
      'vLLM vllm, model llama may be a or b: metricLabels in the assumptions file tell them apart.',
    ]);
  });

  it('one deployment’s series in two namespaces, when it names none', () => {
    const targets = targetsIn({ 'chat.yaml': servingText('chat') });
    const services = ['prod', 'dev'].map((namespace) => vllmService({ ...labels, namespace }));
    const done = runMeasure(monitoring(...services), { targets });
    expect(productionOf(done)).toBeUndefined();
    expect(notesOf(done)).toEqual([
      'chat is left out: its series are in the namespaces prod, dev; metricLabels in the assumptions file or a selector choose one.',
    ]);
  });

  it('servers that are scraped twice', () => {
    const done = runMeasure(
      monitoring(vllmService(labels), vllmService({ ...labels, job: 'pods' })),
    );
    expect(notesOf(done)).toEqual([
      'prod/chat is left out: its servers seem to be scraped twice, by prod/chat and pods; metricLabels in the assumptions file or a selector choose one.',
    ]);
  });

  it('but the same under the name of another exporter counts once, and after a renaming together', () => {
    const alias = runMeasure(
      monitoring(
        vllmService(labels),
        vllmService(labels, () => 2, 2, 'kserve_vllm:'),
      ),
    );
    expect(productionOf(alias)).toMatchObject({ requestsPerSecond: 2, source: 'vLLM at prom' });
    const renamed = runMeasure(
      monitoring(
        vllmService(labels, (time) => (time <= to - 3 * day ? 2 : 0)),
        vllmService({ ...labels, job: 'new' }, (time) => (time > to - 3 * day ? 2 : 0)),
      ),
    );
    expect(productionOf(renamed)?.requestsPerSecond).toBe(2);
  });

  it('nobody’s series, deployments without series, and an empty monitoring', () => {
    const other = runMeasure(
      monitoring(vllmService({ namespace: 'x', workload: 'y', model_name: 'z' })),
    );
    expect(notesOf(other)).toEqual([
      'No deployment was found for vLLM x/y, model z.',
      'Nothing was found for chat.',
    ]);
    expect(notesOf(runMeasure(monitoring()))).toEqual([
      'It has no series of vLLM, SGLang, TGI or Triton in that time.',
    ]);
  });
});

describe('hours', () => {
  it('in which nothing was scraped count for nothing, and are said', () => {
    const service = monitoring(vllmService(labels));
    const since = to - 2 * day;
    const young: Answering = (expression, time) => (time > since ? service(expression, time) : []);
    const done = runMeasure(young);
    expect(productionOf(done)).toMatchObject({ requestsPerSecond: 2, from: '2026-11-21T00:00Z' });
    expect(productionOf(done)?.series).toHaveLength(24);
    expect(notesOf(done)).toEqual([
      'Something was scraped in 48 of 168 hours; the others count for nothing.',
    ]);
  });

  it('in which a server was not there had no requests', () => {
    const service = vllmService(labels);
    const half: Answering = (expression, time) =>
      (time / 3600) % 2 === 0 ? service(expression, time) : [];
    expect(productionOf(runMeasure(monitoring(half)))?.requestsPerSecond).toBe(1);
  });
});
