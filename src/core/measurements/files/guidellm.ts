import * as z from 'zod';
import { rounded } from '../rounded.ts';
import { figures, type FileReading, type MeasuredPoint, type ResultFormat } from './resultFile.ts';
import { timeRange } from './times.ts';

const distribution = z.object({ successful: z.object({ mean: z.number().nullish() }).nullish() });
const block = z.record(z.string(), z.unknown()).nullish();

const benchmarkSchema = z.object({
  // 0.2 and 0.3.
  args: block,
  worker: block,
  // From 0.4 on.
  config: block,
  scheduler_metrics: block,
  start_time: z.number().nullish(),
  end_time: z.number().nullish(),
  metrics: z.object({
    requests_per_second: distribution,
    request_concurrency: distribution,
    prompt_token_count: distribution,
    output_token_count: distribution,
    time_to_first_token_ms: distribution.nullish(),
    inter_token_latency_ms: distribution.nullish(),
    output_tokens_per_second: distribution.nullish(),
  }),
});

/** `benchmarks.json` of GuideLLM 0.2 to 0.7. */
const schema = z.object({ benchmarks: z.array(benchmarkSchema).min(1) });

export const guidellm: ResultFormat = {
  name: 'GuideLLM',
  read(value) {
    const parsed = schema.safeParse(value);
    return parsed.success ? readResult(parsed.data.benchmarks) : null;
  },
};

type Benchmark = z.infer<typeof benchmarkSchema>;

function readResult(benchmarks: readonly Benchmark[]): FileReading {
  const byModel = new Map<string | null, Benchmark[]>();
  for (const one of benchmarks) {
    const model = modelOf(one);
    byModel.set(model, [...(byModel.get(model) ?? []), one]);
  }
  const results = [...byModel].flatMap(([model, own]) => {
    const points = own.flatMap((one) => pointOf(one) ?? []);
    if (points.length === 0) return [];
    const begins = own.flatMap((one) => timesOf(one).from ?? []);
    const ends = own.flatMap((one) => timesOf(one).to ?? []);
    const times = timeRange(
      begins.length > 0 ? Math.min(...begins) : null,
      ends.length > 0 ? Math.max(...ends) : null,
    );
    const values = { kind: 'benchmark', source: 'GuideLLM', points } as const;
    const labels = model === null ? {} : { model_name: model };
    return [{ labels, engines: [], times, values }];
  });
  return results.length === 0
    ? { problem: 'no request of it was answered with text' }
    : { results, notes: [] };
}

function pointOf(one: Benchmark): MeasuredPoint | null {
  const { metrics } = one;
  const mean = (of: z.infer<typeof distribution> | null | undefined): number | null =>
    of?.successful?.mean ?? null;
  const concurrency = mean(metrics.request_concurrency);
  const outputTokens = mean(metrics.output_token_count);
  const inputTokens = mean(metrics.prompt_token_count);
  if (concurrency === null || !(concurrency > 0)) return null;
  if (outputTokens === null || !(outputTokens > 0) || inputTokens === null) return null;
  return {
    concurrency: rounded(concurrency),
    arrivals: isPaced(one) ? 'rate' : 'closed-loop',
    inputTokens: rounded(inputTokens),
    outputTokens: rounded(outputTokens),
    ...figures({
      outputTokensPerSecond: mean(metrics.output_tokens_per_second),
      requestsPerSecond: mean(metrics.requests_per_second),
      ttftMs: mean(metrics.time_to_first_token_ms),
      tpotMs: mean(metrics.inter_token_latency_ms),
    }),
  };
}

/** What stands at a path of keys, whatever it is. */
function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Readonly<Record<string, unknown>>)[key]
        : undefined,
    value,
  );
}

/** Null where the server was asked for its own: later versions do not write down which that was. */
function modelOf({ worker, config }: Benchmark): string | null {
  const named = [at(config, 'backend', 'model'), at(worker, 'backend_model')];
  const found = named.find((name) => typeof name === 'string' && name !== '');
  return typeof found === 'string' ? found : null;
}

/** Requests that come at a rate, evenly or at random, do not wait for each other. */
function isPaced({ args, config }: Benchmark): boolean {
  const kind = at(config, 'strategy', 'type_') ?? at(args, 'strategy', 'type_');
  return kind === 'constant' || kind === 'poisson' || kind === 'trace';
}

function timesOf({ start_time, end_time, scheduler_metrics }: Benchmark): {
  readonly from: number | null;
  readonly to: number | null;
} {
  const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  return {
    from: start_time ?? number(at(scheduler_metrics, 'start_time')),
    to: end_time ?? number(at(scheduler_metrics, 'end_time')),
  };
}
