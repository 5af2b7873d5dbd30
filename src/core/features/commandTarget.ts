import * as z from 'zod';
import { panelPageIds } from '../report/panelPages.ts';

const targetSchema = z.object({
  uri: z.string().optional(),
  /** URI of the folder whose report is meant; without it, the one that the file lies in. */
  folder: z.string().nullish(),
  deploymentId: z.string().nullish(),
  code: z.string().optional(),
  fixId: z.string().optional(),
  accelerator: z.string().optional(),
  /** A page of the report panel. */
  page: z.enum(panelPageIds).optional(),
});

/** What a command is about, as far as its caller said. From the palette nothing is said. */
export type CalledTarget = z.infer<typeof targetSchema>;

/** The argument of a command; nothing is taken for granted, what does not match says nothing. */
export function readTarget(argument: unknown): CalledTarget {
  return targetSchema.safeParse(argument).data ?? {};
}
