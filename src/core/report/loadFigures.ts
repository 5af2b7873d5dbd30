import type { LoadedPoint } from '../model/insight.ts';
import type { PerformanceEstimate } from '../model/performance.ts';
import type { Workload } from '../model/workload.ts';
import { firstLatencyName, writesText } from '../performance/writesText.ts';
import { formatWorkRate } from './format.ts';

/** A figure of a point, over the concurrency. */
export type Figure = (point: LoadedPoint) => number;

/** A latency that the model knows, with its limit in milliseconds; null = no limit. */
export interface Latency {
  readonly name: string;
  readonly mean: Figure | null;
  readonly atPercentile: Figure;
  readonly limit: number | null;
}

/** The latencies of such a model, in the order in which a caller meets them. */
export function latenciesOf(performance: PerformanceEstimate, workload: Workload): Latency[] {
  const { phase } = performance;
  const { ttftMs, tpotMs, e2eMs } = workload;
  const writes = writesText(performance);
  const e2e = e2eMs?.value ?? null;
  // Where one pass answers, the first token is the last.
  const first = writes ? (ttftMs?.value ?? null) : leastOf(ttftMs?.value ?? null, e2e);
  return [
    ...(phase === 'decode'
      ? []
      : [
          {
            name: firstLatencyName(performance) === 'TTFT' ? 'TTFT' : 'Latency',
            mean: (point: LoadedPoint) => point.ttftMs,
            atPercentile: (point: LoadedPoint) => point.percentile.ttftMs,
            limit: first,
          },
        ]),
    ...(writes
      ? [
          {
            name: 'TPOT',
            mean: (point: LoadedPoint) => point.tpotMs,
            atPercentile: (point: LoadedPoint) => point.percentile.tpotMs,
            limit: tpotMs?.value ?? null,
          },
        ]
      : []),
    ...(writes && phase === undefined && e2e !== null
      ? [
          {
            name: 'To the last token',
            mean: null,
            atPercentile: (point: LoadedPoint) => point.percentile.e2eMs,
            limit: e2e,
          },
        ]
      : []),
  ];
}

function leastOf(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

/** What a replica is counted by: tokens it writes, else the units of its work. */
export function workDone(performance: PerformanceEstimate): {
  readonly of: Figure;
  readonly title: string;
  readonly column: string;
  readonly text: (point: LoadedPoint) => string;
} {
  const { work, phase } = performance;
  const writes = writesText(performance);
  const of = (point: LoadedPoint): number =>
    writes ? point.outputTokensPerSecond : point.requestsPerSecond * work.perRequest;
  const column = writes ? 'Output' : phase === 'prefill' ? 'Input' : 'Throughput';
  const unit = work.unit === 'audio-seconds' ? '× real time' : `${work.unit}/s`;
  return {
    of,
    title: `${column}, ${unit}`,
    column,
    text: (point) => formatWorkRate(of(point), work.unit),
  };
}
