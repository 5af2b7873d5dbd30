import * as z from 'zod';

const positive = z.number().positive();
const name = z.string().min(1);

const pointSchema = z
  .strictObject({
    model: name.describe('Model that was measured, as configs write it.'),
    quantization: name
      .optional()
      .describe(
        'How its weights were stored, as the catalogue names it: bf16, fp8, awq. Default what the model’s name says, else its own.',
      ),
    accelerator: name.describe('Accelerator that it ran on, by any name.'),
    accelerators: z
      .int()
      .positive()
      .optional()
      .describe('Accelerators of a replica, all ranks together. Default 1.'),
    engine: name.optional().describe('Engine, such as vllm; without it, any.'),
    concurrency: positive.describe('Requests in flight on the replica, each client waiting.'),
    inputTokens: positive.describe('Mean input tokens of a request.'),
    outputTokens: positive.describe('Mean output tokens of a request.'),
    outputTokensPerSecond: positive.describe('Output tokens/s of the replica.'),
    source: name.optional().describe('Where it is from: a load test, a vendor, a colleague.'),
    asOf: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date like 2026-01-31')
      .optional()
      .describe('Day on which it was measured, YYYY-MM-DD.'),
  })
  .describe('Speed of one replica at one load.');

export const throughputFields = {
  throughput: z
    .array(pointSchema)
    .optional()
    .describe(
      'Measured speeds that replace the model’s figure, wherever a replica is of that model, precision, accelerator and number: exactly at the loads that were tried, in proportion between and beyond them.',
    ),
} as const;

/** The speed of one replica as somebody measured it. */
export type ThroughputPoint = z.infer<typeof pointSchema>;
