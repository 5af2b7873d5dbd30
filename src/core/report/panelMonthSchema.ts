import * as z from 'zod';
import { place, share } from './panelParts.ts';

export const category = z.enum(['compute', 'network', 'storage', 'management']);

/** The categories of a bill beside what is usual. */
const categoryShare = z
  .object({
    label: z.string(),
    monthly: z.string(),
    share: z.string(),
    /** "50–70%". */
    usual: z.string(),
    remark: z.string(),
  })
  .readonly();

/** A figure of the month and where it lies on a bar that begins at zero. */
const marked = z.object({ text: z.string(), share }).readonly();

/** A budget of several deployments, and what of it is used. */
const budget = z
  .object({
    /** "All deployments", "Team search". */
    label: z.string(),
    /** "$11,600/mo of $12,000/mo, 96%". */
    words: z.string(),
    isExceeded: z.boolean(),
    /** Both on one bar, of which the longer one takes all. */
    used: share,
    limit: share,
    /** Where it is stated. */
    place,
  })
  .readonly();

export const monthSchema = z
  .object({
    /** "$12,340/mo", with "≥" in front when something is unpriced. */
    expected: z.string(),
    /** At least, expected, at most; null when it is one number. */
    spread: z.object({ least: marked, expected: marked, most: marked }).readonly().nullable(),
    /** What all preferred suggestions save together; null when there are none. */
    saving: z.string().nullable(),
    /** Only those that cost something. */
    categories: z
      .array(z.object({ id: category, label: z.string(), monthly: z.string(), share }).readonly())
      .readonly(),
    /** All of them; empty when nothing costs anything. */
    shares: z.array(categoryShare).readonly(),
    budgets: z.array(budget).readonly(),
  })
  .readonly();

/** Totals by team or by environment, where the assumptions name them. */
export const groupSchema = z
  .object({
    title: z.string(),
    rows: z
      .array(
        z
          .object({
            name: z.string(),
            deployments: z.string(),
            monthly: z.string(),
            /** "$5,640–7,750"; null when it is one number. */
            range: z.string().nullable(),
            /** Of the dearest of them; null = not known. */
            share: share.nullable(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

export type PanelMonth = z.infer<typeof monthSchema>;
export type PanelGroup = z.infer<typeof groupSchema>;
