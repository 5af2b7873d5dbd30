import * as z from 'zod';
import type { FindingReport } from '../reportModel.ts';
import { line, number, numberOrNull, offset, text, textOrNull } from './schemaParts.ts';

const beforeAfter = z.object({ before: numberOrNull, after: numberOrNull });

const edit = z.object({
  file: text,
  start: offset,
  end: offset,
  newText: text,
  create: z.boolean(),
});

const fix = z.object({
  id: text,
  title: text,
  monthlySaving: numberOrNull,
  safe: z.boolean(),
  needs: textOrNull,
  effect: z
    .object({
      monthly: beforeAfter,
      ttftMs: beforeAfter,
      tpotMs: beforeAfter,
      missedShare: beforeAfter,
    })
    .nullable(),
  edits: z.array(edit),
});

/** A finding of a report in JSON. */
export const findingSchema: z.ZodType<FindingReport> = z.object({
  code: text,
  severity: z.enum(['information', 'warning', 'error']),
  message: text,
  file: text,
  line,
  column: number,
  endLine: number,
  endColumn: number,
  start: offset,
  end: offset,
  fix: fix.nullable(),
  alternatives: z.array(fix),
  tradeOffs: z.array(text),
  consequence: z
    .object({
      risk: z.enum(['none', 'low', 'medium', 'high']),
      effort: z.enum(['minutes', 'hours', 'days']),
      downtime: z.enum(['none', 'rolling restart', 'restart']),
      reversible: z.boolean(),
    })
    .nullable(),
});
