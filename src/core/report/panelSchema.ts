import * as z from 'zod';

/**
 * What the report panel shows: one whole, finished value. All numbers are formatted already (by `format.ts`); where the
 * panel has to sort or draw, the bare number stands beside the words. The schemas are the types: both sides of the
 * message channel check what they receive against them.
 */

/** A share of a whole, 0–1, for bars. */
const share = z.number().min(0).max(1);

/** A figure in words together with the bare number it is sorted by (null sorts last). */
export const panelFigureSchema = z
  .object({ text: z.string(), value: z.number().nullable() })
  .readonly();

/** A place in a file of the analysis; the panel shows `label`, the extension opens the rest. */
export const panelPlaceSchema = z
  .object({
    label: z.string(),
    uri: z.string(),
    start: z.number().int().min(0),
    end: z.number().int().min(0),
  })
  .readonly();

/** Where a value came from: in words, and as a place in a file or an `https` address where there is one. */
const origin = z
  .object({ text: z.string(), place: panelPlaceSchema.nullable(), url: z.string().nullable() })
  .readonly();

export const panelInputSchema = z
  .object({ name: z.string(), value: z.string(), origin })
  .readonly();

const category = z.enum(['compute', 'network', 'storage', 'management']);

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

const month = z
  .object({
    /** "$12,340/mo", with "≥" in front when something is unpriced. */
    expected: z.string(),
    /** "$10,100–15,200/mo"; null when it is one number. */
    range: z.string().nullable(),
    /** What all preferred suggestions save together; null when there are none. */
    saving: z.string().nullable(),
    /** Only those that cost something. */
    categories: z
      .array(z.object({ id: category, label: z.string(), monthly: z.string(), share }).readonly())
      .readonly(),
    /** All of them; empty when nothing costs anything. */
    shares: z.array(categoryShare).readonly(),
  })
  .readonly();

/** Totals by team or by environment, where the assumptions name them. */
const group = z
  .object({
    title: z.string(),
    rows: z
      .array(
        z.object({ name: z.string(), deployments: z.string(), monthly: z.string() }).readonly(),
      )
      .readonly(),
  })
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
    place: panelPlaceSchema,
  })
  .readonly();

const deployment = z
  .object({
    id: z.string(),
    name: z.string(),
    /** "InferenceService in llm-prod", engine, model, precision: what is known of them. */
    facts: z.array(z.string()).readonly(),
    place: panelPlaceSchema,
    /** "2 × A100-80GB". */
    hardware: z.string(),
    monthly: panelFigureSchema,
    range: z.string().nullable(),
    /** "$0.42/1M tok", "$0.0031/image": in what fits the deployment. */
    unitCost: panelFigureSchema,
    utilization: z.object({ text: z.string(), value: z.number().nullable(), share }).readonly(),
    slo: z.enum(['met', 'missed', 'none']),
    /** Largest single saving among its suggestions. */
    saving: panelFigureSchema,
    /** USD-independent words per category, for the filtered table. */
    byCategory: z.partialRecord(category, panelFigureSchema).readonly(),
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
    saving: panelFigureSchema,
    why: z.string(),
    /** What it costs in return, what moves for the requests, and what following it takes: one phrase each. */
    tradeOffs: z.array(z.string()).readonly(),
    /** What a person must do besides; null = nothing. */
    needs: z.string().nullable(),
    safe: z.boolean(),
    place: panelPlaceSchema,
  })
  .readonly();

const assumption = z
  .object({
    name: z.string(),
    value: z.string(),
    origin,
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
            place: panelPlaceSchema,
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
    /** Null when there is no deployment. */
    month: month.nullable(),
    deployments: z.array(deployment).readonly(),
    groups: z.array(group).readonly(),
    /** A sentence on each service whose traffic several variants share. */
    splits: z.array(z.string()).readonly(),
    suggestions: z.array(suggestion).readonly(),
    assumptions: z.array(assumption).readonly(),
    /** On files, and on several deployments together. */
    findings: z.array(finding).readonly(),
    /** Null without deployments. */
    checklist: checklist.nullable(),
    /** What is not looked for, since somebody said so, and where. */
    suppressed: z
      .array(z.object({ text: z.string(), place: panelPlaceSchema }).readonly())
      .readonly(),
    /** Recognised and left alone, with the reason. */
    skipped: z
      .array(z.object({ reason: z.string(), place: panelPlaceSchema }).readonly())
      .readonly(),
    /** Titles of the formats that are read, for the empty page. */
    formats: z.array(z.string()).readonly(),
  })
  .readonly();

export type PanelModel = z.infer<typeof panelModelSchema>;
export type PanelPlace = z.infer<typeof panelPlaceSchema>;
export type PanelOrigin = z.infer<typeof origin>;
export type PanelInput = z.infer<typeof panelInputSchema>;
export type PanelFigure = z.infer<typeof panelFigureSchema>;
export type PanelMonth = z.infer<typeof month>;
export type PanelComponent = z.infer<typeof component>;
export type PanelMemory = z.infer<typeof memory>;
export type PanelCandidate = z.infer<typeof candidate>;
export type PanelDeployment = z.infer<typeof deployment>;
export type PanelSuggestion = z.infer<typeof suggestion>;
export type PanelFinding = z.infer<typeof finding>;
export type PanelChecklist = z.infer<typeof checklist>;
export type PanelAssumption = z.infer<typeof assumption>;
