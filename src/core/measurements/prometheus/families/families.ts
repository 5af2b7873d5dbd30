import type { EngineId } from '../../model/deployment.ts';

/** Metrics of one server under the names it gives them; the first that has data counts, newer names first. */
export interface MetricFamily {
  /** Stable: `vllm`, `vllm-kserve`. */
  readonly id: string;
  /** As people call it. */
  readonly name: string;
  /** Engines whose series these may be. */
  readonly engines: readonly EngineId[];
  /** Counter of answered requests, by which the family is found. */
  readonly requests: readonly string[];
  /** Matchers that every selector gets: `tp_rank=~"0|"`. */
  readonly matchers: readonly string[];
  readonly inputTokens: Mean | null;
  readonly outputTokens: Mean | null;
  /** Counter of output tokens, for hours. */
  readonly generated: readonly string[];
  readonly ttft: Mean | null;
  readonly tpot: Mean | null;
  readonly endToEnd: Mean | null;
  /** Gauge of requests in flight. */
  readonly running: readonly string[];
  /** Input tokens that a prefix cache answered, and those that it was asked for. */
  readonly cached: {
    readonly hits: readonly string[];
    readonly queries: readonly string[];
  } | null;
  /** Gauge of busy accelerators, 0–1. */
  readonly busy: readonly string[];
  /** Where these names are from: address, versions, and the day it was read. */
  readonly sources: readonly MetricSource[];
}

interface MetricSource {
  readonly metrics: string;
  readonly versions: string;
  readonly source: string;
  readonly asOf: string;
}

/** A quantity per request or token: what its sum and its count are called, and its histogram where it has one. */
export interface Mean {
  readonly sum: readonly string[];
  readonly count: readonly string[];
  /** Taken off the count: TPOT counts all tokens of a request but the first. */
  readonly less?: readonly string[];
  /** Buckets, for percentiles; empty = there are none. */
  readonly buckets: readonly string[];
  /** Milliseconds, or tokens, that one unit of the sum is. */
  readonly scale: number;
}

function histogram(name: string, scale: number): Mean {
  return {
    sum: [`${name}_sum`],
    count: [`${name}_count`],
    buckets: [`${name}_bucket`],
    scale,
  };
}

const seconds = 1000;

/** The names of vLLM behind a prefix. TPOT is decode time over tokens: with speculation one interval holds several. */
function vllm(id: string, prefix: string, name: string): MetricFamily {
  const named = (metric: string): string => prefix + metric;
  return {
    id,
    name,
    engines: ['vllm', 'kserve-huggingface', 'nim', 'other'],
    requests: [named('request_success_total')],
    matchers: [],
    inputTokens: histogram(named('request_prompt_tokens'), 1),
    outputTokens: histogram(named('request_generation_tokens'), 1),
    generated: [named('generation_tokens_total')],
    ttft: histogram(named('time_to_first_token_seconds'), seconds),
    tpot: {
      sum: [named('request_decode_time_seconds_sum')],
      count: [named('request_generation_tokens_sum')],
      less: [named('request_generation_tokens_count')],
      buckets: [named('request_time_per_output_token_seconds_bucket')],
      scale: seconds,
    },
    endToEnd: histogram(named('e2e_request_latency_seconds'), seconds),
    running: [named('num_requests_running')],
    cached: {
      hits: [named('prefix_cache_hits_total'), named('gpu_prefix_cache_hits_total')],
      queries: [named('prefix_cache_queries_total'), named('gpu_prefix_cache_queries_total')],
    },
    busy: [],
    sources: vllmSources,
  };
}

const vllmSources: readonly MetricSource[] = [
  {
    metrics: 'requests, tokens, TTFT, end to end, running',
    versions: 'listed since 0.6.3',
    source: 'https://docs.vllm.ai/en/stable/usage/metrics/',
    asOf: '2026-11-27',
  },
  {
    metrics: 'request_decode_time_seconds',
    versions: 'listed since 0.8',
    source: 'https://docs.vllm.ai/en/stable/design/metrics/',
    asOf: '2026-11-27',
  },
  {
    metrics: 'prefix_cache_hits, prefix_cache_queries',
    versions: 'since 0.10; before, and beside them until 0.12, with gpu_ in front',
    source:
      'https://github.com/vllm-project/vllm/pull/18354 and https://github.com/vllm-project/vllm/pull/29330',
    asOf: '2026-11-27',
  },
  {
    metrics: 'request_time_per_output_token_seconds, for the p95 of TPOT',
    versions: 'since 0.11',
    source: 'https://github.com/vllm-project/vllm/pull/24015',
    asOf: '2026-11-27',
  },
];

/** All families, in the order in which one of several that see the same server counts. */
export const metricFamilies: readonly MetricFamily[] = [
  vllm('vllm', 'vllm:', 'vLLM'),
  vllm('vllm-kserve', 'kserve_vllm:', 'vLLM (KServe)'),
  vllm('vllm-ray', 'ray_vllm_', 'vLLM (Ray)'),
  {
    id: 'sglang',
    name: 'SGLang',
    engines: ['sglang', 'other'],
    requests: ['sglang:num_requests_total'],
    // With --enable-metrics-for-all-schedulers every rank reports the same requests.
    matchers: ['tp_rank=~"0|"', 'pp_rank=~"0|"'],
    inputTokens: {
      sum: ['sglang:prompt_tokens_total'],
      count: ['sglang:num_requests_total'],
      buckets: ['sglang:prompt_tokens_histogram_bucket'],
      scale: 1,
    },
    outputTokens: {
      sum: ['sglang:generation_tokens_total'],
      count: ['sglang:num_requests_total'],
      buckets: ['sglang:generation_tokens_histogram_bucket'],
      scale: 1,
    },
    generated: ['sglang:generation_tokens_total'],
    ttft: histogram('sglang:time_to_first_token_seconds', seconds),
    tpot: {
      sum: ['sglang:inter_token_latency_seconds_sum', 'sglang:time_per_output_token_seconds_sum'],
      count: [
        'sglang:inter_token_latency_seconds_count',
        'sglang:time_per_output_token_seconds_count',
      ],
      // Of tokens, not of requests.
      buckets: [],
      scale: seconds,
    },
    endToEnd: histogram('sglang:e2e_request_latency_seconds', seconds),
    running: ['sglang:num_running_reqs'],
    cached: {
      hits: ['sglang:cached_tokens_total'],
      queries: ['sglang:prompt_tokens_total'],
    },
    busy: [],
    sources: [
      {
        metrics: 'all, with --enable-metrics; histograms of tokens with --collect-tokens-histogram',
        versions: 'in the source at this commit',
        source:
          'https://github.com/sgl-project/sglang/blob/00ae9c1590d2d0bb6c0bfff39e312c34ae3dd538/python/sglang/srt/metrics/collector.py',
        asOf: '2026-11-27',
      },
      {
        metrics: 'inter_token_latency_seconds, before it time_per_output_token_seconds',
        versions: 'new name by pull request 3988, old one gone by 4914',
        source: 'https://github.com/volcano-sh/kthena/issues/1233',
        asOf: '2026-11-27',
      },
    ],
  },
  {
    id: 'tgi',
    name: 'TGI',
    engines: ['tgi', 'other'],
    requests: ['tgi_request_success', 'tgi_request_success_total'],
    matchers: [],
    inputTokens: histogram('tgi_request_input_length', 1),
    outputTokens: histogram('tgi_request_generated_tokens', 1),
    generated: ['tgi_request_generated_tokens_sum'],
    ttft: null,
    // Its mean time per token holds the prompt as well.
    tpot: null,
    endToEnd: histogram('tgi_request_duration', seconds),
    running: ['tgi_batch_current_size'],
    cached: null,
    busy: [],
    sources: [
      {
        metrics: 'all',
        versions: 'in the source of 1.0.0 to 3.3.7',
        source:
          'https://github.com/huggingface/text-generation-inference/blob/main/docs/source/reference/metrics.md',
        asOf: '2026-11-27',
      },
    ],
  },
  {
    id: 'triton',
    name: 'Triton',
    engines: ['triton', 'tensorrt-llm', 'other'],
    requests: ['nv_inference_request_success'],
    matchers: [],
    inputTokens: null,
    outputTokens: null,
    generated: [],
    ttft: {
      sum: ['nv_inference_first_response_histogram_ms_sum'],
      count: ['nv_inference_first_response_histogram_ms_count'],
      buckets: [],
      scale: 1,
    },
    tpot: null,
    endToEnd: {
      sum: ['nv_inference_request_duration_us'],
      count: ['nv_inference_request_success'],
      buckets: [],
      scale: 1 / 1000,
    },
    running: [],
    cached: null,
    busy: ['nv_gpu_utilization'],
    sources: [
      {
        metrics: 'all but the first response',
        versions: 'in the documentation of 2.0 to 2.71',
        source:
          'https://github.com/triton-inference-server/server/blob/main/docs/user_guide/metrics.md',
        asOf: '2026-11-27',
      },
      {
        metrics: 'the first response, with --metrics-config histogram_latencies=true',
        versions: 'in the documentation of 2.60 and later, not in that of 2.30',
        source:
          'https://github.com/triton-inference-server/server/blob/main/docs/user_guide/metrics.md',
        asOf: '2026-11-27',
      },
    ],
  },
];
