/** What a vLLM server has answered so far, as its metrics tell it. */
export interface ServedSoFar {
  readonly requests: number;
  readonly running: number;
}

/** Of each request: tokens in and out, seconds to the first token and for each further one. */
export const each = { input: 800, output: 200, ttft: 0.3, tpot: 0.025, cached: 320 } as const;

const bounds = {
  request_prompt_tokens: [500, 1000, 2000],
  request_generation_tokens: [100, 200, 500],
  time_to_first_token_seconds: [0.1, 0.25, 0.5],
  e2e_request_latency_seconds: [2.5, 5, 10],
} as const;

/** Samples of the metrics by name and labels, without a time. */
export function vllmSamples({
  requests,
  running,
}: ServedSoFar): readonly (readonly [string, number])[] {
  const decode = each.tpot * (each.output - 1);
  const values = {
    request_prompt_tokens: each.input,
    request_generation_tokens: each.output,
    time_to_first_token_seconds: each.ttft,
    e2e_request_latency_seconds: each.ttft + decode,
  };
  const histogram = (name: keyof typeof bounds): [string, number][] => [
    ...bounds[name].map((bound): [string, number] => [
      `vllm:${name}_bucket{LABELS,le="${bound}"}`,
      bound >= values[name] ? requests : 0,
    ]),
    [`vllm:${name}_bucket{LABELS,le="+Inf"}`, requests],
    [`vllm:${name}_sum{LABELS}`, requests * values[name]],
    [`vllm:${name}_count{LABELS}`, requests],
  ];
  return [
    ['vllm:num_requests_running{LABELS}', running],
    ['vllm:request_success_total{LABELS,finished_reason="stop"}', requests * 0.75],
    ['vllm:request_success_total{LABELS,finished_reason="length"}', requests * 0.25],
    ['vllm:generation_tokens_total{LABELS}', requests * each.output],
    ['vllm:prompt_tokens_total{LABELS}', requests * each.input],
    ['vllm:request_decode_time_seconds_sum{LABELS}', requests * decode],
    ['vllm:prefix_cache_hits_total{LABELS}', requests * each.cached],
    ['vllm:prefix_cache_queries_total{LABELS}', requests * each.input],
    ...(Object.keys(bounds) as (keyof typeof bounds)[]).flatMap(histogram),
  ];
}

/** The page that a server shows to whoever scrapes it. */
export function vllmPage(served: ServedSoFar): string {
  const labels = 'engine="0",model_name="meta-llama/Llama-3.1-8B-Instruct"';
  return vllmSamples(served)
    .map(([name, value]) => `${name.replace('LABELS', labels)} ${value}\n`)
    .join('');
}
