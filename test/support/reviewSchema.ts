import { line, list, number, object, orNull, text } from './schemaParts.ts';

const difference = { before: orNull(number), after: orNull(number), delta: orNull(number) };
const side = object({
  name: text,
  prices: object({ asOf: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$' }, id: text }),
});
const finding = object({
  code: text,
  severity: { enum: ['information', 'warning', 'error'] },
  message: text,
  file: text,
  line,
  deployment: orNull(text),
});

/** The public shape of `diff --format json`. */
export const reviewSchema = object({
  version: { const: 1 },
  currency: { type: 'string', pattern: '^[A-Z]{3}$' },
  base: side,
  head: side,
  deployments: list(
    object({
      id: text,
      name: text,
      file: { type: 'string', pattern: '^(?!/)[^\\\\]+$' },
      line,
      change: { enum: ['added', 'removed', 'changed', 'same'] },
      ...difference,
    }),
  ),
  totals: object(difference),
  findings: object({ introduced: list(finding), resolved: list(finding) }),
});
