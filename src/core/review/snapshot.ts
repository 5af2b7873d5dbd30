import * as z from 'zod';

/**
 * What a review needs of a report: a part of the JSON contract, so that a committed `report --format json` can stand in for
 * the files it was made of. Money is a month in the snapshot's currency; null = not known.
 */

const amount = z.number().nullable();
const words = z.string().nullable();

const findingSchema = z.object({
  code: z.string(),
  severity: z.enum(['information', 'warning', 'error']),
  message: z.string(),
  file: z.string(),
  line: z.number(),
});

type SnapshotFinding = z.infer<typeof findingSchema>;

/** A finding that names no file is in that of its deployment. */
function inFile(
  file: string,
  findings: readonly (Omit<SnapshotFinding, 'file'> & { readonly file?: string | undefined })[],
): readonly SnapshotFinding[] {
  return findings.map((finding) => ({ ...finding, file: finding.file ?? file }));
}

const deploymentSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    file: z.string(),
    line: z.number(),
    format: z.string(),
    kind: z.string().default(''),
    namespace: words.default(null),
    team: words.default(null),
    environment: words.default(null),
    engine: words,
    model: z
      .object({ id: words, weightPrecision: words, kvPrecision: words.default(null) })
      .readonly(),
    accelerator: z.object({ name: words, count: z.number() }).readonly().nullable(),
    tensorParallel: z.number().nullable(),
    instanceType: words,
    provider: words,
    region: words,
    purchase: words,
    replicas: z.object({ min: z.number(), expected: z.number(), max: z.number() }).readonly(),
    monthly: z
      .object({
        min: amount,
        expected: amount,
        max: amount,
        lowerBound: z.boolean().default(false),
      })
      .readonly(),
    unit: z.object({ perMillionTokens: amount, perThousandRequests: amount }).readonly(),
    performance: z
      .object({
        ttftMs: amount,
        tpotMs: amount,
        utilization: amount,
        meetsSlo: z.boolean().nullable().default(null),
      })
      .readonly(),
    memory: z.object({ fits: z.boolean().nullable() }).readonly(),
    components: z
      .array(
        z
          .object({
            name: z.string(),
            category: z.string(),
            monthly: z.object({ expected: z.number() }).readonly().nullable(),
          })
          .readonly(),
      )
      .readonly()
      .default([]),
    assumptions: z
      .array(
        z
          .object({
            field: z.string(),
            value: z.union([z.string(), z.number()]),
            origin: z.string(),
          })
          .readonly(),
      )
      .readonly()
      .default([]),
    findings: z.array(findingSchema.extend({ file: z.string().optional() })).readonly(),
  })
  .transform((one) => ({ ...one, findings: inFile(one.file, one.findings) }))
  .readonly();

const snapshotSchema = z
  .object({
    version: z.literal(1),
    currency: z.string(),
    exchangeRate: z
      .object({ perUsd: z.number().positive(), asOf: words })
      .readonly()
      .default({ perUsd: 1, asOf: null }),
    date: z.string().default(''),
    productVersion: words.default(null),
    prices: z.object({ asOf: z.string(), id: z.string() }).readonly(),
    deployments: z.array(deploymentSchema).readonly(),
    totals: z
      .object({
        min: amount,
        expected: amount,
        max: amount,
        lowerBound: z.boolean().default(false),
      })
      .readonly(),
    findings: z.array(findingSchema.readonly()).readonly().default([]),
  })
  .readonly();

export type Snapshot = z.infer<typeof snapshotSchema>;
export type SnapshotDeployment = Snapshot['deployments'][number];

/** The snapshot in a text, or null when the text is no report of this version. Never throws. */
export function readSnapshot(text: string): Snapshot | null {
  try {
    return snapshotSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
