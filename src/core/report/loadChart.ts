import { trafficIsStated } from '../cost/workload.ts';
import type { LoadCurve, LoadedPoint } from '../model/insight.ts';
import type { PerformanceEstimate } from '../model/performance.ts';
import type { Workload } from '../model/workload.ts';
import { writesText } from '../performance/writesText.ts';
import { linearAxis, logAxis } from './chart/axis.ts';
import type { Chart, ChartAxis, ChartPane } from './chart/chartSchema.ts';
import { formatMilliseconds, formatNumber, formatRequestRate } from './format.ts';
import { latenciesOf, workDone, type Figure, type Latency } from './loadFigures.ts';
import { loadText } from './loadText.ts';

/** Throughput over latencies, by requests at once on one replica, with what is limited and where the replicas are now. */
export function loadChart(
  deploymentId: string,
  curve: LoadCurve,
  performance: PerformanceEstimate,
  workload: Workload,
): Chart {
  const { points, maxConcurrency } = curve;
  const done = workDone(performance);
  const latencies = latenciesOf(performance, workload);
  const percentile = `p${formatNumber(workload.percentile.value)}`;
  const holds =
    workload.latencyClass.value !== 'batch' && latencies.some(({ limit }) => limit !== null);
  const named = namedPoints(curve, trafficIsStated(workload), holds);
  return {
    id: `load:${deploymentId}`,
    title: 'Throughput and latency of a replica',
    description: loadText(curve, performance, workload),
    x: logAxis('Requests at once', [...points.map(({ concurrency }) => concurrency)], formatNumber),
    panes: [
      {
        y: linearAxis(done.title, points.map(done.of), formatNumber),
        series: [
          { name: 'Throughput', mark: 'line', tone: 'first', points: line(points, done.of) },
        ],
        thresholds: [],
        marks: named.map(({ point, label, isMain }) => ({
          x: point.concurrency,
          y: done.of(point),
          label,
          isMain,
        })),
      },
      ...latencies.map((latency) => latencyPane(latency, points, named, percentile)),
    ],
    verticals: [{ at: maxConcurrency, label: roomLabel(performance) }],
    columns: [
      { title: 'At once', isNumber: false },
      { title: 'Requests', isNumber: true },
      { title: done.column, isNumber: true },
      ...latencies.flatMap(({ name, mean }) => [
        ...(mean === null ? [] : [{ title: `${name}, mean`, isNumber: true }]),
        { title: `${name}, ${percentile}`, isNumber: true },
      ]),
    ],
    stops: points.map((point) => ({
      x: point.concurrency,
      title: [
        formatNumber(point.concurrency),
        ...named.filter((one) => one.point === point).map(({ label }) => label),
      ].join(', '),
      values: [
        formatRequestRate(point.requestsPerSecond),
        done.text(point),
        ...latencies.flatMap(({ mean, atPercentile }) => [
          ...(mean === null ? [] : [formatMilliseconds(mean(point))]),
          formatMilliseconds(atPercentile(point)),
        ]),
      ],
      dots: [
        { pane: 0, y: done.of(point) },
        ...latencies.map(({ atPercentile }, index) => ({
          pane: index + 1,
          y: atPercentile(point),
        })),
      ],
    })),
  };
}

/** More than this wait: for a place in the KV cache, or for the next pass. */
function roomLabel(performance: PerformanceEstimate): string {
  const count = formatNumber(performance.maxConcurrency);
  return writesText(performance) ? `room for ${count}` : `passes hold ${count}`;
}

function line(points: readonly LoadedPoint[], figure: Figure): { x: number; y: number }[] {
  return points.map((point) => ({ x: point.concurrency, y: figure(point) }));
}

interface NamedPoint {
  readonly point: LoadedPoint;
  readonly label: string;
  readonly isMain: boolean;
}

/** The capacity, and where the replicas are. A week that only stands in has no busiest hour to speak of. */
function namedPoints(
  { now, busiest, capacity }: LoadCurve,
  isStated: boolean,
  holds: boolean,
): readonly NamedPoint[] {
  const named = (
    point: LoadedPoint | null,
    label: string,
    isMain = false,
  ): readonly NamedPoint[] => (point === null ? [] : [{ point, label, isMain }]);
  return [
    ...named(now.point, isStated ? 'mean load' : 'taken to be sized for', true),
    ...named(isStated ? (busiest?.point ?? null) : null, 'busiest hour'),
    ...named(capacity, holds ? 'limits hold up to here' : 'planned for'),
  ];
}

function latencyPane(
  { name, mean, atPercentile, limit }: Latency,
  points: readonly LoadedPoint[],
  named: readonly NamedPoint[],
  percentile: string,
): ChartPane {
  const values = points.flatMap((point) => [
    mean?.(point) ?? atPercentile(point),
    atPercentile(point),
  ]);
  return {
    y: latencyAxis(name, [...values, ...(limit === null ? [] : [limit])]),
    series: [
      ...(mean === null
        ? []
        : [{ name: 'Mean', mark: 'line', tone: 'first', points: line(points, mean) } as const]),
      { name: percentile, mark: 'line', tone: 'second', points: line(points, atPercentile) },
    ],
    thresholds:
      limit === null
        ? []
        : [{ at: limit, label: `${percentile} limit, ${formatMilliseconds(limit)}` }],
    marks: named.map(({ point, isMain }) => ({
      x: point.concurrency,
      y: atPercentile(point),
      label: '',
      isMain,
    })),
  };
}

/** Times this far apart show little on an even scale. */
const wide = 20;

function latencyAxis(name: string, values: readonly number[]): ChartAxis {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least > 0 && most / least > wide
    ? logAxis(name, values, formatMilliseconds)
    : linearAxis(name, values, formatMilliseconds);
}
