import { histogram, inFlight, seconds, type MetricFamily, type MetricSource } from './family.ts';

/** The names of vLLM behind a prefix. TPOT is decode time over tokens: with speculation one interval holds several. */
export function vllm(id: string, prefix: string, name: string): MetricFamily {
  const named = (metric: string): string => prefix + metric;
  return {
    id,
    name,
    engines: ['vllm', 'kserve-huggingface', 'nim', 'other'],
    requests: [named('request_success_total')],
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
    running: inFlight(named('num_requests_running')),
    cacheUsage: [named('kv_cache_usage_perc'), named('gpu_cache_usage_perc')],
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
    metrics: 'kv_cache_usage_perc',
    versions: 'since 0.9; before, and beside it for a while, gpu_cache_usage_perc',
    source:
      'https://github.com/vllm-project/vllm/blob/005a810bc40faa25b8870fbc8559c3462581eee3/vllm/v1/metrics/loggers.py',
    asOf: '2026-11-27',
  },
  {
    metrics: 'request_time_per_output_token_seconds, for the p95 of TPOT',
    versions: 'since 0.11',
    source: 'https://github.com/vllm-project/vllm/pull/24015',
    asOf: '2026-11-27',
  },
];
