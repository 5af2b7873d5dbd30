import type { Chart } from '../../src/core/report/chart/chartSchema.ts';
import type { ViewContext } from '../view.ts';
import { chartFigure, type ChartChoice, type Drawing } from './chartFigure.ts';
import { layOut, plotHeight, type Layout } from './layout.ts';
import { seriesLegend } from './legend.ts';
import { drawAxes } from './axes.ts';
import { drawMarks, drawThresholds, drawVerticals } from './annotations.ts';
import { drawSeries } from './series.ts';
import { patterns } from './patterns.ts';
import { shape } from './svg.ts';

/**
 * Lines, areas, bars and points over one or several panes that share their horizontal axis. `choice`: its stops can be chosen.
 */
export function chart(model: Chart, context: ViewContext, choice?: ChartChoice): HTMLElement {
  const height = plotHeight(model);
  const drawn = choice === undefined ? model : withMark(model, choice.selected);
  return chartFigure(
    model,
    seriesLegend(model),
    { height, draw: (width, fontSize) => draw(drawn, layOut(drawn, width, fontSize)), choice },
    context,
  );
}

/** The chart with the chosen stop named in it. */
function withMark(model: Chart, selected: number): Chart {
  const stop = model.stops[selected];
  if (stop === undefined) return model;
  const panes = model.panes.map((pane, index) => ({
    ...pane,
    marks: [
      ...pane.marks,
      ...stop.dots.flatMap(({ pane: of, y }) =>
        of === index ? { x: stop.x, y, label: stop.title, isMain: true } : [],
      ),
    ],
  }));
  return { ...model, panes };
}

function draw(model: Chart, layout: Layout): Drawing {
  const { width, height, x, panes } = layout;
  const together = model.panes.flatMap((pane, index) => {
    const place = panes[index];
    return place === undefined ? [] : [[pane, place] as const];
  });
  const cursor = shape('g', { class: 'cursor' });
  const svg = shape(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' },
    patterns(model.id),
    ...drawAxes(model, layout),
    ...together.flatMap(([pane, place]) => [
      ...pane.series.map((series) => drawSeries(series, { x, y: place.y, id: model.id })),
      ...drawThresholds(pane, layout, place),
    ]),
    ...drawVerticals(model, layout),
    ...together.flatMap(([pane, place]) => drawMarks(pane, layout, place)),
    cursor,
  );
  const scattered = model.panes.some(({ series }) => series.some(({ mark }) => mark === 'points'));
  const dotsOf = (index: number): { x: number; y: number }[] => {
    const stop = model.stops[index];
    return (stop?.dots ?? []).map((dot) => ({
      x: x(stop?.x ?? 0),
      y: panes[dot.pane]?.y(dot.y) ?? 0,
    }));
  };
  return {
    svg,
    alongOnly: !scattered,
    anchors: model.stops.map((stop, index) => ({
      x: x(stop.x),
      y: dotsOf(index)[0]?.y ?? layout.top,
    })),
    highlight: (index) => {
      const dots = index === null ? [] : dotsOf(index);
      const at = dots[0]?.x ?? x(model.stops[index ?? -1]?.x ?? Number.NaN);
      cursor.replaceChildren(
        ...(index === null || scattered
          ? []
          : [shape('line', { x1: at, x2: at, y1: layout.top, y2: layout.bottom })]),
        ...dots.map((dot) => shape('circle', { cx: dot.x, cy: dot.y, r: 5 })),
      );
    },
  };
}
