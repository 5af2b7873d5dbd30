import type { ChartSeries } from '../../src/core/report/chart/chartSchema.ts';
import { patternOf } from './patterns.ts';
import { marker } from './marker.ts';
import { shape } from './svg.ts';

export interface Place {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** Of the chart: patterns are found by it. */
  readonly id: string;
}

interface Corner {
  readonly x: number;
  readonly y: number;
  readonly foot: number;
}

/** Markers of a line are drawn while they stay apart. */
const mostMarkers: Readonly<Partial<Record<ChartSeries['mark'], number>>> = {
  points: Infinity,
  line: 16,
  steps: 60,
};

/** Pixels from marker to marker, on average, at which they are still told apart. */
const leastApart = 9;

function areApart(corners: readonly Corner[]): boolean {
  const width = (corners.at(-1)?.x ?? 0) - (corners[0]?.x ?? 0);
  return corners.length < 2 || width / (corners.length - 1) >= leastApart;
}

export function hasMarkers({ mark, points }: Pick<ChartSeries, 'mark' | 'points'>): boolean {
  return points.length <= (mostMarkers[mark] ?? -1);
}

export function drawSeries(series: ChartSeries, place: Place): SVGElement {
  const { tone, points, mark } = series;
  const corners = points.map((point) => ({
    x: place.x(point.x),
    y: place.y(point.y),
    foot: place.y(point.from ?? -Infinity),
  }));
  const end = series.until === undefined ? undefined : place.x(series.until);
  const hasRoom = hasMarkers(series) && areApart(corners);
  const ownMarkers = (): SVGElement[] => (hasRoom ? markers(corners, series) : []);
  const content: Record<ChartSeries['mark'], () => SVGElement[]> = {
    line: () => [line(corners), ...ownMarkers()],
    area: () => [area(corners, series, place), line(corners)],
    steps: () => [line(stepped(corners, end)), ...ownMarkers()],
    stepArea: () => [area(stepped(corners, end), series, place), line(stepped(corners, end))],
    points: () => markers(corners, series),
  };
  return shape('g', { class: `series ${tone}` }, ...content[mark]());
}

/** Each value until the next point, the last one until `end`. */
function stepped(corners: readonly Corner[], end: number | undefined): Corner[] {
  return corners.flatMap((corner, index) => {
    const next = corners[index + 1]?.x ?? end;
    return next === undefined ? [corner] : [corner, { ...corner, x: next }];
  });
}

function path(corners: readonly { readonly x: number; readonly y: number }[]): string {
  return corners
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('');
}

function line(corners: readonly Corner[]): SVGElement {
  return shape('path', { class: 'line', d: path(corners) });
}

function area(corners: readonly Corner[], { tone }: ChartSeries, { id }: Place): SVGElement {
  const feet = corners.map(({ x, foot }) => ({ x, y: foot })).reverse();
  const outline = corners.length === 0 ? '' : `${path([...corners, ...feet])}Z`;
  return shape('path', { class: 'fill', d: outline, fill: patternOf(id, tone) });
}

function markers(corners: readonly Corner[], { tone }: ChartSeries): SVGElement[] {
  return corners.map(({ x, y }) => marker(tone, x, y));
}
