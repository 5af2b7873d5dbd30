import * as z from 'zod';
import { rounded } from '../rounded.ts';
import { timeRange } from './times.ts';
import { figures, type FileReading, type ResultFormat } from './resultFile.ts';

const metric = z.object({ unit: z.string().optional(), avg: z.number().nullish() });

/** `profile_export_aiperf.json` (aiperf 0.1 and later), and `profile_export_genai_perf.json`, whose form it keeps. */
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
        labels: model === null ? {} : { model_name: model },
        engines: [],
        times: timeRange(timeOrDay(result.start_time), timeOrDay(result.end_time)),
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

/** Times without an offset are those of the machine that ran it: their day is all that is taken. */
function timeOrDay(time: string | null | undefined): string | null {
  return time == null ? null : /(?:Z|[+-]\d{2}:?\d{2})$/.test(time) ? time : time.slice(0, 10);
}

const units: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, ms: 1, sec: 1000, s: 1000 };

function milliseconds(measured: z.infer<typeof metric> | null | undefined): number | null {
  const factor = units[measured?.unit ?? 'ms'];
  const value = measured?.avg;
  return value == null || factor === undefined ? null : value * factor;
}

/** AIPerf had it with the endpoint and has it as an item of `models`, GenAI-Perf at the top or with the endpoint too. */
function modelOf(config: Config): string | null {
  const { endpoint, models, model_names: topNames, model } = config;
  const items = listOf(blockOf(models).items).map((item) => blockOf(item).name);
  for (const names of [items, blockOf(endpoint).model_names, topNames, model]) {
    const [name, ...others] = listOf(names);
    if (typeof name === 'string' && others.length === 0) return name;
  }
  return null;
}

/** Requests come at a rate, by the phase that counts or, in earlier versions, by `request_rate`. */
function isPaced({ loadgen, phases, request_rate: top }: Config): boolean {
  const counted = listOf(phases)
    .map(blockOf)
    .filter(({ kind, name }) => (kind ?? name) !== 'warmup');
  if (counted.length > 0) return counted.some(({ type }) => type !== 'concurrency');
  const rate = blockOf(loadgen).request_rate ?? top;
  return typeof rate === 'number' && Number.isFinite(rate);
}

type Config = Readonly<Record<string, unknown>>;

function blockOf(value: unknown): Config {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as unknown[]) : [];
}
