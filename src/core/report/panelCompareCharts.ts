import type { InstanceComparison, InstanceFigures, InstanceRow } from '../compare/comparison.ts';
import type { Currency } from '../model/environment.ts';
import { logAxis, type TickFormat } from './chart/axis.ts';
import type { ChartPane, ChartSeries } from './chart/chartSchema.ts';
import { acceleratorsText, verdictText } from './compareText.ts';
import {
  formatCountRange,
  formatMilliseconds,
  formatMoney,
  formatMonthly,
  formatRequestRate,
} from './format.ts';
import type { PanelInstances } from './panelCompareSchema.ts';

/** What costs are drawn against. */
interface Against {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly axis: string;
  readonly column: string;
  readonly front: string;
  readonly measure: (figures: InstanceFigures) => number | null;
  readonly format: TickFormat;
  readonly keys: (found: InstanceComparison) => readonly string[];
}

const measures: readonly Against[] = [
  {
    id: 'compare-latency',
    title: 'Cost against latency',
    description:
      'Each point is a machine with the replicas that the demand needs. Down and left is better; on the line no other machine is both cheaper and faster.',
    axis: 'Request, from first to last token',
    column: 'Request',
    front: 'No other is cheaper and faster',
    measure: ({ requestMs }) => requestMs,
    format: formatMilliseconds,
    keys: ({ byLatency }) => byLatency,
  },
  {
    id: 'compare-throughput',
    title: 'Cost against throughput',
    description:
      'What all replicas together can serve. Up and left is better; on the line no other machine is cheaper and serves as much.',
    axis: 'Capacity, req/s',
    column: 'Capacity',
    front: 'No other is cheaper and serves as much',
    measure: ({ requestsPerSecond }) => requestsPerSecond,
    format: formatRequestRate,
    keys: ({ byThroughput }) => byThroughput,
  },
];

/** A point of a chart: a row that has what both axes count. */
interface Spot {
  readonly row: InstanceRow;
  readonly figures: InstanceFigures;
  readonly x: number;
  readonly y: number;
}

/** Cost against latency and against throughput; none where fewer than two rows can be drawn. */
export function instanceCharts(
  found: InstanceComparison,
  currency: Currency,
): PanelInstances['charts'] {
  return measures.flatMap((against) => {
    const front = new Set(against.keys(found));
    const spots = found.rows
      .flatMap((row) => spotOf(row, against, row.isBestOfKind || front.has(row.key)))
      .sort((a, b) => a.x - b.x);
    return spots.length < 2 ? [] : [chartOf(spots, front, against, found, currency)];
  });
}

function spotOf(row: InstanceRow, { measure }: Against, isDrawn: boolean): Spot[] {
  const { figures } = row;
  if (figures === null || !isDrawn) return [];
  const [x, y] = [figures.monthly.expected, measure(figures)];
  return y !== null && x > 0 && y > 0 ? [{ row, figures, x, y }] : [];
}

function chartOf(
  spots: readonly Spot[],
  front: ReadonlySet<string>,
  { id, title, description, axis, column, front: frontName, format }: Against,
  found: InstanceComparison,
  currency: Currency,
): PanelInstances['charts'][number] {
  const at = ({ x, y }: Spot): { x: number; y: number } => ({ x, y });
  const holds = spots.filter(({ row }) => row.verdict === 'holds');
  const others = spots.filter(({ row }) => row.verdict !== 'holds');
  const series: readonly ChartSeries[] = [
    {
      name: 'Does not hold',
      mark: 'points' as const,
      tone: 'third' as const,
      points: others.map(at),
    },
    {
      name: 'Serves the demand',
      mark: 'points' as const,
      tone: 'first' as const,
      points: holds.map(at),
    },
    {
      name: frontName,
      mark: 'line' as const,
      tone: 'second' as const,
      points: spots.filter(({ row }) => front.has(row.key)).map(at),
    },
  ].filter(({ points }) => points.length > 0);
  const pane: ChartPane = {
    y: logAxis(
      axis,
      spots.map(({ y }) => y),
      format,
    ),
    series,
    thresholds: [],
    marks: spots.flatMap(({ row, x, y }) =>
      row.isCurrent || row.key === found.cheapest
        ? [{ x, y, label: row.isCurrent ? 'now' : 'cheapest', isMain: row.isCurrent }]
        : [],
    ),
  };
  return {
    keys: spots.map(({ row }) => row.key),
    chart: {
      id,
      title,
      description,
      x: logAxis(
        'USD a month'.replace('USD', currency.code),
        spots.map(({ x }) => x),
        (usd) => formatMoney(usd, currency),
      ),
      panes: [pane],
      verticals: [],
      columns: [
        { title: 'Machine', isNumber: false },
        { title: 'Monthly', isNumber: true },
        { title: column, isNumber: true },
        { title: 'Runs on', isNumber: false },
        { title: 'Serves it', isNumber: false },
      ],
      stops: spots.map(({ row, figures, x, y }) => ({
        title: [row.instance ?? '', row.isCurrent ? '(now)' : ''].join(' ').trim(),
        values: [
          formatMonthly(x, currency, figures.lowerBound),
          format(y),
          `${formatCountRange(figures.replicas)} × ${acceleratorsText(row)}, ${row.seller}`,
          verdictText(row),
        ],
        x,
        dots: [{ pane: 0, y }],
      })),
    },
  };
}
