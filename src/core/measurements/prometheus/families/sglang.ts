import { histogram, seconds, type MetricFamily } from './family.ts';

/** SGLang. Its counters are those of whoever takes requests in, its gauges those of each scheduler. */
export const sglang: MetricFamily = {
  id: 'sglang',
  name: 'SGLang',
  engines: ['sglang', 'other'],
  requests: ['sglang:num_requests_total'],
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
  ttft: {
    ...histogram('sglang:time_to_first_token_seconds', seconds),
    // Of an answer that is not streamed the first token is seen with many others.
    matchers: ['is_streaming!="false"'],
  },
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
  running: {
    gauges: ['sglang:num_running_reqs'],
    // With --enable-priority-scheduling each priority is reported beside all together.
    matchers: ['priority=""'],
    // With --enable-metrics-for-all-schedulers each rank reports the same; those of data parallelism (dp_rank) have their own.
    ranks: ['tp_rank', 'pp_rank', 'moe_ep_rank'],
  },
  cacheUsage: ['sglang:token_usage'],
  cached: {
    hits: ['sglang:cached_tokens_total'],
    queries: ['sglang:prompt_tokens_total'],
  },
  busy: [],
  sources: [
    {
      metrics: 'all, with --enable-metrics; histograms of tokens with --collect-tokens-histogram',
      versions: 'in the source at the commits 00ae9c1 and 016d860',
      source:
        'https://github.com/sgl-project/sglang/blob/016d8605e45876180312e29d6988e1de06562472/python/sglang/srt/observability/metrics_collector.py',
      asOf: '2026-11-27',
    },
    {
      metrics: 'inter_token_latency_seconds, before it time_per_output_token_seconds',
      versions: 'new name by pull request 3988, old one gone by 4914',
      source: 'https://github.com/volcano-sh/kthena/issues/1233',
      asOf: '2026-11-27',
    },
  ],
};
