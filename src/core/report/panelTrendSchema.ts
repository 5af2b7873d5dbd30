import * as z from 'zod';
import { chartSchema } from './chart/chartSchema.ts';
import { origin } from './panelParts.ts';

/** The twelve months from this one, if the traffic grows as is stated and the configs stay as they are. */
export const panelTrendSchema = z
  .object({
    /** What the months come to together, and how they change. */
    summary: z.string(),
    /** Null where every month is the same. */
    chart: chartSchema.nullable(),
    /** What growth is stated, and for which deployments. */
    growth: z
      .array(z.object({ text: z.string(), deployments: z.string(), origin }).readonly())
      .readonly(),
    /** What a reader should know about the months, a sentence each. */
    notes: z.array(z.string()).readonly(),
    /** True where growth is stated for none: then all months are alike for want of it. */
    isUnstated: z.boolean(),
  })
  .readonly();

export type PanelTrend = z.infer<typeof panelTrendSchema>;
