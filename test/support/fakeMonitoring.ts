import type { Answering, Labels } from './fakePrometheus.ts';

/** Of each request of the fake service. */
const each = { input: 800, output: 200, ttft: 0.3, tpot: 0.025 } as const;

/** One vLLM service: requests/s by time, and how many replicas answer them. */
export function vllmService(
  labels: Labels,
  rate: (seconds: number) => number = () => 2,
  replicas = 2,
  prefix = 'vllm:',
): Answering {
  const hour = 3600;
  const sums: Readonly<Record<string, number>> = {
    request_prompt_tokens_sum: each.input,
    request_prompt_tokens_count: 1,
    request_generation_tokens_sum: each.output,
    request_generation_tokens_count: 1,
    time_to_first_token_seconds_sum: each.ttft,
    time_to_first_token_seconds_count: 1,
    request_decode_time_seconds_sum: each.tpot * (each.output - 1),
    e2e_request_latency_seconds_sum: each.ttft + each.tpot * (each.output - 1),
    e2e_request_latency_seconds_count: 1,
    prefix_cache_hits_total: 200,
    prefix_cache_queries_total: each.input,
  };
  return (expression, time) => {
    const has = (text: string): boolean => expression.includes(text);
    if (has('max_over_time'))
      return has(`${prefix}request_success_total`) ? [[labels, rate(time) * 1.5]] : [];
    if (has(`rate(${prefix}request_success_total`)) return [[labels, rate(time)]];
    if (has(`rate(${prefix}generation_tokens_total`)) return [[labels, rate(time) * each.output]];
    if (has(`avg_over_time(${prefix}num_requests_running`)) return [[labels, rate(time) * 5.3]];
    if (has('group by') && has(`${prefix}request_success_total`)) return [[labels, replicas]];
    const window = Number(/\[(\d+)s\]/.exec(expression)?.[1] ?? hour);
    for (const [name, amount] of Object.entries(sums)) {
      if (has(`increase(${prefix}${name}`)) return [[labels, amount * rate(time) * window]];
    }
    if (has(`increase(${prefix}time_to_first_token_seconds_bucket`)) {
      const count = rate(time) * window;
      return [
        [{ ...labels, le: '0.25' }, 0],
        [{ ...labels, le: '0.5' }, count],
        [{ ...labels, le: '+Inf' }, count],
      ];
    }
    return [];
  };
}

/** Several services in one monitoring, and what is scraped. */
export function monitoring(...services: readonly Answering[]): Answering {
  return (expression, time) =>
    expression === 'count(up)'
      ? [[{}, 12]]
      : services.flatMap((service) => service(expression, time));
}
