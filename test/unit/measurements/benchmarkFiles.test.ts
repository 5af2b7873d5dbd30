import { describe, expect, it } from 'vitest';
import { llama } from '../../support/measuredTargets.ts';
import { readResult, resultValues } from '../../support/readResult.ts';
import {
  aiperfText,
  guidellmText,
  oldGuidellmText,
  vllmBenchText,
} from '../../support/resultTexts.ts';

describe('vllm bench serve', () => {
  it('is a closed loop of as many clients as it was given', () => {
    expect(resultValues(vllmBenchText())).toEqual({
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
    const point = resultValues(vllmBenchText({ request_rate: 2 }))?.benchmark?.points[0];
    expect(point?.arrivals).toBe('rate');
    expect(point?.concurrency).toBeCloseTo((2 * (420.5 + 255 * 61.2)) / 1000, 1);
  });

  it('may hold NaN, as Python writes it', () => {
    const text = vllmBenchText().replace('"mean_tpot_ms":61.2', '"mean_tpot_ms":NaN');
    expect(resultValues(text)?.benchmark?.points[0]).not.toHaveProperty('tpotMs');
    expect(resultValues(text)?.benchmark?.points[0]).toHaveProperty('ttftMs', 420.5);
  });

  it('may hold several results, one below the other, as --append-result writes them', () => {
    const two = [
      vllmBenchText({ date: '20261121-000509', max_concurrency: 64, output_throughput: 800 }),
      vllmBenchText({ completed: 0, request_throughput: 0 }),
      vllmBenchText({ mean_tpot_ms: Number.NaN }),
    ].join('\n');
    expect(readResult(two)).toMatchObject({
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
    expect(readResult(`${vllmBenchText()}\noops`)).toEqual({ problem: 'r.json is no JSON.' });
  });

  it('of requests that all failed says so', () => {
    expect(readResult(vllmBenchText({ completed: 0, request_throughput: 0 }))).toEqual({
      problem: 'r.json: no request of it was answered.',
    });
  });
});

describe('AIPerf', () => {
  const config = { endpoint: { model_names: [llama] }, loadgen: { concurrency: 32 } };

  it('is read with what was in flight by the law of Little', () => {
    expect(resultValues(aiperfText(config))?.benchmark).toMatchObject({
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
    const arrivals = (text: string) => resultValues(text)?.benchmark?.points[0]?.arrivals;
    expect(arrivals(phased('concurrency', { concurrency: 32 }))).toBe('closed-loop');
    expect(arrivals(phased('poisson', { rate: 2 }))).toBe('rate');
    const zoned = phased('constant').replace('09.123456"', '09.123456+01:00"');
    expect(resultValues(zoned)?.benchmark?.from).toBe('2026-11-20T13:05Z');
  });

  it('is read as GenAI-Perf writes it, which says no time', () => {
    const result: unknown = JSON.parse(aiperfText({ model: [llama], concurrency: 32 }));
    const timeless = JSON.stringify(result, (key, value: unknown) =>
      key === 'start_time' || key === 'end_time' ? undefined : value,
    );
    expect(resultValues(timeless)?.benchmark).toMatchObject({
      from: '2026-11-27',
      to: '2026-11-27',
    });
  });

  it('takes other units, and no other models at once', () => {
    const seconds = aiperfText(config).replace('"unit":"ms","avg":420', '"unit":"s","avg":0.42');
    expect(resultValues(seconds)?.benchmark?.points[0]?.ttftMs).toBe(420);
    const two = aiperfText({ endpoint: { model_names: ['a', 'b'] } });
    expect(readResult(two)).toMatchObject({
      measured: [],
      notes: ['r.json: it does not say which one model it asked; name the deployment.'],
    });
  });
});

describe('GuideLLM', () => {
  it('gives a point for each load', () => {
    const points = resultValues(guidellmText)?.benchmark?.points ?? [];
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
    expect(resultValues(guidellmText)?.benchmark).toMatchObject({
      from: '2026-11-20T14:05Z',
      to: '2026-11-20T14:10Z',
    });
  });

  it('is the named deployment’s where it does not say which model it asked', () => {
    const nameless = guidellmText.replaceAll(`"model":"${llama}"`, '"model":""');
    expect(readResult(nameless)).toMatchObject({
      measured: [],
      notes: ['r.json: it does not say which one model it asked; name the deployment.'],
    });
    expect(readResult(nameless, { named: true })).toMatchObject({ measured: [{}], notes: [] });
  });

  it('is read as versions before 0.4 wrote it', () => {
    expect(resultValues(oldGuidellmText)?.benchmark?.points).toHaveLength(1);
  });
});
