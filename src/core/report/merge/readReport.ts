import * as z from 'zod';
import type { Report } from '../reportModel.ts';
import { reportSchema } from './reportSchema.ts';

/** The report in a text, or why there is none: a sentence without its subject. Never throws. */
export function readReport(text: string): Report | { readonly reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { reason: `is no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const { data: head } = headSchema.safeParse(value);
  if (head === undefined) {
    return { reason: 'is no report: serving-cost report --format json writes one' };
  }
  if (head.version !== 1) {
    return {
      reason: `is a report of version ${head.version}, and this program reads version 1: make both with the same one`,
    };
  }
  const { data, error } = reportSchema.safeParse(value);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  const place = issue === undefined ? '' : pathOf(issue.path);
  return {
    reason: `is no report as this program writes it: ${place}${issue?.message ?? ''}. Make it anew with the same one`,
  };
}

/** What every version of a report has had, and nothing else has. */
const headSchema = z.object({
  version: z.number(),
  prices: z.object({}),
  deployments: z.array(z.unknown()),
  totals: z.object({}),
});

/** `deployments[3].components[0].provider: `. */
function pathOf(path: readonly PropertyKey[]): string {
  const written = path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
  return written === '' ? '' : `${written}: `;
}
