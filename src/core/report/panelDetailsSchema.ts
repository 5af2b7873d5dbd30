import * as z from 'zod';
import { barChartSchema, chartSchema } from './chart/chartSchema.ts';
import { panelInputSchema } from './panelSchema.ts';

/** One deployment looked at closely. Asked for by the page when a person opens a deployment. */

const explanation = z
  .object({
    figure: z.string(),
    title: z.string(),
    value: z.string(),
    formula: z.string(),
    inputs: z.array(panelInputSchema).readonly(),
  })
  .readonly();

/** One input, and the months its two ends lead to. */
const lever = z
  .object({
    input: panelInputSchema,
    /** "584 h/month: $96,600/mo". */
    low: z.string(),
    high: z.string(),
    /** "20%" of the expected month. */
    effect: z.string(),
  })
  .readonly();

const hosted = z
  .object({
    /** "deepinfra: meta-llama/Meta-Llama-3.1-8B-Instruct". */
    offer: z.string(),
    /** "the same model", "about the same size". */
    match: z.string(),
    perMillionTokens: z.string(),
    monthly: z.string(),
    /** "54.7G tokens a month, 4.9 times what the replicas can serve". */
    breakEven: z.string(),
    source: z.string(),
  })
  .readonly();

/** The same replicas sold in one way. */
const alternative = z
  .object({
    /** "Machine, spot". */
    way: z.string(),
    isCurrent: z.boolean(),
    /** "g6.xlarge at aws, us-east-1". */
    offer: z.string(),
    monthly: z.string(),
    unit: z.string(),
  })
  .readonly();

/** The same week under one scaling policy. */
const scaling = z
  .object({
    policy: z.string(),
    replicas: z.string(),
    monthly: z.string(),
    idle: z.string(),
    late: z.string(),
    coldStarts: z.string(),
  })
  .readonly();

const energy = z
  .object({
    summary: z.string(),
    formula: z.string(),
    inputs: z.array(panelInputSchema).readonly(),
  })
  .readonly();

/** A chart, or why there is none; neither where the question does not arise. */
const chartOrReason = z
  .object({ chart: chartSchema.nullable(), absent: z.string().nullable() })
  .readonly();

export const panelDetailsSchema = z
  .object({
    deploymentId: z.string(),
    explanations: z.array(explanation).readonly(),
    levers: z.array(lever).readonly(),
    /** The same as a tornado; null without any. */
    tornado: barChartSchema.nullable(),
    load: chartOrReason,
    week: chartOrReason,
    hosted: z.array(hosted).readonly(),
    /** One sentence on the cheapest hosted offer; null when there is none. */
    verdict: z.string().nullable(),
    energy: energy.nullable(),
    scaling: z.array(scaling).readonly(),
    alternatives: z.array(alternative).readonly(),
  })
  .readonly();

export type PanelDetails = z.infer<typeof panelDetailsSchema>;
