import * as z from 'zod';

/**
 * Charts as they cross to the page: every word is finished here, the bare numbers only say where something is drawn. What
 * is drawn, what the tooltip says, what a screen reader hears and what stands in the table behind are the same `stops`.
 */

/** Colour and, so that colour alone says nothing, pattern or stroke. `quiet` is for what is only context. */
const tone = z.enum(['first', 'second', 'third', 'fourth', 'quiet']);

const axis = z
  .object({
    /** With its unit: "Output, tokens/s". */
    title: z.string(),
    scale: z.enum(['linear', 'log']),
    /** Ends of the axis, `from` < `to`; both above 0 on a log scale. */
    from: z.number(),
    to: z.number(),
    /** In rising order. An empty label is a line without words. */
    ticks: z.array(z.object({ at: z.number(), label: z.string() }).readonly()).readonly(),
  })
  .readonly();

const point = z
  .object({
    x: z.number(),
    y: z.number(),
    /** Where an area begins, for bands and stacks; absent = the foot of the axis. */
    from: z.number().optional(),
  })
  .readonly();

const series = z
  .object({
    name: z.string(),
    /** `steps` and `stepArea` hold each value until the next point; `points` are not joined. */
    mark: z.enum(['line', 'area', 'steps', 'stepArea', 'points']),
    tone,
    /** In rising order of x, but for `points`. */
    points: z.array(point).readonly(),
    /** Where the last step ends; absent = at its point. */
    until: z.number().optional(),
  })
  .readonly();

/** Charts over one another that share what runs to the right. */
const pane = z
  .object({
    y: axis,
    series: z.array(series).readonly(),
    /** Horizontal lines: an SLO, a budget. */
    thresholds: z.array(z.object({ at: z.number(), label: z.string() }).readonly()).readonly(),
    /** Points with a ring and words in the picture; the one that it is about is filled. */
    marks: z
      .array(
        z
          .object({ x: z.number(), y: z.number(), label: z.string(), isMain: z.boolean() })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

const columns = z
  .array(z.object({ title: z.string(), isNumber: z.boolean() }).readonly())
  .readonly();

/** What the keyboard walks through: one row of the table, one tooltip. */
const stop = {
  title: z.string(),
  /** One for each column but the first, which is the title. */
  values: z.array(z.string()).readonly(),
};

export const chartSchema = z
  .object({
    /** Unique on the page and the same over updates. */
    id: z.string(),
    title: z.string(),
    /** One or two sentences: what it shows and what to see in it. */
    description: z.string(),
    x: axis,
    panes: z.array(pane).readonly(),
    /** Vertical lines through all panes: a limit of concurrency. */
    verticals: z.array(z.object({ at: z.number(), label: z.string() }).readonly()).readonly(),
    columns,
    stops: z
      .array(
        z
          .object({
            ...stop,
            x: z.number(),
            /** Where it shows in the panes. */
            dots: z
              .array(z.object({ pane: z.number().int().min(0), y: z.number() }).readonly())
              .readonly(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

/** Horizontal bars, each under its own words: parts of a sum, or a tornado to both sides of `base`. */
export const barChartSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    x: axis,
    /** A line through all bars: zero, or what is so now. */
    base: z.number(),
    /** What the tones mean; empty where there is one. */
    legend: z.array(z.object({ tone, name: z.string() }).readonly()).readonly(),
    columns,
    bars: z
      .array(
        z
          .object({
            ...stop,
            /** At the right over the bar. */
            label: z.string(),
            parts: z
              .array(z.object({ from: z.number(), to: z.number(), tone }).readonly())
              .readonly(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

export type ChartAxis = z.infer<typeof axis>;
export type ChartSeries = z.infer<typeof series>;
export type ChartPane = z.infer<typeof pane>;
export type Chart = z.infer<typeof chartSchema>;
export type BarChart = z.infer<typeof barChartSchema>;
