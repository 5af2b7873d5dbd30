import * as z from 'zod';

/** A question to the HTTP API of Prometheus. Times in seconds since 1970. */
export type PrometheusQuery =
  | { readonly kind: 'instant'; readonly expression: string; readonly time: number }
  | {
      readonly kind: 'range';
      readonly expression: string;
      readonly start: number;
      readonly end: number;
      readonly step: number;
    };

/** One group of series and its values. */
export interface PrometheusSeries {
  readonly labels: Readonly<Record<string, string>>;
  /** Time in seconds and value; values that are no numbers are left out. */
  readonly values: readonly (readonly [time: number, value: number])[];
}

export type PrometheusAnswer =
  | { readonly series: readonly PrometheusSeries[]; readonly warnings: readonly string[] }
  /** `tooMuch`: the same for a shorter time may be answered. */
  | { readonly failed: string; readonly tooMuch: boolean };

/** What came over the wire, or why nothing did. */
export type WireAnswer =
  | { readonly status: number; readonly text: string }
  | { readonly failed: string; readonly tooMuch: boolean };

const sample = z.tuple([z.number(), z.string()]);
const labels = z.record(z.string(), z.string());
const successSchema = z.object({
  status: z.literal('success'),
  data: z.discriminatedUnion('resultType', [
    z.object({
      resultType: z.literal('vector'),
      result: z.array(z.object({ metric: labels, value: sample.optional() })),
    }),
    z.object({
      resultType: z.literal('matrix'),
      result: z.array(z.object({ metric: labels, values: z.array(sample).optional() })),
    }),
  ]),
  warnings: z.array(z.string()).optional(),
});
const errorSchema = z.object({
  status: z.literal('error'),
  errorType: z.string().optional(),
  error: z.string(),
});

/** Groups in one answer beyond which it is no overview any more. */
const mostGroups = 5000;

/** What an answer says. Never throws; NaN and infinities, which Prometheus writes for what it cannot divide, are left out. */
export function readAnswer(wire: WireAnswer): PrometheusAnswer {
  if ('failed' in wire) return wire;
  const { status, text } = wire;
  const value = parsed(text);
  const error = errorSchema.safeParse(value);
  if (error.success) {
    const said = shortened(error.data.error);
    const { errorType = '' } = error.data;
    return { failed: `answers ${status}: ${said}`, tooMuch: isTooMuch(status, errorType, said) };
  }
  if (status === 401 || status === 403) {
    return { failed: `answers ${status}: it wants a token, or other ones`, tooMuch: false };
  }
  if (status < 200 || status > 299) {
    return { failed: `answers ${status}`, tooMuch: [413, 502, 503, 504].includes(status) };
  }
  const success = successSchema.safeParse(value);
  if (!success.success) {
    return {
      failed: `answers something other than the HTTP API of Prometheus: ${shortened(text)}`,
      tooMuch: false,
    };
  }
  const { data, warnings = [] } = success.data;
  if (data.result.length > mostGroups) {
    return {
      failed: `answers with ${data.result.length} groups of series: choose some by their labels`,
      tooMuch: false,
    };
  }
  const series =
    data.resultType === 'vector'
      ? data.result.map(({ metric, value: one }) => ({
          labels: metric,
          values: numbers(one === undefined ? [] : [one]),
        }))
      : data.result.map(({ metric, values = [] }) => ({ labels: metric, values: numbers(values) }));
  return { series, warnings };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function numbers(
  samples: readonly (readonly [number, string])[],
): readonly (readonly [number, number])[] {
  return samples.flatMap(([time, text]) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    return Number.isFinite(value) ? [[time, value] as const] : [];
  });
}

/** Limits of Prometheus, Thanos, Mimir and VictoriaMetrics on what one query may read, each in its own words. */
const limitWords =
  /too many|too large|exceed|limit|out of memory|maximum resolution|timed? ?out|deadline|context canceled/i;

function isTooMuch(status: number, errorType: string, said: string): boolean {
  if (status === 401 || status === 403 || errorType === 'bad_data') {
    return said.includes('maximum resolution');
  }
  return errorType === 'timeout' || errorType === 'canceled' || limitWords.test(said);
}

/** One line that fits into a message, without control characters. */
function shortened(text: string): string {
  const line = text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
