/** Results of benchmarks and cost monitors in the forms their tools write; figures of our own. */

export const vllmBenchText = (more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    date: '20261120-140509',
    endpoint_type: 'openai',
    backend: 'openai',
    label: null,
    model_id: 'meta-llama/Llama-3.1-8B-Instruct',
    tokenizer_id: 'meta-llama/Llama-3.1-8B-Instruct',
    num_prompts: 200,
    request_rate: 'inf',
    burstiness: 1,
    max_concurrency: 32,
    duration: 100,
    completed: 200,
    failed: 0,
    total_input_tokens: 102_400,
    total_output_tokens: 51_200,
    request_throughput: 2,
    request_goodput: null,
    output_throughput: 512,
    total_token_throughput: 1536,
    mean_ttft_ms: 420.5,
    median_ttft_ms: 400,
    mean_tpot_ms: 61.2,
    mean_itl_ms: 61.2,
    ...more,
  });

const metric = (unit: string, avg: number) => ({ unit, avg, p50: avg, p99: avg * 1.5, std: 1 });

export const aiperfText = (config: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({
    request_throughput: metric('requests/sec', 2),
    request_latency: metric('ms', 16_000),
    request_count: metric('requests', 200),
    time_to_first_token: metric('ms', 420),
    inter_token_latency: metric('ms', 61),
    output_token_throughput: metric('tokens/sec', 512),
    output_sequence_length: metric('tokens', 256),
    input_sequence_length: metric('tokens', 512),
    input_config: config,
    was_cancelled: false,
    error_summary: [],
    start_time: '2026-11-20T14:05:09.123456',
    end_time: '2026-11-20T14:06:49.000000',
  });

const distribution = (mean: number) => ({
  successful: { mean, median: mean, count: 100, percentiles: { p95: mean * 1.4 } },
  errored: { mean: 0 },
  incomplete: { mean: 0 },
  total: { mean },
});

function guidellmMetrics(concurrency: number, tokensPerSecond: number) {
  return {
    requests_per_second: distribution(tokensPerSecond / 256),
    request_concurrency: distribution(concurrency),
    request_latency: distribution(16),
    prompt_token_count: distribution(512),
    output_token_count: distribution(256),
    time_to_first_token_ms: distribution(420),
    time_per_output_token_ms: distribution(62),
    inter_token_latency_ms: distribution(61),
    output_tokens_per_second: distribution(tokensPerSecond),
    tokens_per_second: distribution(tokensPerSecond * 3),
  };
}

/** GuideLLM 0.3 and before: the model with the worker, the strategy with the arguments. */
export const oldGuidellmText = JSON.stringify({
  benchmarks: [
    {
      type_: 'generative_benchmark',
      args: { strategy: { type_: 'synchronous' } },
      worker: { backend_model: 'meta-llama/Llama-3.1-8B-Instruct', backend_target: 'http://h:1' },
      start_time: 1_795_183_509,
      end_time: 1_795_183_609,
      metrics: guidellmMetrics(1, 60),
    },
  ],
});

/** GuideLLM 0.4 and later, a sweep. */
export const guidellmText = JSON.stringify({
  metadata: { version: 2, guidellm_version: '0.7.3' },
  config: { spec: {} },
  benchmarks: [
    ['synchronous', 1, 60],
    ['throughput', 64, 900],
    ['constant', 12, 380],
  ].map(([strategy, concurrency, rate], index) => ({
    type_: 'generative_benchmark',
    config: {
      strategy: { type_: strategy },
      backend: { model: 'meta-llama/Llama-3.1-8B-Instruct', target: 'http://h:1' },
    },
    scheduler_metrics: {
      start_time: 1_795_183_509 + index * 100,
      end_time: 1_795_183_609 + index * 100,
    },
    metrics: guidellmMetrics(Number(concurrency), Number(rate)),
  })),
});

/** An allocation of OpenCost: a day of one workload, in USD. */
export function allocation(
  name: string,
  day: number,
  totalCost: number,
  properties: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const start = `2026-11-${String(day).padStart(2, '0')}T00:00:00Z`;
  const end = `2026-11-${String(day + 1).padStart(2, '0')}T00:00:00Z`;
  return {
    name,
    properties,
    window: { start, end },
    start,
    end,
    minutes: 1440,
    cpuCores: 4,
    cpuCost: 1,
    gpuCount: 2,
    gpuHours: 48,
    gpuRequestAverage: 2,
    gpuUsageAverage: 0.8,
    gpuCost: totalCost - 1,
    networkCost: 0,
    pvCost: 0,
    ramCost: 0,
    sharedCost: 0,
    externalCost: 0,
    totalCost,
    totalEfficiency: 0.4,
  };
}

export function opencostText(
  sets: readonly (readonly Readonly<Record<string, unknown>>[])[],
): string {
  return JSON.stringify({
    code: 200,
    status: 'success',
    data: sets.map((set) => Object.fromEntries(set.map((one) => [String(one.name), one] as const))),
  });
}
