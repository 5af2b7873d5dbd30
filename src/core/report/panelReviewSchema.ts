import * as z from 'zod';
import { place } from './panelParts.ts';
import { figure } from './panelSchema.ts';

/** What a change costs, in finished words: the review page of the panel. */

const row = z
  .object({
    id: z.string(),
    name: z.string(),
    change: z.enum(['added', 'removed', 'changed', 'same']),
    /** Null for what is gone, and for files that are not open to the report. */
    place: place.nullable(),
    before: z.string(),
    after: z.string(),
    difference: figure,
    /** What of it is another value, and what followed: unit cost, latency, fit. */
    facts: z.array(z.string()).readonly(),
    components: z
      .array(
        z
          .object({
            name: z.string(),
            before: z.string(),
            after: z.string(),
            difference: figure,
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

const finding = z
  .object({
    code: z.string(),
    severity: z.enum(['information', 'warning', 'error']),
    message: z.string(),
    deployment: z.string().nullable(),
    place: place.nullable(),
    label: z.string(),
  })
  .readonly();

export const panelReviewSchema = z
  .object({
    /** "since main". */
    since: z.string(),
    /** "+$1,240/mo (+18%)". */
    difference: z.string(),
    /** "$6,900/mo before, $8,140/mo after". */
    totals: z.string(),
    counts: z.string(),
    /** Told when the prices are not the same on both sides. */
    prices: z.string().nullable(),
    /** Those that are not the same, the largest difference first. */
    deployments: z.array(row).readonly(),
    teams: z
      .array(
        z
          .object({
            name: z.string(),
            before: z.string(),
            after: z.string(),
            difference: figure,
          })
          .readonly(),
      )
      .readonly(),
    lines: z
      .array(
        z
          .object({
            label: z.string(),
            place: place.nullable(),
            text: z.string(),
            edit: z.string(),
            difference: figure,
          })
          .readonly(),
      )
      .readonly(),
    introduced: z.array(finding).readonly(),
    resolved: z.array(finding).readonly(),
  })
  .readonly();

export type PanelReview = z.infer<typeof panelReviewSchema>;
