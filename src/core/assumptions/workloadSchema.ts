import * as z from 'zod';
import { seriesSchema } from './seriesSchema.ts';
import { tokensSchema } from './tokensSchema.ts';

const positive = z.number().positive();
const count = z.number().min(0);
const share = z.number().min(0).max(1);

const latencySchema = z
  .strictObject({
    ttftMs: positive.optional().describe('Time to first token at the percentile, at most. ms.'),
    tpotMs: positive.optional().describe('Time per output token at the percentile, at most. ms.'),
    e2eMs: positive
      .optional()
      .describe('Time from request to last token at the percentile, at most. ms.'),
    percentile: z
      .number()
      .min(50)
      .max(99.99)
      .optional()
      .describe('Percentile at which the limits hold. 50–99.99, default 95.'),
  })
  .describe('Latency objective (SLO). Without one, capacity is taken at a target utilization.');

const cacheableMessage = 'a share from 0 to 1, or shares by exact and semantic';

const cacheableSchema = z.union(
  [
    share,
    z.strictObject({
      exact: share.optional().describe('Share that repeats an earlier request word for word. 0–1.'),
      semantic: share
        .optional()
        .describe('Share that means the same as an earlier request. 0–1, default that of exact.'),
    }),
  ],
  { error: cacheableMessage },
);

const imagesSchema = z
  .strictObject({
    perRequest: positive.optional().describe('Images made for one request. Default 1.'),
    width: positive.optional().describe('Width of an image. Pixels.'),
    height: positive.optional().describe('Height of an image. Pixels.'),
    steps: positive.optional().describe('Denoising steps for one image.'),
  })
  .describe('Images that a request asks for.');

/** The demand side of `.servingcost.yaml`. */
export const workloadSchema = z
  .strictObject({
    requestsPerSecond: count
      .optional()
      .describe('Mean rate while it runs, all replicas together. Requests/s.'),
    requestsPerDay: count.optional().describe('Requests on a mean day. An alternative to a rate.'),
    requestsPerMonth: count.optional().describe('Requests in a month. An alternative to a rate.'),
    tokensPerMonth: count
      .optional()
      .describe('Input and output tokens in a month, together. An alternative to a rate.'),
    users: count
      .optional()
      .describe('Active users a day; with requestsPerUserPerDay an alternative to a rate.'),
    requestsPerUserPerDay: count.optional().describe('Requests one active user sends on a day.'),
    shape: z
      .enum(['steady', 'business-hours', 'diurnal', 'spiky', 'measured'])
      .optional()
      .describe(
        'How the rate moves over the week around its mean; measured where a series is given. Default diurnal.',
      ),
    series: seriesSchema.optional(),
    peakFactor: z
      .number()
      .min(1)
      .max(12)
      .optional()
      .describe(
        'The busiest five minutes of an hour over the mean of that hour. A ratio, 1–12, default 1.',
      ),
    maxRequestsPerSecond: positive
      .optional()
      .describe('Rate limit in front: requests above it are refused. Requests/s.'),
    growthPerMonth: z
      .number()
      .min(-0.9)
      .max(10)
      .optional()
      .describe('Growth of the rate from one month to the next, 0.1 for 10%. A share.'),
    inputTokens: tokensSchema
      .optional()
      .describe('Input tokens of a request: the mean, or mean and p95.'),
    outputTokens: tokensSchema
      .optional()
      .describe('Output tokens of a request: the mean, or mean and p95.'),
    cachedPrefixShare: share
      .optional()
      .describe('Share of the input tokens that a prefix cache answers. 0–1.'),
    cacheableShare: cacheableSchema
      .optional()
      .describe(
        'Share of the requests whose answer a response cache could reuse: one number, or one for exact and one for semantic caches. 0–1. It lowers no load until there is such a cache.',
      ),
    routableShare: share
      .optional()
      .describe(
        'Share of the requests that a smaller model answers well enough, as evaluated. 0–1. It moves none until a gateway is told to.',
      ),
    images: imagesSchema.optional(),
    audioSeconds: positive.optional().describe('Audio in or out of one request. Seconds.'),
    latency: latencySchema.optional(),
    latencyClass: z
      .enum(['real-time', 'interactive', 'batch'])
      .optional()
      .describe(
        'How long callers can wait: real-time (200 ms to the first token unless limits are stated), interactive, or batch (no limits; a queue flattens each day).',
      ),
    updatesPerMonth: count
      .optional()
      .describe('Times a month that a new model version is rolled out.'),
    maxAccuracyLoss: z
      .number()
      .min(0)
      .max(100)
      .optional()
      .describe('Points of a benchmark score that quantization may cost at most. Default 1.'),
  })
  .refine(({ shape, series }) => shape !== 'measured' || series !== undefined, {
    path: ['shape'],
    error: 'backed by a series of 24 or 168 numbers to be measured',
  })
  .describe('What has to be served.');
