import type { Analysis } from '../analysis.ts';
import type { Comparison } from '../compare/compare.ts';
import type { InstanceComparison, InstanceRow } from '../compare/comparison.ts';
import { verdictText } from './compareText.ts';
import { csvText, type Cell } from './csvText.ts';
import { figure, reportContext, type ReportContext } from './reportContext.ts';

interface Line {
  readonly row: InstanceRow;
  readonly found: InstanceComparison;
  readonly context: ReportContext;
}

/** Titles and cells. Money has its currency in the title. */
const columns: Readonly<Record<string, (line: Line) => Cell>> = {
  deployment: ({ found }) => found.name,
  instance: ({ row }) => row.instance,
  seller: ({ row }) => row.seller,
  region: ({ row }) => row.region,
  accelerator: ({ row }) => row.accelerator,
  accelerators_per_replica: ({ row }) => row.count,
  vcpus: ({ row }) => row.vcpus,
  memory_gib: ({ row }) => row.memoryGiB,
  purchase: ({ row }) => row.purchase,
  current: ({ row }) => row.isCurrent,
  cheapest: ({ row, found }) => row.key === found.cheapest,
  pareto_latency: ({ row, found }) => found.byLatency.includes(row.key),
  pareto_throughput: ({ row, found }) => found.byThroughput.includes(row.key),
  fits: ({ row }) => row.fits,
  verdict: ({ row }) => row.verdict,
  verdict_text: ({ row }) => verdictText(row),
  monthly_min_CURRENCY: ({ row, context }) => context.money(row.figures?.monthly.min ?? null),
  monthly_expected_CURRENCY: ({ row, context }) =>
    context.money(row.figures?.monthly.expected ?? null),
  monthly_max_CURRENCY: ({ row, context }) => context.money(row.figures?.monthly.max ?? null),
  replicas_min: ({ row }) => row.figures?.replicas.min ?? null,
  replicas_expected: ({ row }) => figure(row.figures?.replicas.expected ?? null),
  replicas_max: ({ row }) => row.figures?.replicas.max ?? null,
  per_million_tokens_CURRENCY: ({ row, context }) =>
    context.money(row.figures?.perMillionTokens ?? null),
  per_request_CURRENCY: ({ row, context }) => context.money(row.figures?.perRequest ?? null),
  ttft_ms: ({ row }) => figure(row.figures?.ttftMs ?? null),
  tpot_ms: ({ row }) => figure(row.figures?.tpotMs ?? null),
  requests_per_second_per_replica: ({ row }) =>
    figure(row.figures?.requestsPerSecondPerReplica ?? null),
  utilization: ({ row }) => figure(row.figures?.utilization ?? null),
  on_demand_hour_CURRENCY: ({ row, context }) => context.money(row.hourly['on-demand']),
  spot_hour_CURRENCY: ({ row, context }) => context.money(row.hourly.spot),
  reserved_1y_hour_CURRENCY: ({ row, context }) => context.money(row.hourly['reserved-1y']),
  reserved_3y_hour_CURRENCY: ({ row, context }) => context.money(row.hourly['reserved-3y']),
};

/** One line for each machine of each deployment, all of them; what is not known is an empty cell. */
export function renderCompareCsv(compared: readonly Comparison[], analysis: Analysis): string {
  const context = reportContext(analysis, '');
  const { code } = analysis.environment.currency;
  const titles = Object.keys(columns).map((title) => title.replace('CURRENCY', code.toLowerCase()));
  const lines = compared.flatMap(({ instances }) =>
    'reason' in instances
      ? []
      : instances.rows.map((row) =>
          Object.values(columns).map((cell) => cell({ row, found: instances, context })),
        ),
  );
  return csvText([titles, ...lines]);
}
