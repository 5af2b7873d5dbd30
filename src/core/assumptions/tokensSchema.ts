import * as z from 'zod';

const lengthMessage = 'a number of tokens, or mean and p95 with p95 not below mean';

/** Tokens of a request: their mean, or their mean and 95th percentile. */
export const tokensSchema = z.union(
  [
    z.number().min(0),
    z
      .strictObject({
        mean: z.number().positive().describe('Mean tokens of a request.'),
        p95: z
          .number()
          .positive()
          .optional()
          .describe('Tokens that 95% of the requests stay below.'),
      })
      .refine(({ mean, p95 }) => p95 === undefined || p95 >= mean, { error: lengthMessage }),
  ],
  { error: lengthMessage },
);
