import * as z from 'zod';

const seriesMessage = '24 or 168 numbers of 0 or more, not all 0';

/** Load by hour, of a day or of a week. */
export const seriesSchema = z
  .array(z.number().min(0), { error: seriesMessage })
  .refine(
    (values) =>
      (values.length === 24 || values.length === 168) &&
      values.some((value) => value > 0) &&
      Number.isFinite(values.reduce((sum, value) => sum + value, 0)),
    { error: seriesMessage },
  )
  .describe(
    'Measured load by hour, for shape measured: 24 numbers for every day or 168 from Monday 00:00, in any unit; only their relation counts.',
  );
