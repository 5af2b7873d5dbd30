import * as z from 'zod';
import { whatIfInputsSchema } from '../../whatIf/inputs.ts';

/** A deployment with other inputs, beside what it is. Answer to what the page asks while somebody moves a control. */

const inputId = whatIfInputsSchema.unwrap().keyof();

const value = z.union([z.number(), z.string()]);

/** What a control says of where its change can be written; null while nothing is changed. */
const home = z
  .object({
    kind: z.enum(['file', 'assumptions', 'nowhere', 'impossible']),
    /** "Goes to .servingcost.yaml", "Not written: the region is not written in this config." */
    text: z.string(),
  })
  .readonly();

const base = {
  id: inputId,
  label: z.string(),
  /** "now 12 req/s". */
  now: z.string(),
  /** What it is; null where nothing is said. */
  value: value.nullable(),
  home: home.nullable(),
};

const numberControl = z
  .object({
    ...base,
    kind: z.literal('number'),
    unit: z.string(),
    /** What is shown is the value times this: 100 for shares in per cent. */
    factor: z.number().positive(),
    /** Bounds of the slider. The number beside it may go further, to `limit`. */
    least: z.number(),
    most: z.number(),
    scale: z.enum(['linear', 'logarithmic']),
    isWhole: z.boolean(),
    limit: z.object({ least: z.number(), most: z.number() }).readonly(),
  })
  .readonly();

const choiceControl = z
  .object({
    ...base,
    kind: z.literal('choice'),
    options: z.array(z.object({ value, label: z.string() }).readonly()).readonly(),
  })
  .readonly();

const control = z.discriminatedUnion('kind', [numberControl, choiceControl]);

const row = z
  .object({
    label: z.string(),
    before: z.string(),
    after: z.string(),
    /** "−$2,760/mo (−46%)"; empty where nothing changes. */
    change: z.string(),
  })
  .readonly();

export const panelWhatIfSchema = z
  .object({
    deploymentId: z.string(),
    groups: z
      .array(z.object({ title: z.string(), controls: z.array(control).readonly() }).readonly())
      .readonly(),
    rows: z.array(row).readonly(),
    /** One sentence with the month before and after. */
    summary: z.string(),
    /** What a reader has to know beside the figures, one sentence each. */
    remarks: z.array(z.string()).readonly(),
    changed: z.array(inputId).readonly(),
    /** How many of the changes each place can hold. */
    writable: z.object({ file: z.number().int(), assumptions: z.number().int() }).readonly(),
  })
  .readonly();

export type PanelWhatIf = z.infer<typeof panelWhatIfSchema>;
export type WhatIfControl = z.infer<typeof control>;
export type NumberControl = z.infer<typeof numberControl>;
export type ChoiceControl = z.infer<typeof choiceControl>;
export type WhatIfRow = z.infer<typeof row>;
