import { flag, line, list, number, object, offset, orNull, text } from './schemaParts.ts';

const edit = object({ file: text, start: offset, end: offset, newText: text });
const fix = {
  ...object({ title: text, monthlySaving: orNull(number), edits: list(edit) }),
  type: ['object', 'null'],
};
const finding = object({
  code: text,
  severity: { enum: ['information', 'warning', 'error'] },
  message: text,
  line,
  fix,
});

/** The public shape of `report --format json`. */
export const reportSchema = object({
  version: { const: 1 },
  currency: { type: 'string', pattern: '^[A-Z]{3}$' },
  prices: object({ asOf: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$' }, id: text }),
  deployments: list(
    object({
      id: text,
      name: text,
      file: { type: 'string', pattern: '^(?!/)[^\\\\]+$' },
      line,
      format: text,
      engine: orNull(text),
      model: object({
        id: orNull(text),
        parameters: orNull(number),
        activeParameters: orNull(number),
        weightPrecision: orNull(text),
        kvPrecision: orNull(text),
      }),
      accelerator: {
        ...object({ name: orNull(text), count: number }),
        type: ['object', 'null'],
      },
      tensorParallel: number,
      instanceType: orNull(text),
      provider: orNull(text),
      region: orNull(text),
      purchase: orNull(text),
      replicas: object({ min: number, expected: number, max: number }),
      monthly: object({
        min: orNull(number),
        expected: orNull(number),
        max: orNull(number),
        compute: orNull(number),
        network: orNull(number),
        storage: orNull(number),
        management: orNull(number),
      }),
      unit: object({
        perMillionTokens: orNull(number),
        perMillionInputTokens: orNull(number),
        perMillionOutputTokens: orNull(number),
        perThousandRequests: orNull(number),
      }),
      performance: object({
        requestsPerSecond: orNull(number),
        outputTokensPerSecond: orNull(number),
        ttftMs: orNull(number),
        tpotMs: orNull(number),
        utilization: orNull(number),
        maxConcurrency: orNull(number),
      }),
      memory: object({
        weightsGiB: orNull(number),
        kvCacheGiB: orNull(number),
        availableGiB: orNull(number),
        fits: orNull(flag),
      }),
      assumptions: list(
        object({ field: text, value: { type: ['string', 'number'] }, origin: text }),
      ),
      findings: list(finding),
    }),
  ),
  totals: object({
    min: orNull(number),
    expected: orNull(number),
    max: orNull(number),
    jointSaving: orNull(number),
  }),
  checklist: list(
    object({
      id: text,
      title: text,
      done: offset,
      missing: offset,
      notApplicable: offset,
      answers: list(
        object({
          deployment: text,
          name: text,
          status: { enum: ['done', 'missing', 'not-applicable'] },
          note: text,
          file: text,
          line,
        }),
      ),
    }),
  ),
  suppressed: list(
    object({
      code: text,
      deployment: text,
      reason: orNull(text),
      until: orNull(text),
      file: text,
      line,
    }),
  ),
  skipped: list(object({ file: text, reason: text })),
});
