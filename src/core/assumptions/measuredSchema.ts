import * as z from 'zod';
import { seriesSchema } from './seriesSchema.ts';
import { tokensSchema } from './tokensSchema.ts';

const count = z.number().min(0);
const positive = z.number().positive();
const share = z.number().min(0).max(1);

const time = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z)?$/,
    'a day or a time such as 2026-01-31T14:00Z',
  );

/** Where and when something was measured. */
const provenance = {
  source: z.string().min(1).describe('What measured it, such as vLLM at prometheus.example.com.'),
  from: time.describe('Begin of the time range, UTC.'),
  to: time.describe('End of the time range, UTC.'),
} as const;

const latencyMessage = 'milliseconds, or mean and p95';

/** Milliseconds: their mean, or their mean and 95th percentile. */
const latencySchema = z.union(
  [
    positive,
    z.strictObject({
      mean: positive.describe('Mean. ms.'),
      p95: positive.optional().describe('What 95% stay below. ms.'),
    }),
  ],
  { error: latencyMessage },
);

const productionSchema = z
  .strictObject({
    ...provenance,
    requestsPerSecond: count
      .optional()
      .describe('Mean rate over the time range, all replicas together. Requests/s.'),
    inputTokens: tokensSchema.optional().describe('Input tokens of a request.'),
    outputTokens: tokensSchema.optional().describe('Output tokens of a request.'),
    series: seriesSchema.optional(),
    peakFactor: z
      .number()
      .min(1)
      .max(12)
      .optional()
      .describe('The busiest five minutes of an hour over the mean of that hour. A ratio, 1–12.'),
    cachedPrefixShare: share
      .optional()
      .describe('Share of the input tokens that the prefix cache answered. 0–1.'),
    replicas: count.optional().describe('Replicas that ran on average.'),
    concurrency: count
      .optional()
      .describe('Requests in flight on a replica while tokens were made: the mean, by tokens.'),
    kvCacheUsage: share
      .optional()
      .describe('Share of the KV cache in use: the mean over replicas and time. 0–1.'),
    ttftMs: latencySchema.optional().describe('Time to first token. ms.'),
    tpotMs: latencySchema.optional().describe('Time per output token after the first. ms.'),
    e2eMs: latencySchema.optional().describe('Time from request to last token. ms.'),
    busiestOutputTokensPerSecond: positive
      .optional()
      .describe('Output tokens/s of a replica in the hour in which they were most.'),
    gpuUtilization: share
      .optional()
      .describe('Share of the time in which its accelerators did anything at all. 0–1.'),
  })
  .describe(
    'What monitoring saw of it: demand, which counts before defaults, and how it is served.',
  );

const pointSchema = z
  .strictObject({
    concurrency: positive.describe('Requests in flight or waiting, all replicas together.'),
    arrivals: z
      .enum(['closed-loop', 'rate'])
      .optional()
      .describe(
        'Each client waits for its answer, or requests come at a rate. Default closed-loop.',
      ),
    inputTokens: count.describe('Mean input tokens of a request.'),
    outputTokens: count.describe('Mean output tokens of a request.'),
    outputTokensPerSecond: positive.optional().describe('Output tokens/s, all replicas together.'),
    requestsPerSecond: positive.optional().describe('Requests/s, all replicas together.'),
    ttftMs: positive.optional().describe('Mean time to first token. ms.'),
    tpotMs: positive.optional().describe('Mean time per output token after the first. ms.'),
  })
  .describe('One load that was tried.');

const benchmarkSchema = z
  .strictObject({
    ...provenance,
    replicas: positive.optional().describe('Replicas that answered it. Default 1.'),
    points: z
      .array(pointSchema)
      .min(1)
      .describe('Loads that were tried, each with what came of it.'),
  })
  .describe('Results of a benchmark, with which the estimate of its speed is compared.');

const billSchema = z
  .strictObject({
    ...provenance,
    monthly: count.describe('What it cost, scaled to a month of 730 hours. USD.'),
    gpuUtilization: share.optional().describe('Share of its accelerators that it used. 0–1.'),
  })
  .describe('What a cost monitor attributes to it, with which the estimate is compared.');

/** What was measured of one deployment. */
export const measuredSchema = z
  .strictObject({
    production: productionSchema.optional(),
    benchmark: benchmarkSchema.optional(),
    bill: billSchema.optional(),
  })
  .describe('What was measured of it, as `serving-cost measure` writes it.');

/** Labels by which series of monitoring are told to be those of a deployment. */
export const metricLabelsSchema = z
  .record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/), z.string())
  .describe('Labels that its series in monitoring have, such as namespace and job.');

export type MeasuredValues = z.infer<typeof measuredSchema>;
export type MeasuredProduction = z.infer<typeof productionSchema>;
export type MeasuredBenchmark = z.infer<typeof benchmarkSchema>;
export type MeasuredBill = z.infer<typeof billSchema>;
