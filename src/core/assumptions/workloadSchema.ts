import { z } from 'zod';

const positive = z.number().positive();

const latencySchema = z
  .strictObject({
    ttftMs: positive.optional().describe('Time to first token at the percentile, at most. ms.'),
    tpotMs: positive.optional().describe('Time per output token at the percentile, at most. ms.'),
    percentile: z
      .number()
      .min(50)
      .max(99.99)
      .optional()
      .describe('Percentile at which the limits hold. 50–99.99, default 95.'),
  })
  .describe('Latency objective (SLO). Without one, capacity is taken at a target utilization.');

/** The demand side of `.servingcost.yaml`. */
export const workloadSchema = z
  .strictObject({
    requestsPerSecond: z
      .number()
      .min(0)
      .optional()
      .describe('Mean rate over the month, all replicas together. Requests/s.'),
    users: z
      .number()
      .min(0)
      .optional()
      .describe('Active users a day; with requestsPerUserPerDay an alternative to a rate.'),
    requestsPerUserPerDay: z
      .number()
      .min(0)
      .optional()
      .describe('Requests one active user sends on a day.'),
    shape: z
      .enum(['steady', 'business-hours', 'diurnal', 'spiky'])
      .optional()
      .describe('How the rate moves over the week around its mean. Default diurnal.'),
    inputTokens: z.number().min(0).optional().describe('Mean input tokens of a request.'),
    outputTokens: z.number().min(0).optional().describe('Mean output tokens of a request.'),
    latency: latencySchema.optional(),
    latencyClass: z
      .enum(['real-time', 'interactive', 'batch'])
      .optional()
      .describe('How long callers can wait: real-time (< 200 ms), interactive, or batch.'),
    maxAccuracyLoss: z
      .number()
      .min(0)
      .max(100)
      .optional()
      .describe('Points of a benchmark score that quantization may cost at most. Default 1.'),
  })
  .describe('What has to be served.');
