import { histogram, inFlight, seconds, type MetricFamily } from './family.ts';

/** Text Generation Inference. */
export const tgi: MetricFamily = {
  id: 'tgi',
  name: 'TGI',
  engines: ['tgi', 'other'],
  requests: ['tgi_request_success', 'tgi_request_success_total'],
  inputTokens: histogram('tgi_request_input_length', 1),
  outputTokens: histogram('tgi_request_generated_tokens', 1),
  generated: ['tgi_request_generated_tokens_sum'],
  ttft: null,
  // Its mean time per token holds the prompt as well.
  tpot: null,
  endToEnd: histogram('tgi_request_duration', seconds),
  running: inFlight('tgi_batch_current_size'),
  cacheUsage: [],
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
};
