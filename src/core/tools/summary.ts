import * as z from 'zod';
import type { DeploymentReport, FindingReport, FixReport, Report } from '../report/reportModel.ts';

/** How many inputs of a deployment are told; the report lists them by their weight. */
const MOST_ASSUMPTIONS = 8;
const MOST_SKIPPED = 50;

const nullableNumber = z.number().nullable();
const nullableText = z.string().nullable();
const range = { min: nullableNumber, expected: nullableNumber, max: nullableNumber };

const fixOutput = z.looseObject({
  title: z.string(),
  monthlySaving: nullableNumber.describe('Measured by pricing the edited files; null = not known.'),
  safe: z.boolean().describe('True when it changes nothing but the cost.'),
  needs: nullableText.describe('What a person must do besides.'),
});

const deploymentOutput = z.looseObject({
  id: z.string(),
  name: z.string(),
  file: z.string(),
  line: z.number(),
  format: z.string(),
  engine: nullableText,
  model: z.looseObject({ id: nullableText, weightPrecision: nullableText }),
  hardware: z.string(),
  instanceType: nullableText,
  provider: nullableText,
  region: nullableText,
  purchase: nullableText,
  replicas: z.looseObject({ min: z.number(), expected: z.number(), max: z.number() }),
  monthly: z.looseObject({
    ...range,
    compute: nullableNumber,
    network: nullableNumber,
    storage: nullableNumber,
    management: nullableNumber,
    lowerBound: z.boolean().describe('True when something is not priced: it costs at least this.'),
  }),
  unit: z.looseObject({
    perMillionTokens: nullableNumber,
    perMillionInputTokens: nullableNumber,
    perMillionOutputTokens: nullableNumber,
    perThousandRequests: nullableNumber,
  }),
  performance: z.looseObject({
    requestsPerSecond: nullableNumber.describe('Capacity of all expected replicas.'),
    outputTokensPerSecond: nullableNumber,
    ttftMs: nullableNumber,
    tpotMs: nullableNumber,
    utilization: nullableNumber.describe('0–1; above 1 requests queue.'),
    maxConcurrency: nullableNumber,
    meetsSlo: z.boolean().nullable(),
  }),
  memory: z.looseObject({
    weightsGiB: nullableNumber,
    kvCacheGiB: nullableNumber,
    availableGiB: nullableNumber,
    fits: z.boolean().nullable(),
  }),
  missing: z.array(z.string()).describe('What is not in the total.'),
  assumptions: z
    .array(
      z.looseObject({
        field: z.string(),
        value: z.union([z.string(), z.number()]),
        unit: z.string(),
        from: z.string(),
      }),
    )
    .describe('The inputs that weigh most, and where each came from.'),
  findings: z.array(
    z.looseObject({
      code: z.string(),
      severity: z.enum(['error', 'warning', 'information']),
      message: z.string(),
      file: z.string(),
      line: z.number(),
      fix: fixOutput.nullable(),
      tradeOffs: z.array(z.string()),
    }),
  ),
});

/**
 * The report as a tool returns it: names and values of `report --format json`, without its long lists. Open, since the full
 * report has more of everything.
 */
export const summaryOutput = z.looseObject({
  version: z.literal(1),
  currency: z.string(),
  date: z.string(),
  prices: z.looseObject({ asOf: z.string(), id: z.string() }),
  deployments: z.array(deploymentOutput).describe('The dearest first.'),
  omitted: z.number().describe('Deployments that are in the totals and not in the list.'),
  totals: z.looseObject({
    ...range,
    jointSaving: nullableNumber.describe('All preferred fixes applied together, priced once.'),
    lowerBound: z.boolean(),
  }),
  findings: z
    .array(
      z.looseObject({ code: z.string(), message: z.string(), file: z.string(), line: z.number() }),
    )
    .describe('Of files and of several deployments together.'),
  skipped: z.array(
    z.looseObject({ file: z.string(), reason: z.string(), line: z.number().nullable() }),
  ),
});

type Summary = z.infer<typeof summaryOutput>;

/** At most `most` deployments, the dearest first; the totals are of all. */
export function summaryOf(report: Report, most: number): Summary {
  const dearest = [...report.deployments].sort(
    (a, b) => (b.monthly.expected ?? 0) - (a.monthly.expected ?? 0),
  );
  const { version, currency, date, prices, totals } = report;
  return {
    version,
    currency,
    date,
    prices: { ...prices },
    deployments: dearest.slice(0, most).map(deploymentSummary),
    omitted: Math.max(0, dearest.length - most),
    totals: { ...totals },
    findings: report.findings.map(({ code, message, file, line }) => ({
      code,
      message,
      file,
      line,
    })),
    skipped: report.skipped.slice(0, MOST_SKIPPED).map((each) => ({ ...each })),
  };
}

function deploymentSummary(one: DeploymentReport): Summary['deployments'][number] {
  const { monthly, unit, performance, memory } = one;
  return {
    id: one.id,
    name: one.name,
    file: one.file,
    line: one.line,
    format: one.format,
    engine: one.engine,
    model: { id: one.model.id, weightPrecision: one.model.weightPrecision },
    hardware: one.hardware,
    instanceType: one.instanceType,
    provider: one.provider,
    region: one.region,
    purchase: one.purchase,
    replicas: { ...one.replicas },
    monthly: {
      min: monthly.min,
      expected: monthly.expected,
      max: monthly.max,
      compute: monthly.compute,
      network: monthly.network,
      storage: monthly.storage,
      management: monthly.management,
      lowerBound: monthly.lowerBound,
    },
    unit: {
      perMillionTokens: unit.perMillionTokens,
      perMillionInputTokens: unit.perMillionInputTokens,
      perMillionOutputTokens: unit.perMillionOutputTokens,
      perThousandRequests: unit.perThousandRequests,
    },
    performance: {
      requestsPerSecond: performance.requestsPerSecond,
      outputTokensPerSecond: performance.outputTokensPerSecond,
      ttftMs: performance.ttftMs,
      tpotMs: performance.tpotMs,
      utilization: performance.utilization,
      maxConcurrency: performance.maxConcurrency,
      meetsSlo: performance.meetsSlo,
    },
    memory: {
      weightsGiB: memory.weightsGiB,
      kvCacheGiB: memory.kvCacheGiB,
      availableGiB: memory.availableGiB,
      fits: memory.fits,
    },
    missing: [...one.missing],
    assumptions: one.assumptions
      .slice(0, MOST_ASSUMPTIONS)
      .map(({ field, value, unit: measure, from }) => ({ field, value, unit: measure, from })),
    findings: one.findings.map(findingSummary),
  };
}

function findingSummary(
  finding: FindingReport,
): Summary['deployments'][number]['findings'][number] {
  const { code, severity, message, file, line, fix, tradeOffs } = finding;
  return {
    code,
    severity,
    message,
    file,
    line,
    fix: fix && fixSummary(fix),
    tradeOffs: [...tradeOffs],
  };
}

function fixSummary({ title, monthlySaving, safe, needs }: FixReport): z.infer<typeof fixOutput> {
  return { title, monthlySaving, safe, needs };
}
