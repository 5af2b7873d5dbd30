import * as z from 'zod';
import { rounded } from '../rounded.ts';
import { timeRange } from './times.ts';
import { figures, type FileReading, type ResultFormat } from './resultFile.ts';

const metric = z.object({ unit: z.string().optional(), avg: z.number().nullish() });

/** `profile_export_aiperf.json` (aiperf 0.1 to 0.5), and `profile_export_genai_perf.json`, whose form it keeps. */
const schema = z.object({
  request_throughput: metric,
  request_latency: metric,
  output_token_throughput: metric.nullish(),
  time_to_first_token: metric.nullish(),
  inter_token_latency: metric.nullish(),
  input_sequence_length: metric,
  output_sequence_length: metric.nullish(),
  input_config: z.record(z.string(), z.unknown()),
  start_time: z.string().nullish(),
  end_time: z.string().nullish(),
});

export const aiperf: ResultFormat = {
  name: 'AIPerf',
  read(value) {
    const parsed = schema.safeParse(value);
    return parsed.success ? readResult(parsed.data) : null;
  },
};

function readResult(result: z.infer<typeof schema>): FileReading {
  const model = modelOf(result.input_config);
  if (model === null) return { problem: 'it does not say which one model it asked' };
  const rate = result.request_throughput.avg ?? 0;
  const latency = milliseconds(result.request_latency);
  const outputTokens = result.output_sequence_length?.avg ?? null;
  if (!(rate > 0) || latency === null) return { problem: 'no request of it was answered' };
  if (outputTokens === null || !(outputTokens > 0)) {
    return { problem: 'it is of a model that writes no text' };
  }
  return {
    notes: [],
    results: [
      {
        labels: { model_name: model },
        engines: [],
        times: timeRange(result.start_time, result.end_time),
        values: {
          kind: 'benchmark',
          source: 'AIPerf',
          points: [
            {
              // Little's law: what was in flight, whatever was asked for.
              concurrency: rounded((rate * latency) / 1000),
              arrivals: isPaced(result.input_config) ? 'rate' : 'closed-loop',
              inputTokens: rounded(result.input_sequence_length.avg ?? 0),
              outputTokens: rounded(outputTokens),
              ...figures({
                outputTokensPerSecond: result.output_token_throughput?.avg,
                requestsPerSecond: rate,
                ttftMs: milliseconds(result.time_to_first_token),
                tpotMs: milliseconds(result.inter_token_latency),
              }),
            },
          ],
        },
      },
    ],
  };
}

const units: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, ms: 1, sec: 1000, s: 1000 };

function milliseconds(measured: z.infer<typeof metric> | null | undefined): number | null {
  const factor = units[measured?.unit ?? 'ms'];
  const value = measured?.avg;
  return value == null || factor === undefined ? null : value * factor;
}

/** AIPerf keeps it with the endpoint, GenAI-Perf at the top or with the endpoint too. */
function modelOf(config: Readonly<Record<string, unknown>>): string | null {
  const { endpoint } = config;
  const inner: Readonly<Record<string, unknown>> =
    typeof endpoint === 'object' && endpoint !== null ? { ...endpoint } : {};
  for (const names of [inner.model_names, config.model_names, config.model]) {
    const list = typeof names === 'string' ? [names] : names;
    const [name, ...others] = Array.isArray(list) ? (list as unknown[]) : [];
    if (typeof name === 'string' && others.length === 0) return name;
  }
  return null;
}

function isPaced({ loadgen, request_rate: top }: Readonly<Record<string, unknown>>): boolean {
  const rate: unknown =
    typeof loadgen === 'object' && loadgen !== null && 'request_rate' in loadgen
      ? loadgen.request_rate
      : top;
  return typeof rate === 'number' && Number.isFinite(rate);
}
