import type {
  MeasuredBenchmark,
  MeasuredBill,
  MeasuredProduction,
} from '../assumptions/measuredSchema.ts';
import {
  formatMilliseconds,
  formatMonthly,
  formatNumber,
  formatPercent,
  formatQuantity,
  formatRequestRate,
  formatTimeRange,
  shownIn,
} from '../report/format.ts';
import type { MeasuredDeployment } from './measured.ts';

/** What was measured of a deployment, a line for each kind: `chat: 3.1 req/s, 812 tokens in, … (vLLM at …, from … to …)`. */
export function measuredLines({ target, values }: MeasuredDeployment): readonly string[] {
  const { production, benchmark, bill } = values;
  const kinds = [
    production && { ...production, text: productionText(production) },
    benchmark && { ...benchmark, text: benchmarkText(benchmark) },
    bill && { ...bill, text: billText(bill) },
  ].filter((kind) => kind !== undefined);
  return kinds.map(
    ({ text, source, from, to }) =>
      `${target.deployment.name}: ${text} (${source}, ${formatTimeRange({ from, to })})`,
  );
}

function mean(stated: number | { readonly mean: number } | undefined): number | undefined {
  return typeof stated === 'object' ? stated.mean : stated;
}

function productionText(of: MeasuredProduction): string {
  const shown = (
    value: number | undefined,
    format: (value: number) => string,
  ): string | undefined => (value === undefined ? undefined : format(value));
  return [
    shown(of.requestsPerSecond, formatRequestRate),
    shown(mean(of.inputTokens), (value) => `${formatNumber(value)} tokens in`),
    shown(mean(of.outputTokens), (value) => `${formatNumber(value)} out`),
    of.series === undefined ? undefined : `a ${of.series.length === 168 ? 'week' : 'day'} of hours`,
    shown(of.concurrency, (value) => `${formatNumber(value)} in flight per replica`),
    shown(of.kvCacheUsage, (value) => `KV cache ${formatPercent(value)} full`),
    shown(of.replicas, (value) => formatQuantity(value, 'replica')),
    shown(mean(of.ttftMs), (value) => `TTFT ${formatMilliseconds(value)}`),
    shown(mean(of.tpotMs), (value) => `TPOT ${formatMilliseconds(value)}`),
    shown(of.gpuUtilization, (value) => `accelerators busy ${formatPercent(value)}`),
  ]
    .filter((text) => text !== undefined)
    .join(', ');
}

function benchmarkText({ points }: MeasuredBenchmark): string {
  const most = Math.max(0, ...points.map((point) => point.outputTokensPerSecond ?? 0));
  const loads = formatQuantity(points.length, 'load');
  return most > 0 ? `${loads}, up to ${formatNumber(most)} tokens/s` : loads;
}

function billText({ monthly }: MeasuredBill): string {
  return formatMonthly(monthly, shownIn('USD'));
}
