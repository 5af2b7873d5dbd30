import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPrometheus } from '../../scripts/system/prometheus.ts';
import { callCli } from '../support/callCli.ts';
import { servingText } from '../support/measuredTargets.ts';
import { folderWith } from '../support/testFolder.ts';
import { openMetrics, type Sample } from './openMetrics.ts';
import { startPrometheus, type RunningPrometheus } from './startPrometheus.ts';

const prometheus = await findPrometheus();
const hour = 3600;
const end = Math.floor(Date.now() / 1000 / hour) * hour - 3 * hour;
const begin = end - 4 * hour;
const step = 60;

/** Two requests a second of 500 tokens in and 100 out: what each server says of them after so many. */
const pages: Readonly<
  Record<string, (requests: number) => readonly (readonly [string, number])[]>
> = {
  sglang: (requests) => [
    ...['true', 'false'].flatMap((streamed): [string, number][] => [
      [`sglang:num_requests_total{LABELS,is_streaming="${streamed}"}`, requests / 2],
      [`sglang:prompt_tokens_total{LABELS,is_streaming="${streamed}"}`, (requests / 2) * 500],
      [`sglang:generation_tokens_total{LABELS,is_streaming="${streamed}"}`, (requests / 2) * 100],
      [`sglang:time_to_first_token_seconds_count{LABELS,is_streaming="${streamed}"}`, requests / 2],
      [
        `sglang:time_to_first_token_seconds_sum{LABELS,is_streaming="${streamed}"}`,
        (requests / 2) * (streamed === 'true' ? 0.2 : 3),
      ],
    ]),
    ['sglang:inter_token_latency_seconds_sum{LABELS}', requests * 99 * 0.03],
    ['sglang:inter_token_latency_seconds_count{LABELS}', requests * 99],
    ...['device', 'host'].map((source): [string, number] => [
      `sglang:cached_tokens_total{LABELS,cache_source="${source}"}`,
      requests * 50,
    ]),
    // Data parallel over two ranks, each of two that report the same, with a priority beside all together.
    ...[0, 1, 2, 3].flatMap((rank) =>
      ['', '5'].map((priority): [string, number] => [
        `sglang:num_running_reqs{LABELS,tp_rank="${rank}",dp_rank="${Math.floor(rank / 2)}",priority="${priority}"}`,
        4,
      ]),
    ),
    ...[0, 1].map((rank): [string, number] => [
      `sglang:token_usage{LABELS,tp_rank="${rank}"}`,
      0.3,
    ]),
  ],
  tgi: (requests) => [
    ['tgi_request_success{LABELS}', requests],
    ['tgi_request_input_length_sum{LABELS}', requests * 500],
    ['tgi_request_input_length_count{LABELS}', requests],
    ['tgi_request_generated_tokens_sum{LABELS}', requests * 100],
    ['tgi_request_generated_tokens_count{LABELS}', requests],
    ['tgi_request_duration_sum{LABELS}', requests * 2.5],
    ['tgi_request_duration_count{LABELS}', requests],
    ['tgi_batch_current_size{LABELS}', 5],
  ],
  triton: (requests) =>
    ['preprocessing', 'ensemble'].flatMap((model): [string, number][] => [
      [`nv_inference_request_success{LABELS,model="${model}",version="1"}`, requests],
      [
        `nv_inference_request_duration_us{LABELS,model="${model}",version="1"}`,
        requests * (model === 'ensemble' ? 2_500_000 : 1000),
      ],
    ]),
};

const images: Readonly<Record<string, string>> = {
  sglang: 'lmsysorg/sglang:v0.5.4',
  tgi: 'ghcr.io/huggingface/text-generation-inference:3.3.5',
  triton: 'nvcr.io/nvidia/tritonserver:25.01-trtllm-python-py3',
};

function history(): string {
  const samples: Sample[] = [];
  for (let time = begin; time <= end; time += step) {
    samples.push(['up{job="x"}', 1, time]);
    for (const [name, page] of Object.entries(pages)) {
      const labels = `namespace="prod",pod="${name}-0",job="${name}",instance="10.0.0.1:8000"`;
      for (const [series, value] of page((time - begin) * 2)) {
        samples.push([series.replace('LABELS', labels), value, time]);
      }
    }
  }
  return openMetrics(samples);
}

describe.skipIf(prometheus === undefined)('a Prometheus that scrapes other servers', () => {
  let running: RunningPrometheus | undefined;
  beforeAll(async () => {
    if (prometheus !== undefined)
      running = await startPrometheus(prometheus, { history: history() });
  });
  afterAll(() => running?.stop());

  test.each([
    [
      'sglang',
      {
        inputTokens: 500,
        outputTokens: 100,
        ttftMs: 200,
        tpotMs: 30,
        cachedPrefixShare: 0.2,
        concurrency: 8,
        kvCacheUsage: 0.3,
      },
    ],
    ['tgi', { inputTokens: 500, outputTokens: 100, e2eMs: 2500, concurrency: 5 }],
    ['triton', { e2eMs: 2500 }],
  ])('%s is measured by its own metrics', async (name, expected) => {
    const text = servingText(name, { namespace: 'prod' }).replace(
      'vllm/vllm-openai:v0.9.1',
      images[name] ?? '',
    );
    const cwd = folderWith({ 'config.yaml': text });
    const until = new Date(end * 1000).toISOString();
    const args = [
      'measure',
      '--prometheus',
      running?.url ?? '',
      '--range',
      '3h',
      '--until',
      until,
      '--write',
    ];
    const { status, warnings } = await callCli(cwd, args);
    expect(status, warnings).toBe(0);
    const written = readFileSync(join(cwd, '.servingcost.yaml'), 'utf8');
    const figures = [...written.matchAll(/^ +(\w+): ([\d.]+)$/gm)].map(([, key, value]) => [
      key,
      Number(value),
    ]);
    expect(Object.fromEntries(figures)).toEqual({
      requestsPerSecond: 2,
      peakFactor: 1,
      replicas: 1,
      ...(name !== 'triton' && { busiestOutputTokensPerSecond: 200 }),
      ...expected,
    });
  });
});
