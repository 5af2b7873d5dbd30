import * as z from 'zod';
import { panelPageIds } from './panelPages.ts';
import { compareQuestionSchema, panelCompareSchema } from './panelCompareSchema.ts';
import { groupFilter } from './panelParts.ts';
import { panelDetailsSchema } from './panelDetailsSchema.ts';
import { panelHistorySchema } from './panelHistorySchema.ts';
import { panelReviewSchema } from './panelReviewSchema.ts';
import { panelModelSchema } from './panelSchema.ts';
import { whatIfInputsSchema } from '../whatIf/inputs.ts';
import { panelWhatIfSchema } from './whatIf/panelWhatIfSchema.ts';
import { panelTrendSchema } from './panelTrendSchema.ts';

/**
 * Everything that crosses the border between the extension and the report page. Whole view models go to the page, what
 * the person wants goes back; both sides drop what does not match.
 */

const fixIds = z.array(z.string()).readonly();

const toPanel = z.discriminatedUnion('type', [
  /** The report, again and whole, whenever it changes. */
  z.object({ type: z.literal('model'), model: panelModelSchema }).readonly(),
  /** Answer to `ping`. */
  z.object({ type: z.literal('pong') }).readonly(),
  /** Show this page, at this deployment where one is meant. */
  z
    .object({
      type: z.literal('focus'),
      page: z.enum(panelPageIds),
      deploymentId: z.string().nullable(),
    })
    .readonly(),
  /** What the change under review costs, again and whole; null while nothing is reviewed. */
  z.object({ type: z.literal('review'), review: panelReviewSchema.nullable() }).readonly(),
  /** What the configs cost over time, as far as it was read, again and whole; null where there is no history to be read. */
  z.object({ type: z.literal('history'), history: panelHistorySchema.nullable() }).readonly(),
  /** Answer to `details`: the deployment looked at closely. */
  z.object({ type: z.literal('details'), details: panelDetailsSchema }).readonly(),
  /** Answer to `trend`; null where nothing is priced. */
  z.object({ type: z.literal('trend'), trend: panelTrendSchema.nullable() }).readonly(),
  /** Answer to `compare`: the deployment on other machines, beside others, and against hosted models. */
  z.object({ type: z.literal('compared'), compared: panelCompareSchema }).readonly(),
  /** Answer to `useInstance` where the files cannot say it. */
  z.object({ type: z.literal('instanceRefused'), key: z.string(), reason: z.string() }).readonly(),
  /** Answer to `assume` where it cannot be stated so. */
  z.object({ type: z.literal('assumeRefused'), name: z.string(), reason: z.string() }).readonly(),
  /** Answer to `price`: what the fixes save when they are applied together. */
  z
    .object({
      type: z.literal('priced'),
      fixIds,
      /** "saves $3,120/mo together". */
      saving: z.string(),
      /** Why the set cannot be applied as a whole; null when it can. */
      refused: z.string().nullable(),
    })
    .readonly(),
  /** Answer to `whatIf` of that number; null where the deployment is not there. */
  z
    .object({
      type: z.literal('whatIf'),
      ask: z.number().int(),
      whatIf: panelWhatIfSchema.nullable(),
    })
    .readonly(),
  /** Answer to `writeWhatIf`: what is in the files now. */
  z
    .object({
      type: z.literal('whatIfWritten'),
      deploymentId: z.string(),
      ids: z.array(whatIfInputsSchema.unwrap().keyof()).readonly(),
      /** Why nothing was written; null where it was. */
      refused: z.string().nullable(),
    })
    .readonly(),
]);

const fromPanel = z.discriminatedUnion('type', [
  /** Is anybody there? Answered by `pong` at once. */
  z.object({ type: z.literal('ping') }).readonly(),
  /** The page listens now, and shows what this filter leaves. */
  z.object({ type: z.literal('ready'), filter: groupFilter }).readonly(),
  /** The report, narrowed to a team and an environment. */
  z.object({ type: z.literal('filter'), filter: groupFilter }).readonly(),
  z
    .object({
      type: z.literal('open'),
      uri: z.string(),
      start: z.number().int().min(0),
      end: z.number().int().min(0),
    })
    .readonly(),
  z.object({ type: z.literal('details'), deploymentId: z.string() }).readonly(),
  z.object({ type: z.literal('trend') }).readonly(),
  /** Read the history: the newest commits, or those before them as well. */
  z.object({ type: z.literal('history'), more: z.boolean() }).readonly(),
  z.object({ type: z.literal('stopHistory') }).readonly(),
  /** Review what changed since a commit of the history. */
  z.object({ type: z.literal('reviewSince'), commit: z.string().max(100) }).readonly(),
  z.object({ type: z.literal('compare'), question: compareQuestionSchema }).readonly(),
  /** Show what would have to be written to run on the machine of a row, and write it when the person says so. */
  z
    .object({ type: z.literal('useInstance'), question: compareQuestionSchema, key: z.string() })
    .readonly(),
  z.object({ type: z.literal('price'), fixIds }).readonly(),
  z.object({ type: z.literal('preview'), fixIds }).readonly(),
  z.object({ type: z.literal('apply'), fixIds }).readonly(),
  z
    .object({
      type: z.literal('useAccelerator'),
      deploymentId: z.string(),
      accelerator: z.string(),
    })
    .readonly(),
  /** State an assumption in the assumptions file, for one deployment or for all that the file holds for. */
  z
    .object({
      type: z.literal('assume'),
      deploymentId: z.string(),
      name: z.string().max(100),
      value: z.string().max(200),
      scope: z.enum(['deployment', 'all']),
    })
    .readonly(),
  /** Save the report as a file; the person is asked how and where. */
  z.object({ type: z.literal('export') }).readonly(),
  /** What the deployment would cost with other inputs; the number tells answers apart. */
  z
    .object({
      type: z.literal('whatIf'),
      ask: z.number().int(),
      deploymentId: z.string(),
      inputs: whatIfInputsSchema,
    })
    .readonly(),
  /** Write what that place can hold of the inputs, or show it first. */
  z
    .object({
      type: z.enum(['writeWhatIf', 'previewWhatIf']),
      deploymentId: z.string(),
      inputs: whatIfInputsSchema,
      place: z.enum(['file', 'assumptions']),
    })
    .readonly(),
  z
    .object({
      type: z.literal('command'),
      command: z.enum(['setWorkload', 'openWalkthrough', 'reviewChanges', 'stopReview']),
    })
    .readonly(),
]);

export type ToPanel = z.infer<typeof toPanel>;
export type FromPanel = z.infer<typeof fromPanel>;

/** The message when it is one the page understands, else null. */
export function readToPanel(message: unknown): ToPanel | null {
  return toPanel.safeParse(message).data ?? null;
}

/** The message when it is one the extension understands, else null. */
export function readFromPanel(message: unknown): FromPanel | null {
  return fromPanel.safeParse(message).data ?? null;
}
