import * as z from 'zod';
import type { Report } from '../reportModel.ts';
import { costCategory, deploymentSchema } from './deploymentSchema.ts';
import { findingSchema } from './findingSchema.ts';
import {
  currencyCode,
  day,
  exchangeRate,
  line,
  monthSum,
  number,
  numberOrNull,
  offset,
  prices,
  text,
  textOrNull,
} from './schemaParts.ts';

const repository = monthSum.extend({
  name: textOrNull,
  commit: textOrNull,
  folder: textOrNull,
  tags: z.record(text, text),
  date: day,
  prices,
  currency: currencyCode,
  exchangeRate,
  deployments: offset,
});

const group = monthSum.extend({ name: textOrNull, deployments: offset });

const trafficSplit = z.object({
  service: text,
  variants: z.array(z.object({ id: text, trafficShare: number, monthly: numberOrNull })),
  monthly: numberOrNull,
  beside: numberOrNull,
});

const budget = z.object({
  holdsFor: z.enum(['total', 'team', 'environment']),
  name: textOrNull,
  basis: z.enum(['expected', 'max']),
  budget: number,
  cost: number,
  isExceeded: z.boolean(),
  lowerBound: z.boolean(),
  deployments: offset,
  file: text,
  line,
});

const category = z.object({
  category: costCategory,
  expected: number,
  share: numberOrNull,
  usual: z.object({ from: number, to: number }),
  remark: textOrNull,
});

const suppressed = z.object({
  code: text,
  deployment: text,
  name: text,
  reason: textOrNull,
  until: textOrNull,
  file: text,
  line,
});

const checklistItem = z.object({
  id: text,
  title: text,
  done: offset,
  missing: offset,
  notApplicable: offset,
  answers: z.array(
    z.object({
      deployment: text,
      name: text,
      status: z.enum(['done', 'missing', 'not-applicable']),
      note: text,
      file: text,
      line,
    }),
  ),
});

/** What `report --format json` writes. */
export const reportSchema: z.ZodType<Report> = z.object({
  version: z.literal(1),
  currency: currencyCode,
  exchangeRate,
  date: day,
  prices,
  productVersion: text,
  deployments: z.array(deploymentSchema),
  totals: monthSum.extend({ jointSaving: numberOrNull }),
  byTeam: z.array(group),
  byEnvironment: z.array(group),
  trafficSplits: z.array(trafficSplit),
  budgets: z.array(budget),
  categories: z.array(category),
  findings: z.array(findingSchema),
  suppressed: z.array(suppressed),
  checklist: z.array(checklistItem),
  skipped: z.array(z.object({ file: text, reason: text, line: line.nullable() })),
  repositories: z.array(repository),
  remarks: z.array(text),
});
