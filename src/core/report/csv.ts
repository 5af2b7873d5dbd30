import { csvText, type Cell } from './csvText.ts';
import type { DeploymentReport, Report } from './reportModel.ts';
import { largestSavings } from './summary.ts';

interface Row {
  readonly one: DeploymentReport;
  readonly report: Report;
  readonly largestSaving: number | null;
}

const columns: Readonly<Record<string, (row: Row) => Cell>> = {
  name: ({ one }) => one.name,
  file: ({ one }) => one.file,
  line: ({ one }) => one.line,
  format: ({ one }) => one.format,
  kind: ({ one }) => one.kind,
  namespace: ({ one }) => one.namespace,
  team: ({ one }) => one.team,
  environment: ({ one }) => one.environment,
  engine: ({ one }) => one.engine,
  model: ({ one }) => one.model.id,
  weight_precision: ({ one }) => one.model.weightPrecision,
  accelerator: ({ one }) => one.accelerator?.name ?? null,
  accelerators_per_replica: ({ one }) => one.accelerator?.count ?? 0,
  instance_type: ({ one }) => one.instanceType,
  provider: ({ one }) => one.provider,
  region: ({ one }) => one.region,
  purchase: ({ one }) => one.purchase,
  replicas_min: ({ one }) => one.replicas.min,
  replicas_expected: ({ one }) => one.replicas.expected,
  replicas_max: ({ one }) => one.replicas.max,
  monthly_min: ({ one }) => one.monthly.min,
  monthly_expected: ({ one }) => one.monthly.expected,
  monthly_max: ({ one }) => one.monthly.max,
  monthly_compute: ({ one }) => one.monthly.compute,
  monthly_network: ({ one }) => one.monthly.network,
  monthly_storage: ({ one }) => one.monthly.storage,
  monthly_management: ({ one }) => one.monthly.management,
  lower_bound: ({ one }) => one.monthly.lowerBound,
  per_million_tokens: ({ one }) => one.unit.perMillionTokens,
  per_million_input_tokens: ({ one }) => one.unit.perMillionInputTokens,
  per_million_output_tokens: ({ one }) => one.unit.perMillionOutputTokens,
  per_thousand_requests: ({ one }) => one.unit.perThousandRequests,
  per_image: ({ one }) => one.unit.perImage,
  per_audio_hour: ({ one }) => one.unit.perAudioHour,
  per_thousand_predictions: ({ one }) => one.unit.perThousandPredictions,
  utilization: ({ one }) => one.performance.utilization,
  ttft_ms: ({ one }) => one.performance.ttftMs,
  tpot_ms: ({ one }) => one.performance.tpotMs,
  fits: ({ one }) => one.memory.fits,
  findings: ({ one }) => one.findings.length,
  largest_saving: ({ largestSaving }) => largestSaving,
  currency: ({ report }) => report.currency,
  prices_as_of: ({ report }) => report.prices.asOf,
  prices_id: ({ report }) => report.prices.id,
  suppressed: ({ one, report }) =>
    report.suppressed.filter(({ deployment }) => deployment === one.id).length,
};

/** One row for each deployment, RFC 4180; what is not known is an empty cell. */
export function renderCsv(report: Report): string {
  const savings = largestSavings(report);
  const rows = report.deployments.map((one): readonly Cell[] => {
    const largest = savings.find(({ deployment }) => deployment === one);
    const row = { one, report, largestSaving: largest?.fix.monthlySaving ?? null };
    return Object.values(columns).map((cell) => cell(row));
  });
  return csvText([Object.keys(columns), ...rows]);
}
