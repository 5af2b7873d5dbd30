import * as z from 'zod';
import { chartSchema } from './chart/chartSchema.ts';
import { figure } from './panelSchema.ts';

/** What the configs cost over time, commit by commit, in finished words: the history page of the panel. */

const row = z
  .object({
    /** The whole name: what is reviewed against is found by it. */
    commit: z.string(),
    short: z.string(),
    date: z.string(),
    subject: z.string(),
    month: z.string(),
    /** Null where the month is one figure. */
    range: z.string().nullable(),
    difference: figure,
    deployments: z.string(),
    /** Deployments that came, went or cost something else, and configs that were not read; a phrase each. */
    changes: z.array(z.string()).readonly(),
  })
  .readonly();

export const panelHistorySchema = z
  .object({
    /** How the month came to be what it is; empty until something was read. */
    summary: z.string(),
    /** What a reader should know about the figures, a sentence each. */
    notes: z.array(z.string()).readonly(),
    /** Null where there is nothing to draw. Its stops are the commits of `rows`, the oldest first. */
    chart: chartSchema.nullable(),
    /** The newest first. */
    rows: z.array(row).readonly(),
    /** True while there may be older commits that were not looked at. */
    hasMore: z.boolean(),
    /** What is being done; null when nothing is. */
    progress: z.string().nullable(),
  })
  .readonly();

export type PanelHistory = z.infer<typeof panelHistorySchema>;
