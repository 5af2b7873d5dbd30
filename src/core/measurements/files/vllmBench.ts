import * as z from 'zod';
import { rounded } from '../rounded.ts';
import { timeRange, type TimeRange } from './times.ts';
import { figures, type FileReading, type MeasuredPoint, type ResultFormat } from './resultFile.ts';

const number = z.number().nullish();

/** The result of `vllm bench serve --save-result` (vllm/benchmarks/serve.py, 0.9 to 0.32) and of its predecessor. */
const schema = z.object({
  date: z.string(),
  model_id: z.string(),
  completed: z.number(),
  duration: z.number(),
  total_input_tokens: z.number(),
  total_output_tokens: number,
  request_throughput: z.number(),
  output_throughput: number,
  request_rate: z.union([z.number(), z.string()]).nullish(),
  max_concurrency: number,
  mean_ttft_ms: number,
  mean_tpot_ms: number,
  mean_e2el_ms: number,
});

export const vllmBench: ResultFormat = {
  name: 'vllm bench serve',
  read(value) {
    const parsed = z
      .array(schema)
      .min(1)
      .safeParse(Array.isArray(value) ? value : [value]);
    return parsed.success ? readResults(parsed.data) : null;
  },
};

type Result = z.infer<typeof schema>;

/** One result, or those that `--append-result` wrote one below the other: a load each. */
function readResults(all: readonly Result[]): FileReading {
  const byModel = new Map<string, { points: MeasuredPoint[]; dates: string[] }>();
  const problems: string[] = [];
  for (const result of all) {
    const point = pointOf(result);
    if ('problem' in point) {
      problems.push(point.problem);
      continue;
    }
    const own = byModel.get(result.model_id) ?? { points: [], dates: [] };
    byModel.set(result.model_id, own);
    own.points.push(point);
    own.dates.push(result.date);
  }
  if (byModel.size === 0) return { problem: problems[0] ?? 'it holds nothing' };
  const results = [...byModel].map(([model, { points, dates }]) => ({
    labels: { model_name: model },
    engines: [],
    times: daysOf(dates.sort()),
    values: { kind: 'benchmark', source: 'vllm bench serve', points } as const,
  }));
  return {
    results,
    notes: problems.map((problem) => `One of its results is left out: ${problem}.`),
  };
}

function pointOf(result: Result): MeasuredPoint | { readonly problem: string } {
  const { completed, request_throughput: rate, total_output_tokens: output } = result;
  if (!(completed > 0) || !(rate > 0)) return { problem: 'no request of it was answered' };
  if (!output) return { problem: 'it is of a model that writes no text' };
  const outputTokens = output / completed;
  const { mean_ttft_ms: ttft, mean_tpot_ms: tpot } = result;
  const whole =
    result.mean_e2el_ms ??
    (ttft == null || tpot == null ? null : ttft + Math.max(0, outputTokens - 1) * tpot);
  const isPaced = typeof result.request_rate === 'number' && Number.isFinite(result.request_rate);
  // Little's law where nothing bounds the requests in flight.
  const inFlight = whole === null ? null : (rate * whole) / 1000;
  const concurrency = isPaced ? inFlight : (result.max_concurrency ?? inFlight);
  if (concurrency === null || !(concurrency > 0)) {
    return { problem: 'it does not say how many requests were in flight' };
  }
  return {
    concurrency: rounded(concurrency),
    arrivals: isPaced ? 'rate' : 'closed-loop',
    inputTokens: rounded(result.total_input_tokens / completed),
    outputTokens: rounded(outputTokens),
    ...figures({
      outputTokensPerSecond: result.output_throughput,
      requestsPerSecond: rate,
      ttftMs: ttft,
      tpotMs: tpot,
    }),
  };
}

/** `20261127-140509`, in the time of the machine that ran it: its day is all that is taken. Of sorted dates the first and last. */
function daysOf(dates: readonly string[]): TimeRange | null {
  return timeRange(dayOf(dates[0] ?? ''), dayOf(dates.at(-1) ?? ''));
}

function dayOf(date: string): string | null {
  const [, year = '', month = '', day = ''] = /^(\d{4})(\d{2})(\d{2})-/.exec(date) ?? [];
  return day === '' ? null : `${year}-${month}-${day}`;
}
