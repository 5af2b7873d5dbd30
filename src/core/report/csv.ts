import { csvText, type Cell } from './csvText.ts';
import type { DeploymentReport, Report } from './reportModel.ts';
import { largestSavingOf } from './summary.ts';

interface Row {
  readonly one: DeploymentReport;
  readonly report: Report;
}

/** Titles and cells. Money has its currency in the title, so that two of them never get into one column. */
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
  monthly_min_CURRENCY: ({ one }) => one.monthly.min,
  monthly_expected_CURRENCY: ({ one }) => one.monthly.expected,
  monthly_max_CURRENCY: ({ one }) => one.monthly.max,
  monthly_compute_CURRENCY: ({ one }) => one.monthly.compute,
  monthly_network_CURRENCY: ({ one }) => one.monthly.network,
  monthly_storage_CURRENCY: ({ one }) => one.monthly.storage,
  monthly_management_CURRENCY: ({ one }) => one.monthly.management,
  lower_bound: ({ one }) => one.monthly.lowerBound,
  per_million_tokens_CURRENCY: ({ one }) => one.unit.perMillionTokens,
  per_million_input_tokens_CURRENCY: ({ one }) => one.unit.perMillionInputTokens,
  per_million_output_tokens_CURRENCY: ({ one }) => one.unit.perMillionOutputTokens,
  per_thousand_requests_CURRENCY: ({ one }) => one.unit.perThousandRequests,
  per_image_CURRENCY: ({ one }) => one.unit.perImage,
  per_audio_hour_CURRENCY: ({ one }) => one.unit.perAudioHour,
  per_thousand_predictions_CURRENCY: ({ one }) => one.unit.perThousandPredictions,
  utilization: ({ one }) => one.performance.utilization,
  ttft_ms: ({ one }) => one.performance.ttftMs,
  tpot_ms: ({ one }) => one.performance.tpotMs,
  fits: ({ one }) => one.memory.fits,
  findings: ({ one }) => one.findings.length,
  largest_saving_CURRENCY: ({ one }) => largestSavingOf(one),
  currency: ({ report }) => report.currency,
  prices_as_of: ({ report }) => report.prices.asOf,
  prices_id: ({ report }) => report.prices.id,
  suppressed: ({ one, report }) =>
    report.suppressed.filter(({ deployment }) => deployment === one.id).length,
  repository: ({ one }) => one.repository,
};

/** One row for each deployment, RFC 4180; what is not known is an empty cell. */
export function renderCsv(report: Report): string {
  const currency = report.currency.toLowerCase();
  const titles = Object.keys(columns).map((title) => title.replace('CURRENCY', currency));
  const rows = report.deployments.map((one) =>
    Object.values(columns).map((cell) => cell({ one, report })),
  );
  return csvText([titles, ...rows]);
}
