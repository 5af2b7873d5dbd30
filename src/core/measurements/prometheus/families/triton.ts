import type { MetricFamily } from './family.ts';

/** Triton Inference Server. */
export const triton: MetricFamily = {
  id: 'triton',
  name: 'Triton',
  engines: ['triton', 'tensorrt-llm', 'other'],
  requests: ['nv_inference_request_success'],
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
  running: null,
  cacheUsage: [],
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
};
