import * as z from 'zod';
import { category, groupSchema, monthSchema } from './panelMonthSchema.ts';
import { origin, place, share } from './panelParts.ts';

/**
 * What the report panel shows: one whole, finished value. All numbers are formatted already (by `format.ts`); where the
 * panel has to sort or draw, the bare number stands beside the words. The schemas are the types: both sides of the
 * message channel check what they receive against them.
 */

/** A figure in words together with the bare number it is sorted by (null sorts last). */
export const figure = z.object({ text: z.string(), value: z.number().nullable() }).readonly();

export const panelInputSchema = z
  .object({ name: z.string(), value: z.string(), origin })
  .readonly();

const component = z
  .object({
    name: z.string(),
    category: z.string(),
    categoryId: category,
    /** Of the largest component; null when it is not priced. */
    share: share.nullable(),
    /** What of the month is in it: "idle $1,780". */
    parts: z.array(z.string()).readonly(),
    quantity: z.string(),
    unitPrice: z.string(),
    monthly: z.string(),
    formula: z.string(),
    inputs: z.array(panelInputSchema).readonly(),
  })
  .readonly();

/** Memory of one accelerator. The shares add up to at most 1. */
const memory = z
  .object({
    summary: z.string(),
    fits: z.boolean(),
    parts: z
      .array(
        z
          .object({
            id: z.enum(['weights', 'kv-cache', 'overhead', 'free']),
            label: z.string(),
            size: z.string(),
            share,
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

const candidate = z
  .object({
    accelerator: z.string(),
    instance: z.string(),
    monthly: z.string(),
    fits: z.boolean(),
    meetsSlo: z.boolean(),
  })
  .readonly();

const finding = z
  .object({
    code: z.string(),
    level: z.enum(['information', 'warning', 'error']),
    message: z.string(),
    place,
  })
  .readonly();

const deployment = z
  .object({
    id: z.string(),
    name: z.string(),
    /** "InferenceService in llm-prod", engine, model, precision: what is known of them. */
    facts: z.array(z.string()).readonly(),
    place,
    /** "2 × A100-80GB". */
    hardware: z.string(),
    monthly: figure,
    range: z.string().nullable(),
    /** "$0.42/1M tok", "$0.0031/image": in what fits the deployment. */
    unitCost: figure,
    utilization: z.object({ text: z.string(), value: z.number().nullable(), share }).readonly(),
    slo: z.enum(['met', 'missed', 'none']),
    /** Largest single saving among its suggestions. */
    saving: figure,
    /** USD-independent words per category, for the filtered table. */
    byCategory: z.partialRecord(category, figure).readonly(),
    components: z.array(component).readonly(),
    /** What is not priced, one phrase each. */
    missing: z.array(z.string()).readonly(),
    memory: memory.nullable(),
    performance: z.array(z.object({ name: z.string(), value: z.string() }).readonly()).readonly(),
    /** Filled when the config asks for accelerators without naming one. */
    candidates: z.array(candidate).readonly(),
    findings: z.array(finding).readonly(),
    /** "Quantize the weights: p95 TTFT would be 1.9 s, limit 1.0 s". */
    notProposed: z.array(z.string()).readonly(),
  })
  .readonly();

const suggestion = z
  .object({
    /** Id of the fix. */
    id: z.string(),
    deploymentId: z.string(),
    deployment: z.string(),
    title: z.string(),
    /** "saves $2,310/mo". */
    saving: figure,
    why: z.string(),
    /** What it costs in return, what moves for the requests, and what following it takes: one phrase each. */
    tradeOffs: z.array(z.string()).readonly(),
    /** What a person must do besides; null = nothing. */
    needs: z.string().nullable(),
    safe: z.boolean(),
    place,
  })
  .readonly();

const assumption = z
  .object({
    name: z.string(),
    value: z.string(),
    origin,
    /** What is asked to state it, and its value as it would be written; null where it has no key of its own. */
    edit: z.object({ deploymentId: z.string(), written: z.string() }).readonly().nullable(),
    /** Names of the deployments it holds for. */
    deployments: z.array(z.string()).readonly(),
  })
  .readonly();

/** One item of good practice, with what it comes to for each deployment. */
const checklistItem = z
  .object({
    id: z.string(),
    title: z.string(),
    /** "2 of 3 done", "does not apply". */
    counts: z.string(),
    missing: z.number().int().min(0),
    answers: z
      .array(
        z
          .object({
            name: z.string(),
            status: z.enum(['done', 'missing', 'not-applicable']),
            note: z.string(),
            place,
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

const checklist = z
  .object({ total: z.string(), items: z.array(checklistItem).readonly() })
  .readonly();

export const panelModelSchema = z
  .object({
    /** What the report covers: a folder's name, and its URI, by which the panel finds back after a reload. */
    scope: z.string(),
    scopeUri: z.string(),
    currency: z.string(),
    /** "Prices of 2026-07-20". */
    prices: z.string(),
    /** When more than a little of the month rests on old prices. */
    pricesAreOld: z.string().nullable(),
    /** Teams and environments that the report can be narrowed to. */
    filters: z
      .array(
        z
          .object({
            by: z.enum(['team', 'environment']),
            names: z.array(z.string()).readonly(),
            chosen: z.string().nullable(),
          })
          .readonly(),
      )
      .readonly(),
    /** Null when there is no deployment. */
    month: monthSchema.nullable(),
    deployments: z.array(deployment).readonly(),
    groups: z.array(groupSchema).readonly(),
    /** A sentence on each service whose traffic several variants share. */
    splits: z.array(z.string()).readonly(),
    suggestions: z.array(suggestion).readonly(),
    assumptions: z.array(assumption).readonly(),
    /** On files, and on several deployments together. */
    findings: z.array(finding).readonly(),
    /** Null without deployments. */
    checklist: checklist.nullable(),
    /** What is not looked for, since somebody said so, and where. */
    suppressed: z.array(z.object({ text: z.string(), place }).readonly()).readonly(),
    /** Recognised and left alone, with the reason. */
    skipped: z.array(z.object({ reason: z.string(), place }).readonly()).readonly(),
    /** Titles of the formats that are read, for the empty page. */
    formats: z.array(z.string()).readonly(),
  })
  .readonly();

export type PanelModel = z.infer<typeof panelModelSchema>;
export type PanelPlace = z.infer<typeof place>;
export type PanelOrigin = z.infer<typeof origin>;
export type PanelInput = z.infer<typeof panelInputSchema>;
export type PanelFigure = z.infer<typeof figure>;
export type PanelComponent = z.infer<typeof component>;
export type PanelMemory = z.infer<typeof memory>;
export type PanelCandidate = z.infer<typeof candidate>;
export type PanelDeployment = z.infer<typeof deployment>;
export type PanelSuggestion = z.infer<typeof suggestion>;
export type PanelFinding = z.infer<typeof finding>;
export type PanelChecklist = z.infer<typeof checklist>;
export type PanelAssumption = z.infer<typeof assumption>;
