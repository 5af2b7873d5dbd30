import { describe, expect, it } from 'vitest';
import { readResultFile } from '../../../src/core/measurements/files/readResultFile.ts';
import type { MeasuredValues } from '../../../src/core/assumptions/measuredSchema.ts';
import { llama, servingText, targetsIn } from '../../support/measuredTargets.ts';
import {
  aiperfText,
  allocation,
  guidellmText,
  oldGuidellmText,
  opencostText,
  vllmBenchText,
} from '../../support/resultTexts.ts';

const chat = targetsIn({ 'chat.yaml': servingText('chat', { namespace: 'prod' }) });

function read(text: string, options: Partial<Parameters<typeof readResultFile>[1]> = {}) {
  const all = {
    name: 'r.json',
    targets: chat,
    named: false,
    replicas: null,
    writtenOn: '2026-11-27',
  };
  return readResultFile(text, { ...all, ...options });
}

function valuesOf(text: string): MeasuredValues | undefined {
  const reading = read(text);
  return 'problem' in reading ? undefined : reading.measured[0]?.values;
}

describe('vllm bench serve', () => {
  it('is a closed loop of as many clients as it was given', () => {
    expect(valuesOf(vllmBenchText())).toEqual({
      benchmark: {
        source: 'vllm bench serve',
        from: '2026-11-20T00:00Z',
        to: '2026-11-20T00:00Z',
        points: [
          {
            concurrency: 32,
            arrivals: 'closed-loop',
            inputTokens: 512,
            outputTokens: 256,
            outputTokensPerSecond: 512,
            requestsPerSecond: 2,
            ttftMs: 420.5,
            tpotMs: 61.2,
          },
        ],
      },
    });
  });

  it('has as many in flight as came while one was answered, at a rate', () => {
    const point = valuesOf(vllmBenchText({ request_rate: 2 }))?.benchmark?.points[0];
    expect(point?.arrivals).toBe('rate');
    expect(point?.concurrency).toBeCloseTo((2 * (420.5 + 255 * 61.2)) / 1000, 1);
  });

  it('may hold NaN, as Python writes it', () => {
    const text = vllmBenchText().replace('"mean_tpot_ms":61.2', '"mean_tpot_ms":NaN');
    expect(valuesOf(text)?.benchmark?.points[0]).not.toHaveProperty('tpotMs');
    expect(valuesOf(text)?.benchmark?.points[0]).toHaveProperty('ttftMs', 420.5);
  });

  it('may hold several results, one below the other, as --append-result writes them', () => {
    const two = [
      vllmBenchText({ date: '20261121-000509', max_concurrency: 64, output_throughput: 800 }),
      vllmBenchText({ completed: 0, request_throughput: 0 }),
      vllmBenchText({ mean_tpot_ms: Number.NaN }),
    ].join('\n');
    expect(read(two)).toMatchObject({
      measured: [
        {
          values: {
            benchmark: {
              from: '2026-11-20T00:00Z',
              to: '2026-11-21T00:00Z',
              points: [{ concurrency: 64, outputTokensPerSecond: 800 }, { concurrency: 32 }],
            },
          },
        },
      ],
      notes: ['One of its results is left out: no request of it was answered.'],
    });
    expect(read(`${vllmBenchText()}\noops`)).toEqual({ problem: 'r.json is no JSON.' });
  });

  it('of requests that all failed says so', () => {
    expect(read(vllmBenchText({ completed: 0, request_throughput: 0 }))).toEqual({
      problem: 'r.json: no request of it was answered.',
    });
  });
});

describe('AIPerf', () => {
  const config = { endpoint: { model_names: [llama] }, loadgen: { concurrency: 32 } };

  it('is read with what was in flight by the law of Little', () => {
    expect(valuesOf(aiperfText(config))?.benchmark).toMatchObject({
      source: 'AIPerf',
      from: '2026-11-20T00:00Z',
      to: '2026-11-20T00:00Z',
      points: [{ concurrency: 32, inputTokens: 512, outputTokens: 256, tpotMs: 61, ttftMs: 420 }],
    });
  });

  it('is read as later versions write it: models as items, load as phases', () => {
    const phased = (type: string, more = {}): string =>
      aiperfText({
        models: { items: [{ name: llama }] },
        endpoint: { urls: ['http://h:1'] },
        phases: [
          { name: 'warmup', kind: 'warmup', type: 'concurrency', concurrency: 1 },
          { name: 'profiling', type, ...more },
        ],
      });
    const arrivals = (text: string) => valuesOf(text)?.benchmark?.points[0]?.arrivals;
    expect(arrivals(phased('concurrency', { concurrency: 32 }))).toBe('closed-loop');
    expect(arrivals(phased('poisson', { rate: 2 }))).toBe('rate');
    const zoned = phased('constant').replace('09.123456"', '09.123456+01:00"');
    expect(valuesOf(zoned)?.benchmark?.from).toBe('2026-11-20T13:05Z');
  });

  it('is read as GenAI-Perf writes it, which says no time', () => {
    const result: unknown = JSON.parse(aiperfText({ model: [llama], concurrency: 32 }));
    const timeless = JSON.stringify(result, (key, value: unknown) =>
      key === 'start_time' || key === 'end_time' ? undefined : value,
    );
    expect(valuesOf(timeless)?.benchmark).toMatchObject({
      from: '2026-11-27',
      to: '2026-11-27',
    });
  });

  it('takes other units, and no other models at once', () => {
    const seconds = aiperfText(config).replace('"unit":"ms","avg":420', '"unit":"s","avg":0.42');
    expect(valuesOf(seconds)?.benchmark?.points[0]?.ttftMs).toBe(420);
    const two = aiperfText({ endpoint: { model_names: ['a', 'b'] } });
    expect(read(two)).toMatchObject({
      measured: [],
      notes: ['r.json: it does not say which one model it asked; name the deployment.'],
    });
  });
});

describe('GuideLLM', () => {
  it('gives a point for each load', () => {
    const points = valuesOf(guidellmText)?.benchmark?.points ?? [];
    expect(
      points.map(({ concurrency, arrivals, outputTokensPerSecond }) => [
        concurrency,
        arrivals,
        outputTokensPerSecond,
      ]),
    ).toEqual([
      [1, 'closed-loop', 60],
      [64, 'closed-loop', 900],
      [12, 'rate', 380],
    ]);
    expect(valuesOf(guidellmText)?.benchmark).toMatchObject({
      from: '2026-11-20T14:05Z',
      to: '2026-11-20T14:10Z',
    });
  });

  it('is the named deployment’s where it does not say which model it asked', () => {
    const nameless = guidellmText.replaceAll(`"model":"${llama}"`, '"model":""');
    expect(read(nameless)).toMatchObject({
      measured: [],
      notes: ['r.json: it does not say which one model it asked; name the deployment.'],
    });
    expect(read(nameless, { named: true })).toMatchObject({ measured: [{}], notes: [] });
  });

  it('is read as versions before 0.4 wrote it', () => {
    expect(valuesOf(oldGuidellmText)?.benchmark?.points).toHaveLength(1);
  });
});

describe('OpenCost', () => {
  const controller = {
    cluster: 'one',
    namespace: 'prod',
    controller: 'chat',
    controllerKind: 'deployment',
  };
  const text = opencostText([
    [
      allocation('one/prod/deployment:chat', 20, 31, controller),
      allocation('__idle__', 20, 500, {}),
    ],
    [allocation('one/prod/deployment:chat', 21, 29, controller)],
    [allocation('one/dev/deployment:chat', 22, 77, { ...controller, namespace: 'dev' })],
  ]);

  it('is a bill of the whole time, scaled to a month, of the workload in its namespace', () => {
    expect(valuesOf(text)).toEqual({
      bill: {
        source: 'OpenCost',
        from: '2026-11-20T00:00Z',
        to: '2026-11-23T00:00Z',
        monthly: 608.3,
        gpuUtilization: 0.4,
      },
    });
  });

  it('of pods is that of their workload together', () => {
    const pod = (name: string) => ({ ...controller, pod: name, container: 'vllm' });
    const pods = opencostText([
      [allocation('a', 20, 10, pod('chat-1')), allocation('b', 20, 20, pod('chat-2'))],
    ]);
    expect(valuesOf(pods)?.bill?.monthly).toBe(912.5);
  });

  const busy = (of: string): number | undefined => valuesOf(of)?.bill?.gpuUtilization;

  it('says how busy accelerators were by pod, wherever a version keeps that', () => {
    const one = allocation('one/prod/deployment:chat', 20, 31, controller);
    const { gpuRequestAverage, gpuUsageAverage, ...bare } = one;
    expect(busy(opencostText([[bare]]))).toBeUndefined();
    const nested = { ...bare, gpuAllocation: { gpuRequestAverage, gpuUsageAverage } };
    // Two pods of one accelerator each.
    expect(busy(opencostText([[nested]]))).toBe(0.4);
    expect(busy(opencostText([[one]]))).toBe(0.4);
  });

  it('shares out busy time over the accelerators of a pod', () => {
    const targets = targetsIn({
      'chat.yaml': servingText('chat', { namespace: 'prod' }).replace(
        'nvidia.com/gpu: 1',
        'nvidia.com/gpu: 4',
      ),
    });
    const one = { gpuRequestAverage: 8, gpuUsageAverage: 1.6 };
    const two = { ...allocation('x', 20, 31, controller), ...one };
    const reading = read(opencostText([[two]]), { targets });
    expect(reading).toMatchObject({ measured: [{ values: { bill: { gpuUtilization: 0.8 } } }] });
  });

  it('of a day that is not over counts until the last cost in it', () => {
    const whole = allocation('one/prod/deployment:chat', 20, 24, controller);
    const begun = allocation('one/prod/deployment:chat', 21, 6, controller);
    const text = opencostText([[whole], [{ ...begun, end: '2026-11-21T06:00:00Z' }]]);
    expect(valuesOf(text)?.bill).toMatchObject({ to: '2026-11-21T06:00Z', monthly: 730 });
    // The same as one set, as `accumulate` gives it.
    const window = { start: '2026-11-20T00:00:00Z', end: '2026-11-22T00:00:00Z' };
    const both = { ...begun, totalCost: 30, window, end: '2026-11-21T06:00:00Z' };
    expect(valuesOf(opencostText([[both]]))?.bill).toMatchObject({ monthly: 730 });
  });

  it('of a workload whose cost is no number is none, and that is said', () => {
    const unknown = { ...allocation('x', 20, 1, controller), totalCost: null };
    expect(
      read(opencostText([[unknown, allocation('y', 20, 1, { controller: 'y' })]])),
    ).toMatchObject({
      measured: [],
      notes: [
        'The cost of 1 workload is not known to it.',
        'r.json: none of its 1 allocations is one of the deployments.',
      ],
    });
  });

  it('that holds none of the deployments says so', () => {
    const other = opencostText([[allocation('x', 20, 1, { ...controller, controller: 'web' })]]);
    expect(read(other)).toMatchObject({
      measured: [],
      notes: ['r.json: none of its 1 allocations is one of the deployments.'],
    });
  });
});

describe('a file of results', () => {
  it('of no kind that is known is a clear problem', () => {
    expect(read('{"a": 1}')).toEqual({
      problem: 'r.json is no result of GuideLLM, AIPerf, vllm bench serve or OpenCost.',
    });
    expect(read('[1')).toEqual({ problem: 'r.json is no JSON.' });
    for (const text of [
      'null',
      '"x"',
      '[]',
      '{}',
      '{"benchmarks":[]}',
      '{"data":[]}',
      '{"data":[null]}',
    ]) {
      expect(read(text), text).toHaveProperty('problem');
    }
  });

  it('may be of several deployments of one model: a person names one', () => {
    const targets = targetsIn({
      'a.yaml': servingText('chat'),
      'b.yaml': servingText('search'),
    });
    expect(read(vllmBenchText(), { targets })).toMatchObject({
      measured: [],
      notes: [`r.json: model ${llama} may be any of chat, search; name one of them.`],
    });
    expect(read(vllmBenchText(), { targets })).toHaveProperty('isNameable', true);
    const named = read(vllmBenchText(), { targets: targets.slice(1), named: true, replicas: 2 });
    expect(named).toMatchObject({
      measured: [
        { target: { deployment: { name: 'search' } }, values: { benchmark: { replicas: 2 } } },
      ],
    });
  });

  it('of another model is nobody’s, unless a person says so', () => {
    const other = vllmBenchText({ model_id: 'Qwen/Qwen2.5-7B-Instruct' });
    expect(read(other)).toMatchObject({ measured: [] });
    expect(read(other, { named: true })).toMatchObject({ measured: [{}] });
  });
});
